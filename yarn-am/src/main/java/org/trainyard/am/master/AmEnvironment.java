package org.trainyard.am.master;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.hadoop.yarn.api.ApplicationConstants.Environment;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.trainyard.am.spill.SpillFolder;
import org.trainyard.formats.config.InvalidSettingsException;

/**
 * What YARN put into the environment of the container.
 *
 * @param attempt of the application
 * @param host of the node
 * @param user who submitted the application
 * @param log link to the container's log on its node, without scheme
 * @param localFolders on the node's disks, gone with the application
 */
record AmEnvironment(
    ApplicationAttemptId attempt, String host, String user, String log, List<Path> localFolders) {

  /** Reads the variables; all missing ones are named together. */
  static AmEnvironment of(UnaryOperator<String> variables) {
    List<String> missing = new ArrayList<>();
    String container = read(variables, Environment.CONTAINER_ID, missing);
    String host = read(variables, Environment.NM_HOST, missing);
    String user = read(variables, Environment.USER, missing);
    String port = read(variables, Environment.NM_HTTP_PORT, missing);
    String folders = read(variables, Environment.LOCAL_DIRS, missing);
    if (!missing.isEmpty()) {
      throw new InvalidSettingsException(missing);
    }
    return new AmEnvironment(
        ContainerId.fromString(container).getApplicationAttemptId(),
        host,
        user,
        String.join("/", host + ":" + port, "node/containerlogs", container, user),
        SpillFolder.folders(folders));
  }

  private static String read(
      UnaryOperator<String> variables, Environment name, List<String> missing) {
    String value = variables.apply(name.name());
    if (value == null || value.isBlank()) {
      missing.add(
          "The variable "
              + name.name()
              + " is not set: an ApplicationMaster is started by YARN only");
    }
    return value;
  }
}
