package org.trainyard.am.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitWordsTest {
  @ParameterizedTest
  @CsvSource({
    "Container killed on request. Exit code is 143, SIGTERM",
    "Container exited with a non-zero exit code 137, kill -9",
    "AM Container for x exited with  exitCode: 3, without memory",
    "exit status -102, preempted",
    "Container is running beyond physical memory limits. Exit code is 143, smaller heap",
    "is running 1B beyond the 'VIRTUAL' memory limit, vmem-check",
    "java.lang.OutOfMemoryError: Java heap space, heap was too small"
  })
  void knownEnds(String diagnostics, String meaning) {
    String words = ExitWords.of(diagnostics).orElseThrow();
    assertTrue(words.contains(meaning), words);
  }

  @Test
  void whatSpeaksForItselfNeedsNoWords() {
    assertEquals(true, ExitWords.of("exit code 1").isEmpty());
    assertEquals(true, ExitWords.of("line 5 has no label").isEmpty());
  }
}
