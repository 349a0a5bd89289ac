package org.trainyard.mapreduce.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.StopReason;

class StopPolicyTest {
  private final StopPolicy policy = new StopPolicy(10, StopReason.MAX_ITERATIONS, 60);

  @Test
  void decidesByTheFirstRuleThatAnswers() {
    assertEquals(Optional.empty(), policy.decide(at(3, null, null), 5, false));
    assertEquals(Optional.empty(), policy.decide(at(3, StopReason.GRADIENT_NORM, null), 5, false));
    assertEquals(
        Optional.of(StopReason.GRADIENT_NORM),
        policy.decide(at(3, StopReason.GRADIENT_NORM, StopReason.NO_DESCENT), 5, true));
    assertEquals(Optional.of(StopReason.PERSON), policy.decide(at(10, null, null), 99, true));
    assertEquals(
        Optional.of(StopReason.MAX_ITERATIONS), policy.decide(at(10, null, null), 99, false));
    assertEquals(Optional.of(StopReason.TIME_LIMIT), policy.decide(at(9, null, null), 60, false));
  }

  @Test
  void aLimitOfPassesMayBeTheAskedNumber() {
    StopPolicy passes = new StopPolicy(10, StopReason.EPOCHS, 0);
    assertEquals(Optional.of(StopReason.EPOCHS), passes.decide(at(10, null, null), 1, false));
  }

  @Test
  void noTimeLimitIsNoLimit() {
    assertEquals(
        Optional.empty(),
        new StopPolicy(10, StopReason.EPOCHS, 0).decide(at(1, null, null), 1e9, false));
  }

  private static Progress at(int iteration, StopReason... stops) {
    return new Progress(
        iteration,
        Arrays.stream(stops)
            .map(
                stop -> new Progress.ModelProgress(1, 1, 1, new TreeMap<>(), new TreeMap<>(), stop))
            .toList());
  }
}
