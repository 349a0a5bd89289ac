package org.trainyard.am.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProgressMeterTest {
  @Test
  void countsIterationsWithTheFractionOfTheRunningOne() {
    ProgressMeter meter = new ProgressMeter(10, 0);
    assertEquals(0, meter.value());
    meter.running(0.5);
    assertEquals(0.05, meter.value(), 1e-12);
    meter.finished(1);
    assertEquals(0.1, meter.value(), 1e-12);
    meter.complete();
    assertEquals(1, meter.value());
  }

  @Test
  void neverFallsAndBeginsWhereAnEarlierAttemptEnded() {
    ProgressMeter meter = new ProgressMeter(10, 4);
    assertEquals(0.4, meter.value(), 1e-12);
    meter.running(0.9);
    meter.running(0.1);
    assertEquals(0.49, meter.value(), 1e-12);
  }

  @Test
  void nonsenseIsNoProgress() {
    ProgressMeter meter = new ProgressMeter(0, 0);
    meter.running(Double.NaN);
    meter.running(-1);
    meter.running(7);
    assertEquals(0, meter.value());
    meter.finished(5);
    assertEquals(1, meter.value());
  }
}
