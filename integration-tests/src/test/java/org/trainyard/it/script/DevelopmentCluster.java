package org.trainyard.it.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.trainyard.it.cluster.Processes;

/**
 * The folder of a development cluster for one test class. Whatever the tests did, the cluster is
 * stopped after the last of them, and when this JVM is told to end before; its logs stay.
 */
final class DevelopmentCluster implements AfterAllCallback {
  private final Path folder;
  private final Thread onExit = new Thread(this::stopQuietly);

  /** In a folder below this module's target folder. */
  DevelopmentCluster(String name) {
    folder = Path.of("target", name).toAbsolutePath();
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  Path folder() {
    return folder;
  }

  /**
   * Its Java processes that run now, daemons and containers: all have the folder in their command
   * line.
   */
  List<ProcessHandle> processes() {
    return Processes.find(folder.toString());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
    stop();
    Runtime.getRuntime().removeShutdownHook(onExit);
    List<ProcessHandle> left = processes();
    if (!left.isEmpty()) {
      throw new AssertionError(
          "These processes outlived the cluster in "
              + folder
              + ": "
              + left.stream().map(process -> process.pid() + " " + process.info()).toList());
    }
  }

  private void stop() throws IOException, InterruptedException {
    Process stop =
        new ProcessBuilder("scripts/cluster", "stop", "--dir", folder.toString())
            .directory(Script.HOUSE.toFile())
            .inheritIO()
            .start();
    stop.waitFor();
  }

  private void stopQuietly() {
    try {
      stop();
    } catch (IOException | InterruptedException e) {
      // The JVM ends: nobody is left to hear of it.
      Thread.currentThread().interrupt();
    }
  }
}
