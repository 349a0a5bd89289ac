package org.trainyard.am.doctor.judgement;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.RunRequest;
import org.trainyard.am.doctor.survey.InputSeen;
import org.trainyard.am.doctor.survey.OutputSeen;
import org.trainyard.am.view.Figures;

/** Whether the input can be read and the output written, and whether there is room for it. */
public final class FileJudgement {
  /** Packed blocks and states take about so much of the raw bytes; text packs to less. */
  private static final double PACKED = 1.2;

  /** Files and folders of a run beside its iterations, and of each iteration, about. */
  private static final long NAMES_OF_RUN = 30;

  private static final long NAMES_OF_ITERATION = 6;

  private FileJudgement() {}

  /** Judges an input. */
  public static Finding input(InputSeen seen) {
    String check = "input";
    String what = seen.option() + " " + seen.path();
    if (!seen.problem().isEmpty()) {
      return Finding.error(
          check,
          what + " cannot be read: " + seen.problem(),
          "check the permissions (hdfs dfs -ls), and the health of its blocks (hdfs fsck)");
    }
    if (seen.files() == 0) {
      return Finding.error(
          check, "there is nothing at " + what, "check the path; a pattern is put in quotes");
    }
    if (seen.bytes() == 0) {
      return Finding.error(
          check, what + ": all " + seen.files() + " file(s) are empty", "name files with data");
    }
    return Finding.ok(
        check,
        what
            + " is readable: "
            + seen.files()
            + (seen.files() == 1 ? " file, " : " files, ")
            + Figures.bytes(seen.bytes()));
  }

  /**
   * Judges the output.
   *
   * @param inputBytes of all inputs; 0 if unknown
   */
  public static List<Finding> output(OutputSeen seen, RunRequest request, long inputBytes) {
    String check = "output";
    List<Finding> findings = new ArrayList<>();
    if (!seen.problem().isEmpty()) {
      findings.add(
          Finding.error(
              check,
              "nothing can be written to " + seen.nearest() + ": " + seen.problem(),
              "choose another --output, or have the permission or the quota changed"));
    } else {
      findings.add(
          Finding.ok(
              check,
              seen.nearest().equals(seen.path())
                  ? seen.path() + " is writable"
                  : seen.path() + " can be made: " + seen.nearest() + " is writable"));
    }
    if (seen.state() == OutputSeen.State.FOREIGN) {
      findings.add(
          Finding.error(
              check,
              seen.path() + " exists and is no run of Trainyard",
              "choose another --output, or remove it"));
    } else if (seen.state() == OutputSeen.State.RUN) {
      findings.add(
          Finding.note(
              check,
              seen.path()
                  + " is a run already: train attaches to it, goes on with it, or tells its result"));
    }
    findings.addAll(room(seen, request, inputBytes));
    return findings;
  }

  private static List<Finding> room(OutputSeen seen, RunRequest request, long inputBytes) {
    List<Finding> findings = new ArrayList<>();
    long bytes = (long) (inputBytes * PACKED) * Math.max(1, request.replication());
    long names = NAMES_OF_RUN + NAMES_OF_ITERATION * request.mostIterations();
    if (seen.freeBytes() >= 0 && bytes > seen.freeBytes()) {
      findings.add(
          Finding.error(
              "space",
              "the file system has "
                  + Figures.bytes(seen.freeBytes())
                  + " left, and the packed data take up to about "
                  + Figures.bytes(bytes)
                  + " with "
                  + request.replication()
                  + " copies",
              "make room, or write fewer copies (-Ddfs.replication=1)"));
    }
    for (OutputSeen.Quota quota : seen.quotas()) {
      if (quota.spaceLeft() >= 0 && bytes > quota.spaceLeft()) {
        findings.add(
            Finding.error(
                "quota",
                quota.folder()
                    + " has "
                    + Figures.bytes(quota.spaceLeft())
                    + " of its space quota left, and the packed data take up to about "
                    + Figures.bytes(bytes)
                    + " with all copies",
                "choose another --output, or have the quota raised"));
      }
      if (quota.namesLeft() >= 0 && names > quota.namesLeft()) {
        String fact =
            quota.folder()
                + " may hold "
                + quota.namesLeft()
                + " more files and folders, and a run of "
                + request.mostIterations()
                + " iterations makes up to about "
                + names;
        String remedy =
            "choose another --output, have the quota raised, or give a smaller --max-iterations";
        findings.add(
            quota.namesLeft() < NAMES_OF_RUN
                ? Finding.error("quota", fact, remedy)
                : Finding.warning("quota", fact, remedy));
      }
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(
              "space",
              (seen.freeBytes() < 0 ? "" : Figures.bytes(seen.freeBytes()) + " free; ")
                  + (seen.quotas().isEmpty() ? "no quota in sight" : "the quota suffices")
                  + (inputBytes > 0 ? "; wanted are up to about " + Figures.bytes(bytes) : "")));
    }
    return findings;
  }
}
