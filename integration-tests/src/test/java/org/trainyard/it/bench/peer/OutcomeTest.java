package org.trainyard.it.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trainyard.it.bench.peer.MeasuredProcess.Line;
import org.trainyard.it.bench.peer.MeasuredProcess.Outcome;

class OutcomeTest {
  @Test
  void tellsTheInnermostCause() {
    assertEquals(
        Optional.of("java.lang.OutOfMemoryError: Java heap space"),
        complaint(
            "21:00 WARN org.apache.Retry: again",
            "java.lang.RuntimeException: the parser ended",
            "\tat water.parser.ParseDataset.parse(ParseDataset.java:10)",
            "Caused by: water.DException: node 0",
            "0.5 Caused by: java.lang.OutOfMemoryError: Java heap space"));
  }

  @Test
  void tellsTheFirstExceptionWhereNoneHasACause() {
    assertEquals(
        Optional.of("java.io.IOException: no space / no hope"),
        complaint("java.io.IOException: no space | no hope", "java.io.EOFException"));
  }

  @Test
  void tellsNothingWhereThereIsNoException() {
    assertEquals(Optional.empty(), complaint("init f 6.9e+05", "Exception handling is on"));
  }

  private static Optional<String> complaint(String... lines) {
    return new Outcome(1, 0, 0, Stream.of(lines).map(text -> new Line(0, text)).toList())
        .complaint();
  }
}
