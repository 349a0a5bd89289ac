package org.trainyard.am.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trainyard.am.outcome.Failure.Cure;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.vector.CorruptFileException;
import org.trainyard.mapreduce.algorithm.DivergedException;

class FailureTest {
  static Stream<Arguments> meanings() {
    return Stream.of(
        Arguments.of(
            new InvalidSettingsException(List.of("a", "b")), ExitCode.WRONG_USAGE, Cure.A_CHANGE),
        Arguments.of(new BadDataException("line 3"), ExitCode.BAD_DATA, Cure.A_CHANGE),
        Arguments.of(new CorruptFileException("cut short"), ExitCode.BAD_DATA, Cure.A_CHANGE),
        Arguments.of(
            new IOException("job failed", new BadDataException("line 3")),
            ExitCode.BAD_DATA,
            Cure.A_CHANGE),
        Arguments.of(
            new UncheckedIOException(new BadDataException("line 3")),
            ExitCode.BAD_DATA,
            Cure.A_CHANGE),
        Arguments.of(
            new ExecutionException(new DivergedException("NaN")), ExitCode.FAILED, Cure.A_CHANGE),
        Arguments.of(new DSQuotaExceededException(1, 2), ExitCode.CLUSTER, Cure.A_CHANGE),
        Arguments.of(new AccessControlException("no"), ExitCode.CLUSTER, Cure.A_CHANGE),
        Arguments.of(new FileNotFoundException("gone"), ExitCode.CLUSTER, Cure.ANOTHER_ATTEMPT),
        Arguments.of(new YarnException("queue"), ExitCode.CLUSTER, Cure.ANOTHER_ATTEMPT),
        Arguments.of(new InterruptedException(), ExitCode.CLUSTER, Cure.ANOTHER_ATTEMPT),
        Arguments.of(new IllegalStateException("defect"), ExitCode.FAILED, Cure.ANOTHER_ATTEMPT));
  }

  @ParameterizedTest
  @MethodSource("meanings")
  void anExceptionMeans(Throwable thrown, ExitCode exit, Cure cure) {
    Failure failure = Failure.of(thrown);
    assertEquals(exit, failure.exit());
    assertEquals(cure, failure.cure());
  }

  @Test
  void allProblemsOfSettingsAreKept() {
    assertEquals(
        List.of("a", "b"), Failure.of(new InvalidSettingsException(List.of("a", "b"))).sentences());
  }

  @Test
  void aRemoteStackTraceIsLeftOutOfTheOneLine() {
    Failure failure =
        Failure.of(
            new IOException(
                "File is locked\n\tat org.apache.hadoop.Foo.bar(Foo.java:3)\n  by client 7"));
    assertEquals("File is locked by client 7", failure.sentence());
  }

  @Test
  void aDefectIsNamedByItsType() {
    assertEquals(
        "NullPointerException: x is null",
        Failure.of(new NullPointerException("x is null")).sentence());
  }

  @Test
  void exitCodesAreTheDocumentedNumbers() {
    assertEquals(
        List.of(0, 1, 2, 3, 4, 5, 6), Stream.of(ExitCode.values()).map(ExitCode::code).toList());
    assertEquals(ExitCode.BAD_DATA, ExitCode.of(3));
    assertEquals(ExitCode.FAILED, ExitCode.of(137));
  }
}
