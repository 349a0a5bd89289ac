package org.trainyard.am.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogScanTest {
  private static LogScan.Excerpt scanned(String... lines) {
    LogScan scan = new LogScan();
    List.of(lines).forEach(scan);
    return scan.excerpt();
  }

  @Test
  void theFirstOfTheWorstKindWithTheLinesAround() {
    LogScan.Excerpt excerpt =
        scanned(
            "1 INFO a",
            "2 ERROR something small",
            "3 INFO b",
            "Exception in thread \"main\" java.lang.IllegalStateException: the cause",
            "\tat org.trainyard.am.worker.Worker.run(Worker.java:1)",
            "Caused by: java.io.IOException: below",
            "4 INFO c",
            "Exception in thread \"other\" java.lang.Error: a consequence",
            "5 INFO d");
    assertEquals(LogScan.Trouble.UNCAUGHT, excerpt.trouble());
    assertEquals(4, excerpt.lineNumber());
    assertEquals(List.of("1 INFO a", "2 ERROR something small", "3 INFO b"), excerpt.before());
    assertEquals(3, excerpt.lines().size());
    assertTrue(excerpt.lines().get(0).endsWith("the cause"), excerpt.toString());
    assertEquals("4 INFO c", excerpt.after().get(0));
  }

  @Test
  void anErrorsExceptionOnTheNextLineBelongsToIt() {
    LogScan.Excerpt excerpt =
        scanned(
            "1 ERROR [main] The run failed",
            "org.trainyard.formats.raw.BadDataException: line 5",
            "\tat org.trainyard.formats.raw.Libsvm.parse(Libsvm.java:1)",
            "2 INFO bye");
    assertEquals(3, excerpt.lines().size(), excerpt.toString());
    assertEquals(List.of("2 INFO bye"), excerpt.after());
  }

  @Test
  void withoutMemoryNothingElseMatters() {
    LogScan.Excerpt excerpt =
        scanned("1 ERROR x", "Terminating due to java.lang.OutOfMemoryError: Java heap space");
    assertEquals(LogScan.Trouble.JVM, excerpt.trouble());
    assertEquals(2, excerpt.lineNumber());
  }

  @Test
  void withoutTroubleTheLastLines() {
    LogScan.Excerpt excerpt =
        scanned(IntStream.range(0, 100).mapToObj(i -> "INFO " + i).toArray(String[]::new));
    assertNull(excerpt.trouble());
    assertEquals(10, excerpt.lines().size());
    assertEquals(91, excerpt.lineNumber());
    assertEquals("INFO 99", excerpt.lines().get(9));
    assertTrue(scanned().lines().isEmpty());
  }

  @Test
  void linesAndTracesAreBounded() {
    LogScan scan = new LogScan();
    scan.accept("ERROR " + "x".repeat(100_000));
    for (int i = 0; i < 10_000; i++) {
      scan.accept("\tat org.trainyard.X.y(X.java:" + i + ")");
    }
    LogScan.Excerpt excerpt = scan.excerpt();
    assertTrue(excerpt.lines().size() < 10, "frames of ours are shortened");
    assertTrue(excerpt.lines().get(0).length() < 1000);
  }
}
