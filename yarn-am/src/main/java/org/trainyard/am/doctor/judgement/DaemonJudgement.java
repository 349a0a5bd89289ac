package org.trainyard.am.doctor.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.survey.DaemonSeen;

/** What the daemons' web servers tell of their Java and their clocks. */
public final class DaemonJudgement {
  private DaemonJudgement() {}

  /**
   * Judges the Java of NodeManagers, which is that of containers unless they are told otherwise.
   */
  public static List<Finding> javaOfNodes(List<DaemonSeen> nodes) {
    Map<String, List<String>> versions = new TreeMap<>();
    for (DaemonSeen node : nodes) {
      node.java()
          .ifPresent(
              version ->
                  versions.computeIfAbsent(version, v -> new ArrayList<>()).add(node.name()));
    }
    List<Finding> findings = new ArrayList<>();
    versions.forEach(
        (version, names) -> {
          if (major(version) < ClientJudgement.LEAST_JAVA) {
            findings.add(
                Finding.error(
                    "java of nodes",
                    "Java " + version + " on " + few(names) + ", and ours needs 17 or newer",
                    "have JAVA_HOME of the NodeManagers point to Java 17, or give containers another by"
                        + " -Dyarn.app.mapreduce.am.env=JAVA_HOME=… and -Dmapreduce.admin.user.env=JAVA_HOME=…"));
          }
        });
    if (findings.isEmpty() && !versions.isEmpty()) {
      String all =
          versions.entrySet().stream()
              .map(entry -> entry.getKey() + " on " + few(entry.getValue()))
              .collect(Collectors.joining(", "));
      findings.add(
          versions.size() == 1
              ? Finding.ok("java of nodes", all)
              : Finding.note(
                  "java of nodes", "several: " + all + " (the model does not depend on it)"));
    }
    return findings;
  }

  /** Judges clocks, one line for those that agree; and tells which servers did not answer. */
  public static List<Finding> clocks(List<DaemonSeen> daemons) {
    List<Finding> findings = new ArrayList<>();
    List<String> agree = new ArrayList<>();
    for (DaemonSeen daemon : daemons) {
      daemon
          .ahead()
          .map(ahead -> ClockJudgement.of(daemon.name(), ahead))
          .ifPresent(
              finding -> {
                if (finding.remedy().isEmpty()) {
                  agree.add(daemon.name());
                } else {
                  findings.add(finding);
                }
              });
    }
    if (!agree.isEmpty()) {
      findings.add(0, Finding.ok("clock", "agrees with " + few(agree)));
    }
    List<DaemonSeen> silent =
        daemons.stream().filter(daemon -> !daemon.problem().isEmpty()).toList();
    if (!silent.isEmpty()) {
      DaemonSeen first = silent.get(0);
      findings.add(
          Finding.note(
              "web servers",
              few(silent.stream().map(DaemonSeen::name).toList())
                  + " could not be asked for Java, clock and settings; "
                  + first.url()
                  + ": "
                  + first.problem()));
    }
    return findings;
  }

  private static String few(List<String> names) {
    return names.size() <= 3
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 2)) + " and " + (names.size() - 2) + " more";
  }

  /** 17 of {@code 17.0.15}, 8 of {@code 1.8.0_402}. */
  static int major(String version) {
    String[] parts = version.replaceFirst("^1\\.", "").split("\\D", 2);
    return parts[0].isEmpty() ? 0 : Integer.parseInt(parts[0]);
  }
}
