package org.trainyard.am.doctor.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.trainyard.am.doctor.Finding;

/** What the daemons' own settings mean for a run. */
public final class SettingsJudgement {
  /** Beyond this a chain of short jobs waits for heartbeats more than it computes. */
  private static final long QUICK_HEARTBEAT_MS = 300;

  /** A JVM of Java 17 reserves several times the memory that it is given. */
  private static final double ENOUGH_VIRTUAL = 5;

  private SettingsJudgement() {}

  /**
   * Judges what a NodeManager is set to.
   *
   * @param where whose settings they are, for people
   * @param settings by name; null where there is none
   * @param jobs whether the run uses MapReduce jobs
   */
  public static List<Finding> node(String where, UnaryOperator<String> settings, boolean jobs) {
    List<Finding> findings = new ArrayList<>();
    String services = or(settings, "yarn.nodemanager.aux-services", "");
    if (jobs) {
      findings.add(
          services.contains("mapreduce_shuffle")
              ? Finding.ok(
                  "shuffle", "mapreduce_shuffle is among the auxiliary services of " + where)
              : Finding.error(
                  "shuffle",
                  "mapreduce_shuffle is not among the auxiliary services of "
                      + where
                      + ": no job gets past its map tasks",
                  "have yarn.nodemanager.aux-services = mapreduce_shuffle set on all nodes, or take --engine resident"));
    }
    boolean virtual =
        Boolean.parseBoolean(or(settings, "yarn.nodemanager.vmem-check-enabled", "true"));
    double ratio = number(or(settings, "yarn.nodemanager.vmem-pmem-ratio", "2.1"), 2.1);
    findings.add(
        virtual && ratio < ENOUGH_VIRTUAL
            ? Finding.warning(
                "virtual memory",
                String.format(
                    Locale.ROOT,
                    "%s kill containers that reserve more than %.1f times their memory; a JVM of Java 17 easily does",
                    where,
                    ratio),
                "have yarn.nodemanager.vmem-check-enabled = false set, or a larger yarn.nodemanager.vmem-pmem-ratio")
            : Finding.ok("virtual memory", where + " let JVMs reserve what they like"));
    boolean aggregated = Boolean.parseBoolean(or(settings, "yarn.log-aggregation-enable", "false"));
    findings.add(
        aggregated
            ? Finding.ok("logs", "containers' logs are collected when an application ends")
            : Finding.warning(
                "logs",
                "containers' logs stay on their nodes, for "
                    + or(settings, "yarn.nodemanager.log.retain-seconds", "10800")
                    + " s: 'trainyard logs' may not find them after a run",
                "have yarn.log-aggregation-enable = true set on all nodes"));
    return findings;
  }

  /**
   * Judges what the ResourceManager is set to.
   *
   * @param settings by name; null where there is none
   * @param jobs whether the run uses MapReduce jobs
   */
  public static List<Finding> resourceManager(UnaryOperator<String> settings, boolean jobs) {
    List<Finding> findings = new ArrayList<>();
    long beat =
        (long)
            number(
                or(settings, "yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "1000"),
                1000);
    if (jobs && beat > QUICK_HEARTBEAT_MS) {
      findings.add(
          Finding.note(
              "heartbeats",
              "nodes report every "
                  + beat
                  + " ms, and each container of a job waits for that: an iteration of the chained engine takes seconds longer"
                  + " than with 100 ms (yarn.resourcemanager.nodemanagers.heartbeat-interval-ms); the resident engine does not"
                  + " care"));
    }
    long least = (long) number(or(settings, "yarn.scheduler.minimum-allocation-mb", "1024"), 1024);
    findings.add(
        Finding.ok(
            "allocation",
            "containers from "
                + least
                + " to "
                + or(settings, "yarn.scheduler.maximum-allocation-mb", "8192")
                + " MiB; what is asked for is rounded up to multiples of "
                + least));
    long attempts = (long) number(or(settings, "yarn.resourcemanager.am.max-attempts", "2"), 2);
    if (attempts < 2) {
      findings.add(
          Finding.warning(
              "attempts",
              "the cluster starts a failed ApplicationMaster only once: its node's loss ends the run, and the same command goes on",
              "have yarn.resourcemanager.am.max-attempts raised"));
    }
    return findings;
  }

  private static String or(UnaryOperator<String> settings, String name, String usual) {
    String value = settings.apply(name);
    return value == null || value.isBlank() ? usual : value.strip();
  }

  private static double number(String text, double usual) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return usual;
    }
  }
}
