package org.trainyard.it.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * All scripts are sound in the eyes of ShellCheck; where that is not installed, they are at least
 * bash. The names of the tests say which of the two looked.
 */
class ScriptsIT {
  @TestFactory
  Stream<DynamicTest> soundToTheChecker() throws IOException {
    String[] checker = (isInstalled("shellcheck") ? "shellcheck -x" : "bash -n").split(" ");
    return scripts().stream()
        .map(
            script ->
                DynamicTest.dynamicTest(
                    String.join(" ", checker) + " " + script,
                    () -> assertEquals("", output(checker[0], checker[1], script))));
  }

  @TestFactory
  Stream<DynamicTest> tellsItsUse() throws IOException {
    return scripts().stream()
        .filter(script -> script.startsWith("scripts/") && !isPart(script))
        .filter(script -> Files.isExecutable(Script.HOUSE.resolve(script)))
        .map(
            script ->
                DynamicTest.dynamicTest(
                    script + " --help",
                    () -> assertTrue(output(script, "--help").startsWith("Usage: " + script))));
  }

  private static List<String> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(Script.HOUSE.resolve("scripts"))) {
      return Stream.concat(
              files.filter(ScriptsIT::isOurs).filter(ScriptsIT::isBash),
              Stream.of(".ci/run", "mvnw").map(Script.HOUSE::resolve))
          .map(file -> Script.HOUSE.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** What lies in a script's own folder is run by that script, or packed by it. */
  private static boolean isPart(String script) {
    return script.contains(".conf/") || script.contains(".d/");
  }

  /** Not what a development cluster left in its folder. */
  private static boolean isOurs(Path file) {
    return Files.isRegularFile(file) && !file.toString().contains("/.cluster/");
  }

  private static boolean isBash(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      String first = lines.findFirst().orElse("");
      return first.startsWith("#!/usr/bin/env bash") || first.startsWith("# shellcheck shell=bash");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Script.HOUSE.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
