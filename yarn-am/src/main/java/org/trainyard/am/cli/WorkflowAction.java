package org.trainyard.am.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * What a workflow scheduler that starts us as one of its actions gives and wants, in the way that
 * Oozie's launcher established. Without a scheduler it does nothing.
 */
final class WorkflowAction {
  /** System property: file with the action's configuration. */
  static final String ACTION_CONFIGURATION = "oozie.action.conf.xml";

  /** System property: file into which results go as properties. */
  static final String ACTION_OUTPUT = "oozie.action.output.properties";

  /**
   * Key in that configuration: tags by which the scheduler finds, and kills, what an action
   * started.
   */
  static final String CHILD_TAGS = "oozie.child.mapreduce.job.tags";

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

  /** Takes over the action's configuration, its tags and its delegation tokens. */
  void prepare(Configuration conf) {
    String actionConfiguration = properties.apply(ACTION_CONFIGURATION);
    if (actionConfiguration != null) {
      conf.addResource(new org.apache.hadoop.fs.Path("file:///", actionConfiguration));
    }
    String tags = conf.get(CHILD_TAGS);
    if (tags != null) {
      conf.set(MRJobConfig.JOB_TAGS, tags);
    }
    String tokens = environment.apply(UserGroupInformation.HADOOP_TOKEN_FILE_LOCATION);
    if (tokens != null) {
      conf.set(MRJobConfig.MAPREDUCE_JOB_CREDENTIALS_BINARY, tokens);
    }
  }

  /** Writes results for the workflow's next action, if there is a workflow. */
  void publish(Map<String, String> results) throws IOException {
    String output = properties.apply(ACTION_OUTPUT);
    if (output != null) {
      Properties written = new Properties();
      written.putAll(results);
      try (OutputStream file = Files.newOutputStream(Path.of(output))) {
        written.store(file, "trainyard");
      }
    }
  }
}
