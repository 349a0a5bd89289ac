package org.trainyard.it.cluster;

import java.util.List;
import java.util.Optional;

/**
 * Container processes of the cluster, found by their command lines, to be killed as machines kill
 * them.
 */
public final class Processes {
  private Processes() {}

  /** The Java processes whose command line contains all words. */
  public static List<ProcessHandle> find(String... words) {
    return ProcessHandle.allProcesses().filter(process -> matches(process, words)).toList();
  }

  private static boolean matches(ProcessHandle process, String... words) {
    Optional<String> command = process.info().command();
    Optional<String[]> arguments = process.info().arguments();
    if (command.isEmpty() || arguments.isEmpty() || !command.get().endsWith("java")) {
      return false;
    }
    String line = String.join(" ", arguments.get());
    for (String word : words) {
      if (!line.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** Ends all of them at once, as kill -9 does; how many there were. */
  public static int kill(String... words) {
    List<ProcessHandle> found = find(words);
    found.forEach(ProcessHandle::destroyForcibly);
    return found.size();
  }
}
