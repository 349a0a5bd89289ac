package org.trainyard.am.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trainyard.am.outcome.ExitCode;

class ProgramTest {
  private final Screen screen = new Screen();
  private final Program program = new Program(screen.terminal());

  static java.util.List<String> verbs() {
    return Commands.names();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbHasHelpWithExamplesAndExitCodes(String verb) {
    assertEquals(ExitCode.DONE, program.run(verb, "--help"));
    assertTrue(screen.out().contains("Usage: trainyard " + verb), screen.out());
    assertTrue(screen.out().contains("Examples:"));
    assertTrue(screen.out().contains("Exit codes:"));
    assertTrue(screen.out().lines().allMatch(line -> line.length() <= Grammar.WIDTH), screen.out());
  }

  @Test
  void theOverviewNamesEveryVerb() {
    assertEquals(ExitCode.DONE, program.run("--help"));
    Commands.names().forEach(verb -> assertTrue(screen.out().contains("  " + verb + " "), verb));
  }

  @Test
  void noVerbIsWrongUsage() {
    assertEquals(ExitCode.WRONG_USAGE, program.run());
  }

  @Test
  void anUnknownVerbNamesTheNearest() {
    assertEquals(ExitCode.WRONG_USAGE, program.run("completions"));
    assertTrue(screen.err().contains("nearest is 'completion'"), screen.err());
  }

  @Test
  void tellsItsVersion() {
    assertEquals(ExitCode.DONE, program.run("--version"));
    assertTrue(screen.out().startsWith("trainyard "));
  }

  @Test
  void problemsAreToldTogetherWithExitCodeTwo() {
    assertEquals(
        ExitCode.WRONG_USAGE, program.run("completion", "--nothing", "-Dtrainyard.model.l2=x"));
    assertTrue(screen.err().contains("2 problems"), screen.err());
  }

  @Test
  void problemsAreJsonWhereJsonIsAskedFor() {
    assertEquals(ExitCode.WRONG_USAGE, program.run("completion", "--json", "--nothing"));
    assertTrue(screen.out().contains("\"exitCode\" : 2"), screen.out());
    assertTrue(screen.out().contains("--nothing"), screen.out());
  }

  @Test
  void theCompletionScriptKnowsVerbsAndOptions() {
    assertEquals(ExitCode.DONE, program.run("completion"));
    assertTrue(screen.out().contains("completion"));
    assertTrue(screen.out().contains("--json"));
  }
}
