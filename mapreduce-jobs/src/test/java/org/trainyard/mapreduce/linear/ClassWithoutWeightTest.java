package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.Samples;

/** A class whose weight is 0 does not count in training, but is measured. */
class ClassWithoutWeightTest {
  private static final int ROWS = 1200;

  @Test
  void isMeasuredAlikeInATileOfItsOwnAndAmongOthers() {
    SortedMap<String, Double> sorted = measured(samples(true));
    assertEquals(0.5, sorted.get("accuracy"));
    assertEquals(measured(samples(false)), sorted);
  }

  private static SortedMap<String, Double> measured(Samples samples) {
    LinearAlgorithm algorithm =
        new LinearCase(samples)
            .classes("no", "yes")
            .model("class-weights", "no=0")
            .optimiser("lbfgs")
            .algorithm();
    var state = Passes.run(algorithm, samples.dense(ROWS), 1);
    return algorithm.progress(state).models().get(0).train();
  }

  private static Samples samples(boolean sorted) {
    float[][] x = new float[ROWS][1];
    double[] labels = new double[ROWS];
    for (int r = 0; r < ROWS; r++) {
      labels[r] = sorted ? 2 * r / ROWS : r % 2;
      x[r][0] = (float) labels[r];
    }
    return new Samples(x, labels);
  }
}
