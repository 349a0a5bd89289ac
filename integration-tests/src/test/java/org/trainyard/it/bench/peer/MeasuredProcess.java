package org.trainyard.it.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command from start to end, seen from outside. */
final class MeasuredProcess {
  private static final int LOOK_MS = 250;
  private static final int COMPLAINT_LENGTH = 160;
  private static final Pattern EXCEPTION = Pattern.compile("[a-z]\\.[A-Z]\\w*(Exception|Error)\\b");

  private final Path folder;
  private final Map<String, String> environment;
  private final List<ProcessHandle> parents;

  /**
   * A line of output and when it came.
   *
   * @param seconds since the start
   */
  record Line(double seconds, String text) {}

  /**
   * What was seen.
   *
   * @param exitCode of the command; -1 when it was ended for taking too long
   * @param seconds from its start to its end
   * @param peakMb memory of it, its descendants and those of the cluster's nodes
   * @param output both streams, line by line
   */
  record Outcome(int exitCode, double seconds, long peakMb, List<Line> output) {
    boolean timedOut() {
      return exitCode == -1;
    }

    /** What its output says was the matter: the innermost exception, else the first one. */
    Optional<String> complaint() {
      List<String> complaints =
          output.stream().map(Line::text).filter(EXCEPTION.asPredicate()).toList();
      return complaints.stream()
          .filter(text -> text.contains("Caused by: "))
          .reduce((earlier, later) -> later)
          .or(() -> complaints.stream().findFirst())
          .map(Outcome::shortened);
    }

    /** For a cell of a table. */
    private static String shortened(String text) {
      String cause = text.replaceFirst(".*Caused by: ", "").strip().replace('|', '/');
      return cause.substring(0, Math.min(cause.length(), COMPLAINT_LENGTH));
    }
  }

  /**
   * @param folder where it runs and where {@code output.txt} goes
   * @param parents processes whose descendants work for it: the cluster's NodeManagers
   */
  MeasuredProcess(Path folder, Map<String, String> environment, List<ProcessHandle> parents) {
    this.folder = folder;
    this.environment = environment;
    this.parents = parents;
  }

  /** Runs the command to its end, or ends it and its descendants after so many seconds. */
  Outcome run(List<String> command, int limitSeconds) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    List<Line> output = new ArrayList<>();
    long start = System.nanoTime();
    Process process = builder.start();
    Thread onExit = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(onExit);
    Thread reader = new Thread(() -> read(process, start, output));
    reader.start();
    ProcessMemory memory =
        new ProcessMemory(
            () ->
                Stream.concat(
                    ProcessMemory.tree(process.toHandle()),
                    parents.stream().flatMap(ProcessHandle::descendants)));
    boolean ended = false;
    while (!ended && System.nanoTime() - start < limitSeconds * 1e9) {
      memory.look();
      ended = process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    end(process);
    reader.join();
    Runtime.getRuntime().removeShutdownHook(onExit);
    try (PrintWriter log = new PrintWriter(folder.resolve("output.txt").toFile())) {
      output.forEach(line -> log.printf("%8.3f %s%n", line.seconds(), line.text()));
    }
    return new Outcome(ended ? process.exitValue() : -1, seconds, memory.peakMb(), output);
  }

  private static void read(Process process, long start, List<Line> into) {
    try (BufferedReader in =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        into.add(new Line((System.nanoTime() - start) / 1e9, text));
      }
    } catch (IOException e) {
      into.add(new Line((System.nanoTime() - start) / 1e9, "the output ended: " + e));
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
