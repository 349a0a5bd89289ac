package org.trainyard.mapreduce.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.metric.Metric;

class TrackingTest {
  private static final double NONE = Double.NaN;

  @Test
  void stopsAtASmallGradient() {
    StopRules rules = new StopRules(1e-3, 0, 0, Metric.LOSS);
    Tracking tracking = Tracking.start().observe(rules, 10, 5, NONE).observe(rules, 9, 1, NONE);
    assertNull(tracking.stop());
    assertEquals(StopReason.GRADIENT_NORM, tracking.observe(rules, 8, 0.005, NONE).stop());
  }

  @Test
  void stopsAtASmallChange() {
    StopRules rules = new StopRules(0, 1e-2, 0, Metric.LOSS);
    Tracking tracking = Tracking.start().observe(rules, -10, 5, NONE).observe(rules, -11, 5, NONE);
    assertNull(tracking.stop());
    assertEquals(StopReason.RELATIVE_CHANGE, tracking.observe(rules, -11.05, 5, NONE).stop());
    StopRules off = new StopRules(0, 0, 0, Metric.LOSS);
    assertNull(tracking.observe(off, -11, 5, NONE).stop());
  }

  @Test
  void stopsWhenTheHeldOutMetricNoLongerImproves() {
    StopRules rules = new StopRules(0, 0, 2, Metric.AUC);
    Tracking tracking = Tracking.start().observe(rules, 3, 1, 0.7).observe(rules, 2, 1, 0.8);
    assertEquals(0, tracking.sinceBest());
    tracking = tracking.observe(rules, 1, 1, 0.75);
    assertNull(tracking.stop());
    tracking = tracking.observe(rules, 0, 1, 0.8);
    assertEquals(StopReason.EARLY_STOPPING, tracking.stop());
    assertEquals(0.8, tracking.best());
  }

  @Test
  void withoutHeldOutSamplesPatienceNeverEnds() {
    StopRules rules = new StopRules(0, 0, 1, Metric.LOSS);
    Tracking tracking = Tracking.start();
    for (int i = 0; i < 5; i++) {
      tracking = tracking.observe(rules, 10 - i, NONE, NONE);
    }
    assertNull(tracking.stop());
  }
}
