package org.trainyard.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processes with a stand-in driver of their own: built of sources that were broken on purpose, or
 * told to fail.
 */
public final class StandIn {
  private static final Path MODULE = Path.of(System.getProperty("trainyard.gpu-mapper"));

  /** The stand-in of our sources as they are. */
  public static final Path OURS = Path.of(System.getProperty("trainyard.stand-in"));

  private StandIn() {}

  /**
   * How a process ended.
   *
   * @param exitCode 0 if it was content
   * @param output what it said
   */
  public record Ended(int exitCode, String output) {}

  /**
   * Builds a stand-in from one source with a piece of it replaced.
   *
   * @param source name of a file in {@code src/main/cuda}; with a header goes the source of the
   *     same name
   * @param piece occurs in it exactly once
   * @param directory to work in
   * @return where its library lies
   */
  public static Path mutant(String source, String piece, String replacement, Path directory)
      throws IOException, InterruptedException {
    return mutant(List.of(source.replace(".cuh", ".cu")), source, piece, replacement, directory);
  }

  /** The same, with sources of one's choice. */
  public static Path mutant(
      List<String> units, String source, String piece, String replacement, Path directory)
      throws IOException, InterruptedException {
    Path sources = Files.createDirectories(directory.resolve("cuda"));
    for (Path header : files(MODULE.resolve("src/main/cuda"), ".cuh")) {
      Files.copy(header, sources.resolve(header.getFileName()));
    }
    for (String unit : units) {
      Files.copy(MODULE.resolve("src/main/cuda").resolve(unit), sources.resolve(unit));
    }
    String text = Files.readString(MODULE.resolve("src/main/cuda").resolve(source));
    int at = text.indexOf(piece);
    if (at < 0 || text.indexOf(piece, at + 1) >= 0) {
      throw new IllegalArgumentException("Not exactly once in " + source + ": " + piece);
    }
    Files.writeString(sources.resolve(source), text.replace(piece, replacement));
    Path library = Files.createDirectories(directory.resolve("stand-in"));
    for (Path object : files(OURS, ".o")) {
      if (object.getFileName().toString().startsWith("stand-in")) {
        Files.copy(
            object, library.resolve(object.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    String build = MODULE.resolve("src/test/cpp/build").toString();
    Ended built = run(Map.of(), directory, build, library.toString(), sources.toString());
    if (built.exitCode != 0) {
      throw new IllegalArgumentException("The mutant does not compile: " + built.output);
    }
    return library;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  /**
   * Runs a program of this class path with a driver library.
   *
   * @param library the folder of {@code libcuda.so.1}
   * @param settings environment that the stand-in reads
   * @param directory where a process that dies leaves its report
   */
  public static Ended java(
      Path library, Map<String, String> settings, Path directory, Class<?> program)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("LD_LIBRARY_PATH", library.toString());
    return run(
        environment,
        directory,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        "-Djava.io.tmpdir=" + directory,
        "-Dlog4j.configuration=" + System.getProperty("log4j.configuration"),
        "-XX:TieredStopAtLevel=1",
        "-XX:-CreateCoredumpOnCrash",
        "-Xmx256m",
        program.getName());
  }

  private static Ended run(Map<String, String> environment, Path directory, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
    builder.environment().putAll(environment);
    builder.directory(directory.toFile()).redirectErrorStream(true);
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      int exitCode = process.waitFor();
      return new Ended(exitCode, Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }
}
