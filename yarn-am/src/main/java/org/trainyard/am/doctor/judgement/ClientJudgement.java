package org.trainyard.am.doctor.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.survey.ClientSeen;

/** Whether this process has the Java, the configuration and the class path that it needs. */
public final class ClientJudgement {
  /** Our classes need it, here and on the nodes. */
  static final int LEAST_JAVA = 17;

  private static final Pattern FILE = Pattern.compile("^(.*?)-(\\d[\\w.+-]*)\\.jar$");

  private ClientJudgement() {}

  /** Judges. */
  public static List<Finding> of(ClientSeen seen) {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("client", "Java " + seen.java() + ", Hadoop " + seen.hadoop()));
    boolean yarn = seen.framework().equals("yarn");
    if (seen.configured().isEmpty()) {
      findings.add(
          Finding.note(
              "configuration",
              "no site file is on the class path, so there is no cluster: runs stay in this process (is HADOOP_CONF_DIR set?)"));
    } else {
      findings.add(
          Finding.ok(
              "configuration",
              "mapreduce.framework.name is "
                  + seen.framework()
                  + ", fs.defaultFS is "
                  + seen.defaultFs()
                  + "; from "
                  + String.join(", ", seen.configured())));
      if (!yarn) {
        findings.add(
            Finding.note(
                "configuration",
                "mapreduce.framework.name is not yarn: runs stay in this process, and the cluster is not looked at"));
      }
    }
    findings.addAll(clashes(seen.libraries()));
    return findings;
  }

  /** Judges the class path: a library of which there are two versions. */
  static List<Finding> clashes(Map<String, List<String>> libraries) {
    List<Finding> findings = new ArrayList<>();
    libraries.forEach(
        (library, files) -> {
          TreeSet<String> versions = new TreeSet<>();
          files.forEach(file -> versions.add(version(file)));
          if (files.size() > 1 && versions.size() > 1) {
            findings.add(
                Finding.warning(
                    "class path",
                    library
                        + " is there "
                        + files.size()
                        + " times in different versions, and the first one wins: "
                        + String.join(", ", files),
                    "take the others off HADOOP_CLASSPATH and out of -libjars"));
          } else if (files.isEmpty()) {
            findings.add(
                Finding.error(
                    "class path",
                    library + " is not on the class path",
                    "start by 'hadoop jar', which puts Hadoop's libraries there"));
          }
        });
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok("class path", "one version each of " + String.join(", ", libraries.keySet())));
    }
    return findings;
  }

  /** {@code 1.11.5} of {@code /lib/avro-1.11.5.jar}; the whole path where no version is in it. */
  static String version(String file) {
    Matcher name = FILE.matcher(file.substring(file.lastIndexOf('/') + 1));
    return name.matches() ? name.group(2) : file;
  }
}
