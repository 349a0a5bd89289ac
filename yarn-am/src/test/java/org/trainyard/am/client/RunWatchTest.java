package org.trainyard.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunWatchTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AM container is launched | AM container is launched",
        "[Sat Nov 21 09:23:58 +0000 2026] Application is Activated, waiting for resources.  Last Node which was"
            + " processed for the application : localhost:24242 Details : AM Partition = <DEFAULT_PARTITION>"
            + " | Application is Activated, waiting for resources.",
        "Queue's AM resource limit exceeded.  Details : AM Resource Request = <memory:512>"
            + " | Queue's AM resource limit exceeded.",
      })
  void tellsWhyTheApplicationWaitsWithoutTheFigures(String diagnostics, String told) {
    assertEquals(told, RunWatch.firstSentences(diagnostics));
  }
}
