package org.trainyard.am.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitPolicyTest {
  private static final long MIB = 1L << 20;

  @ParameterizedTest
  @CsvSource({
    "10, 0, 1, 1", // nothing to read still takes a task
    "10, 1, 1, 1",
    "10, 64, 1, 1",
    "10, 65, 1, 2",
    "10, 640, 1, 10",
    "10, 100000, 1, 10", // never more than one wave
    "10, 16, 8, 2", // eight models on the same bytes
    "10, 16, 0.1, 1", // less than a model's work is taken for one
    "0, 640, 1, 1" // no room at all: a task waits for some
  })
  void littleWorkGetsOneTaskAndMuchWorkOneWave(int wave, long mib, double factor, int splits) {
    assertEquals(splits, SplitPolicy.splits(wave, mib * MIB, factor));
  }
}
