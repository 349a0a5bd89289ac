package org.trainyard.it.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    if (command.isEmpty() || !command.get().endsWith("java")) {
      return false;
    }
    String told = commandLine(process) + " " + workingDirectory(process);
    return Arrays.stream(words).allMatch(told::contains);
  }

  /** All of it: Java's own word of a process ends after a page, which a class path fills. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(entry(process, "cmdline"), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException e) {
      // It ended meanwhile, or is somebody else's.
      return "";
    }
  }

  private static String workingDirectory(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(entry(process, "cwd")).toString();
    } catch (IOException e) {
      // It ended meanwhile, or is somebody else's.
      return "";
    }
  }

  private static Path entry(ProcessHandle process, String name) {
    return Path.of("/proc", Long.toString(process.pid()), name);
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
