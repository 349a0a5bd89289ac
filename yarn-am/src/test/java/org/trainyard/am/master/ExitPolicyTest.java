package org.trainyard.am.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.mapreduce.algorithm.DivergedException;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.engine.IterationFailedException;
import org.trainyard.mapreduce.engine.RunOutcome;

class ExitPolicyTest {
  private static final Attempt FIRST_OF_TWO = new Attempt(1, 2);
  private static final Attempt LAST_OF_TWO = new Attempt(2, 2);

  static Stream<Arguments> failures() {
    return Stream.of(
        // What somebody has to cure ends the application at once.
        Arguments.of(new BadDataException("line 5"), FIRST_OF_TWO, true, ExitCode.BAD_DATA),
        Arguments.of(new DivergedException("NaN"), FIRST_OF_TWO, true, ExitCode.FAILED),
        Arguments.of(
            new InvalidSettingsException(List.of("l2")), FIRST_OF_TWO, true, ExitCode.WRONG_USAGE),
        // What the environment did is tried again while there are attempts.
        Arguments.of(new IterationFailedException("lost"), FIRST_OF_TWO, false, ExitCode.CLUSTER),
        Arguments.of(new IterationFailedException("lost"), LAST_OF_TWO, true, ExitCode.CLUSTER),
        Arguments.of(new OutOfMemoryError("heap"), FIRST_OF_TWO, false, ExitCode.FAILED),
        Arguments.of(new IllegalStateException("defect"), LAST_OF_TWO, true, ExitCode.FAILED));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureEndsTheApplicationOrOnlyTheAttempt(
      Throwable cause, Attempt attempt, boolean over, ExitCode exit) {
    AmExit decided = ExitPolicy.failed(cause, attempt);
    assertEquals(over, decided.unregisters());
    assertEquals(over ? FinalApplicationStatus.FAILED : null, decided.status());
    assertEquals(exit, decided.exit());
    assertTrue(decided.diagnosis().contains(cause.getMessage()), decided.diagnosis());
  }

  @Test
  void aPublishedModelIsASuccessWhoseDiagnosisTellsTheReason() {
    AmExit exit =
        ExitPolicy.ended(
            new RunOutcome(StopReason.GRADIENT_NORM, "small enough", 12, new Path("/m")));
    assertEquals(FinalApplicationStatus.SUCCEEDED, exit.status());
    assertEquals(ExitCode.DONE, exit.exit());
    assertEquals(
        "model published after 12 iterations: small enough (exit code 0)", exit.diagnosis());
  }

  @Test
  void aRunThatAPersonStoppedTellsTheClientSo() {
    AmExit exit = ExitPolicy.ended(new RunOutcome(StopReason.PERSON, "stopped by ann", 1, null));
    assertEquals(FinalApplicationStatus.SUCCEEDED, exit.status());
    assertEquals("stopped after 1 iteration: stopped by ann (exit code 5)", exit.diagnosis());
  }

  @Test
  void whoIsAskedToGoOrCannotSpeakLeavesWithoutAWord() {
    assertFalse(ExitPolicy.shutDown().unregisters());
    assertFalse(ExitPolicy.linkLost(new IOException("gone")).unregisters());
    assertFalse(ExitPolicy.crashed(new IOException("gone")).unregisters());
  }
}
