package org.trainyard.am.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.vector.CorruptFileException;

class FailedTest {
  static Stream<Arguments> causes() {
    return Stream.of(
        Arguments.of(new BadDataException("line 5"), Failed.Kind.DATA),
        Arguments.of(new CorruptFileException("cut short"), Failed.Kind.DATA),
        Arguments.of(new UncheckedIOException(new BadDataException("line 5")), Failed.Kind.DATA),
        Arguments.of(
            new IllegalStateException(new CorruptFileException("cut short")), Failed.Kind.DATA),
        Arguments.of(new NullPointerException(), Failed.Kind.DEFECT),
        Arguments.of(new IllegalStateException(new ArithmeticException()), Failed.Kind.DEFECT),
        Arguments.of(new IOException("disk"), Failed.Kind.LOCAL),
        Arguments.of(new UncheckedIOException(new IOException("disk")), Failed.Kind.LOCAL),
        Arguments.of(new OutOfMemoryError(), Failed.Kind.LOCAL));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void theKindIsThatOfTheCause(Throwable cause, Failed.Kind kind) {
    assertEquals(kind, Failed.Kind.of(cause));
  }
}
