package org.trainyard.am.archive;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The jars of a class path that every container of a node sees under the same name: not those in
 * the container's own folder.
 */
final class ClassPathJars {
  /** Far below what a shell takes as one argument, and enough for Hadoop and its tools. */
  private static final int MOST_CHARACTERS = 64_000;

  private ClassPathJars() {}

  /** In order, each once; none if there are too many for a command line. */
  static List<String> of(String classPath, Path container) {
    List<String> jars =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .filter(entry -> Path.of(entry).isAbsolute())
            .filter(entry -> !Path.of(entry).startsWith(container))
            .filter(entry -> !entry.matches(".*[\\s'\"$`\\\\;&|<>()].*"))
            .filter(entry -> Files.isRegularFile(Path.of(entry)))
            .distinct()
            .toList();
    return jars.stream().mapToInt(jar -> jar.length() + 1).sum() > MOST_CHARACTERS
        ? List.of()
        : jars;
  }

  /**
   * Sixteen hexadecimal digits that change when a jar does: its path, length or time, which is what
   * the JVM compares. The order does not matter, for that of a wildcard's jars differs by node.
   */
  static String fingerprint(List<String> jars) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String jar : jars.stream().sorted().toList()) {
        Path path = Path.of(jar);
        String line =
            jar + " " + Files.size(path) + " " + Files.getLastModifiedTime(path).toMillis() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
