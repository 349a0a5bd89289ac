package org.trainyard.am.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.v2.util.MRApps;
import org.apache.hadoop.util.StringUtils;
import org.apache.hadoop.yarn.api.ApplicationConstants;
import org.apache.hadoop.yarn.api.ApplicationConstants.Environment;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.util.Apps;
import org.trainyard.am.archive.ClassArchive;

/** The shell command and the environment of our containers. Pure. */
final class LaunchCommand {
  /** Name of the job jar in the container's folder. */
  static final String JAR = "trainyard.jar";

  /** Name of the client's configuration in the container's folder. */
  static final String CONFIGURATION = "trainyard-run.xml";

  private static final String MAIN = "org.trainyard.am.master.ApplicationMasterMain";

  private static final Pattern COMPILER = Pattern.compile("-XX:\\S*(Tier|Comp)|-X(int|comp)");

  /**
   * The second compiler's turn comes ten times later than usual: loops over data reach it all the
   * same within milliseconds, and what runs a while at the start does not take a core from them.
   */
  private static final String SPARING =
      " -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000"
          + " -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000";

  /**
   * Asks for the module of vectors where it is there, which the node's shell finds out: a virtual
   * machine that is asked for a module that it lacks does not start.
   */
  private static final String VECTORS =
      " $(grep -qs jdk.incubator.vector "
          + Environment.JAVA_HOME.$$()
          + "/release && echo --add-modules=jdk.incubator.vector)";

  private LaunchCommand() {}

  /**
   * Of a worker that computes on vectors where it can, see {@link #command(String, int, String,
   * Optional)}.
   */
  static List<String> commandWithVectors(
      String main, int heapMb, String javaOptions, Optional<ClassArchive> archive) {
    boolean asked = javaOptions.contains("--add-modules");
    return command(main, heapMb, asked ? javaOptions : javaOptions + VECTORS, archive);
  }

  /** Of the ApplicationMaster. */
  static List<String> command(SubmissionSpec spec, Optional<ClassArchive> archive) {
    return command(MAIN, spec.heapMb(), spec.javaOptions(), archive);
  }

  /**
   * Of any of our processes. Logs go where YARN collects them. Whoever says something of compilers
   * among the options is left alone with it.
   */
  static List<String> command(
      String main, int heapMb, String javaOptions, Optional<ClassArchive> archive) {
    String logs = ApplicationConstants.LOG_DIR_EXPANSION_VAR;
    return List.of(
        Environment.JAVA_HOME.$$()
            + "/bin/java -Xmx"
            + heapMb
            + "m "
            + javaOptions
            + (COMPILER.matcher(javaOptions).find() ? "" : SPARING)
            + archive.map(found -> " " + found.javaOptions()).orElse("")
            + " -Dlog4j.configuration=container-log4j.properties"
            + " -Dyarn.app.container.log.dir="
            + logs
            + " -Dyarn.app.container.log.filesize=0 -Dhadoop.root.logger=INFO,CLA -Dhadoop.root.logfile=syslog "
            + main
            + " 1>"
            + logs
            + "/stdout 2>"
            + logs
            + "/stderr");
  }

  /**
   * The class path holds our jar first, then what the cluster gives applications and MapReduce; the
   * variables are those of MapReduce's own ApplicationMaster, which many clusters need to find
   * their jars.
   */
  static Map<String, String> environment(Configuration conf) {
    Map<String, String> environment = new TreeMap<>();
    String separator = ApplicationConstants.CLASS_PATH_SEPARATOR;
    String name = Environment.CLASSPATH.name();
    Apps.addToEnvironment(environment, name, JAR, separator);
    for (String entry : classPath(conf)) {
      Apps.addToEnvironment(environment, name, entry, separator);
    }
    MRApps.setEnvFromInputProperty(
        environment,
        MRJobConfig.MR_AM_ADMIN_USER_ENV,
        MRJobConfig.DEFAULT_MR_AM_ADMIN_USER_ENV,
        conf);
    MRApps.setEnvFromInputProperty(environment, MRJobConfig.MR_AM_ENV, null, conf);
    return environment;
  }

  /** What the cluster gives applications, then what it gives MapReduce. */
  private static List<String> classPath(Configuration conf) {
    List<String> entries = new ArrayList<>();
    Collection<String> yarn =
        conf.getTrimmedStringCollection(YarnConfiguration.YARN_APPLICATION_CLASSPATH);
    entries.addAll(
        yarn.isEmpty()
            ? List.of(YarnConfiguration.DEFAULT_YARN_CROSS_PLATFORM_APPLICATION_CLASSPATH)
            : yarn);
    Collection<String> jobs =
        conf.getTrimmedStringCollection(MRJobConfig.MAPREDUCE_APPLICATION_CLASSPATH);
    entries.addAll(
        jobs.isEmpty()
            ? StringUtils.getTrimmedStringCollection(
                MRJobConfig.DEFAULT_MAPREDUCE_CROSS_PLATFORM_APPLICATION_CLASSPATH)
            : jobs);
    return entries;
  }
}
