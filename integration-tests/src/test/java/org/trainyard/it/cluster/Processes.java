package org.trainyard.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Container processes of the cluster, found by their command lines, to be killed as machines kill
 * them.
 */
public final class Processes {
  private Processes() {}

  /** The Java processes whose command line or working directory contains each of the words. */
  public static List<ProcessHandle> find(String... words) {
    return ProcessHandle.allProcesses().filter(process -> matches(process, words)).toList();
  }

  private static boolean matches(ProcessHandle process, String... words) {
    Optional<String> command = process.info().command();
    Optional<String[]> arguments = process.info().arguments();
    if (command.isEmpty() || arguments.isEmpty() || !command.get().endsWith("java")) {
      return false;
    }
    String told = String.join(" ", arguments.get()) + " " + workingDirectory(process);
    return Arrays.stream(words).allMatch(told::contains);
  }

  private static String workingDirectory(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .toString();
    } catch (IOException e) {
      // It ended meanwhile, or is somebody else's.
      return "";
    }
  }

  /**
   * The containers of this module's test cluster whose command line contains all words. Containers
   * work in folders below the module's target folder, which tells them from those of other clusters
   * on the machine.
   */
  public static List<ProcessHandle> containers(String... words) {
    return find(words).stream()
        .filter(
            process ->
                workingDirectory(process).startsWith(Path.of("target").toAbsolutePath().toString()))
        .toList();
  }

  /** Ends such containers at once, as kill -9 does; how many there were. */
  public static int killContainers(String... words) {
    List<ProcessHandle> found = containers(words);
    found.forEach(ProcessHandle::destroyForcibly);
    return found.size();
  }
}
