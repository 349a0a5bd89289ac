package org.trainyard.am.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.UserGroupInformation;
import org.trainyard.am.outcome.ExitCode;

/**
 * What a workflow scheduler that starts us as one of its actions gives and wants, in the way that
 * Oozie's launcher established. Without a scheduler it does nothing.
 */
final class WorkflowAction {
  /** System property: file with the action's configuration. */
  static final String ACTION_CONFIGURATION = "oozie.action.conf.xml";

  /** The same in the environment of an action that is a shell script. */
  static final String ACTION_CONFIGURATION_OF_SHELL = "OOZIE_ACTION_CONF_XML";

  /** System property: file into which results go as properties. */
  static final String ACTION_OUTPUT = "oozie.action.output.properties";

  /**
   * Key in that configuration: tags by which the scheduler finds, and kills, what an action
   * started.
   */
  static final String CHILD_TAGS = "oozie.child.mapreduce.job.tags";

  /** For schedulers that take every other exit code for a failure. */
  static final Command.Option EXIT_ZERO =
      new Command.Option(
          "--exit-zero",
          "End with 0 also where the work is done and the answer is no: a limit stopped the training (instead of 5), a"
              + " metric is not what --require asks for (1), a model is not better (6). The properties for a workflow"
              + " and the JSON document keep the number.");

  /** A launcher fails an action whose results are larger than this many bytes, unless told. */
  private static final int MOST_BYTES = 2000;

  private static final int LONGEST_VALUE = 500;

  private final UnaryOperator<String> properties;
  private final UnaryOperator<String> environment;

  WorkflowAction(UnaryOperator<String> properties, UnaryOperator<String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /** Of this process. */
  static WorkflowAction ofProcess() {
    return new WorkflowAction(System::getProperty, System::getenv);
  }

  /** Whether a launcher runs us inside its own process. */
  boolean hasLauncher() {
    return properties.apply(ACTION_CONFIGURATION) != null;
  }

  /** Takes over the action's configuration, its tags and its delegation tokens. */
  void prepare(Configuration conf) {
    String actionConfiguration =
        hasLauncher()
            ? properties.apply(ACTION_CONFIGURATION)
            : environment.apply(ACTION_CONFIGURATION_OF_SHELL);
    if (actionConfiguration != null && !actionConfiguration.isEmpty()) {
      conf.addResource(new org.apache.hadoop.fs.Path("file:///", actionConfiguration));
    }
    // Beside the tags that the workflow itself wants.
    Set<String> tags = new LinkedHashSet<>(conf.getTrimmedStringCollection(MRJobConfig.JOB_TAGS));
    if (tags.addAll(conf.getTrimmedStringCollection(CHILD_TAGS))) {
      conf.set(MRJobConfig.JOB_TAGS, String.join(",", tags));
    }
    String tokens = environment.apply(UserGroupInformation.HADOOP_TOKEN_FILE_LOCATION);
    if (tokens != null) {
      conf.set(MRJobConfig.MAPREDUCE_JOB_CREDENTIALS_BINARY, tokens);
    }
  }

  /**
   * Writes results for the workflow's next action, if there is a workflow.
   *
   * @param results in the order of their weight: where they are too many for a launcher, those at
   *     the end are left out
   */
  void publish(Map<String, String> results) throws IOException {
    String output = properties.apply(ACTION_OUTPUT);
    if (output != null) {
      Files.write(Path.of(output), fitting(results));
    }
  }

  private static byte[] fitting(Map<String, String> results) throws IOException {
    Properties written = new Properties();
    byte[] bytes = stored(written);
    for (Map.Entry<String, String> result : results.entrySet()) {
      String value = result.getValue();
      written.put(
          result.getKey(),
          value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE - 1) + "…");
      byte[] larger = stored(written);
      if (larger.length > MOST_BYTES) {
        break;
      }
      bytes = larger;
    }
    return bytes;
  }

  private static byte[] stored(Properties properties) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    properties.store(out, "trainyard");
    return out.toByteArray();
  }

  /** The exit code of the process: with {@link #EXIT_ZERO}, 0 for an answer that is no failure. */
  static ExitCode softened(Invocation call, ExitCode exit) {
    return call.has(EXIT_ZERO) ? ExitCode.DONE : exit;
  }
}
