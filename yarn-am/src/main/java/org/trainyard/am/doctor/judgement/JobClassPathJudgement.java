package org.trainyard.am.doctor.judgement;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.am.doctor.Finding;

/** Whether what containers are told about their class path can be right. */
public final class JobClassPathJudgement {
  private static final String CHECK = "containers' class path";

  private JobClassPathJudgement() {}

  /**
   * Judges.
   *
   * @param yarn entries of {@code yarn.application.classpath}
   * @param jobs entries of {@code mapreduce.application.classpath}
   * @param framework {@code mapreduce.application.framework.path}, empty if not set
   * @param frameworkThere whether the framework's archive is where it is said to be
   */
  public static List<Finding> of(
      List<String> yarn, List<String> jobs, String framework, boolean frameworkThere) {
    List<Finding> findings = new ArrayList<>();
    if (!framework.isEmpty() && !frameworkThere) {
      findings.add(
          Finding.error(
              CHECK,
              "mapreduce.application.framework.path names " + framework + ", which is not there",
              "upload Hadoop's archive there, or unset it to take the nodes' own jars"));
    }
    if (!framework.isEmpty()) {
      int mark = framework.indexOf('#');
      String folder =
          mark >= 0
              ? framework.substring(mark + 1)
              : framework.substring(framework.lastIndexOf('/') + 1);
      if (jobs.stream().noneMatch(entry -> entry.contains(folder))) {
        findings.add(
            Finding.error(
                CHECK,
                "mapreduce.application.framework.path is unpacked as '"
                    + folder
                    + "', and mapreduce.application.classpath has no entry below it",
                "let the class path name its folders, such as $PWD/"
                    + folder
                    + "/share/hadoop/common/*"));
      }
    }
    for (String entry : yarn) {
      check(findings, "yarn.application.classpath", entry);
    }
    for (String entry : jobs) {
      check(findings, "mapreduce.application.classpath", entry);
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(
              CHECK,
              framework.isEmpty()
                  ? "the nodes' own jars ("
                      + (yarn.size() + jobs.size())
                      + " entries); whether they are there, a container tells"
                  : "jars out of " + framework));
    }
    return findings;
  }

  private static void check(List<Finding> findings, String key, String entry) {
    if (entry.contains(":") && !entry.contains("{{") && !entry.startsWith("%")) {
      findings.add(
          Finding.warning(
              CHECK,
              key
                  + " has the entry '"
                  + entry
                  + "': entries are separated by commas, not by colons",
              "write it with commas"));
    } else if (!entry.startsWith("/")
        && !entry.startsWith("$")
        && !entry.startsWith("{{")
        && !entry.startsWith("%")
        && !entry.startsWith(".")) {
      findings.add(
          Finding.warning(
              CHECK,
              key + " has the entry '" + entry + "', which is relative to a container's folder",
              "begin it with / or with a variable of the node, such as $HADOOP_COMMON_HOME"));
    }
  }
}
