package org.trainyard.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.trainyard.it.cluster.Await;

/**
 * A script of the project that has run to its end.
 *
 * @param command what was run
 * @param exitCode of the process
 * @param output standard output and standard error together
 */
record Script(List<String> command, int exitCode, String output) {
  /** The root of the project. */
  static final Path HOUSE = Path.of("").toAbsolutePath().getParent();

  private static final Duration LIMIT = Await.limit(600);

  /**
   * Runs a script from the project's root and waits for it. What it started and left in its process
   * tree is ended when it takes too long, or when this JVM is told to end.
   *
   * @param cluster folder of the development cluster that it uses
   * @param path of the script, relative to the root
   */
  static Script run(Path cluster, String path, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = Stream.concat(Stream.of(path), Stream.of(arguments)).toList();
    Path output =
        Files.createTempFile(Files.createDirectories(Path.of("target")), "script", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(HOUSE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("TRAINYARD_CLUSTER_DIR", cluster.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("HADOOP_"));
    Process process = builder.start();
    Thread onExit = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(onExit);
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(
            command + " did not end within " + LIMIT + ":\n" + Files.readString(output));
      }
      return new Script(command, process.exitValue(), Files.readString(output));
    } finally {
      end(process);
      Runtime.getRuntime().removeShutdownHook(onExit);
      Files.delete(output);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Fails, with all that was printed, unless the script ended well. */
  Script succeeded() {
    assertEquals(0, exitCode, () -> command + " printed:\n" + output);
    return this;
  }

  /** Fails unless it printed a line in which the pattern is found; its first group as a number. */
  double number(String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(output);
    assertTrue(matcher.find(), () -> "No " + pattern + " in:\n" + output);
    return Double.parseDouble(matcher.group(1));
  }

  /** All finds of a pattern in what it printed. */
  List<MatchResult> all(String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(output).results().toList();
  }
}
