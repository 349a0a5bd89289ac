package org.trainyard.mapreduce.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;

class LossMeterTest {
  private final Partial partial = new Partial(PartialShape.ofSums(0, 5));
  private final LossMeter meter = new LossMeter(List.of(new LossSum(1, 0), new LossSum(3, 4)));

  private double after(double weight, double loss, double otherWeight, double otherLoss) {
    partial.scalars().add(0, weight);
    partial.scalars().add(1, loss);
    partial.scalars().add(2, 1e9);
    partial.scalars().add(3, otherLoss);
    partial.scalars().add(4, otherWeight);
    return meter.take(partial);
  }

  @Test
  void eachPartHasTheMeanOfItsOwnRowsOverTheModels() {
    assertEquals((0.5 + 0.25) / 2, after(2, 1, 4, 1));
    assertEquals((3 + 2) / 2.0, after(2, 6, 1, 2));
    assertEquals((0.5 + 0.25) / 2, after(2, 1, 4, 1));
  }

  @Test
  void modelsThatMeasureNothingAreLeftOut() {
    assertEquals(Double.NaN, after(0, 0, 0, 0), "rows that are all held out");
    assertEquals(0.5, after(2, 1, 0, 0), "a fold");
    assertEquals(1.5, after(2, 3, 1, Double.NaN), "a model that diverged");
    assertEquals(1.5, after(2, 3, 1, 1), "and is lost for the rest of the pass");
    assertEquals(Double.NaN, new LossMeter(List.of()).take(partial));
  }
}
