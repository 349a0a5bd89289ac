package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.Samples;

/** Beside an intercept a feature that is always the same changes nothing, however large it is. */
class ConstantFeatureTest {
  private static final int ROWS = 300;

  @ParameterizedTest
  @CsvSource({"lbfgs,false", "lbfgs,true", "newton,false", "local-sgd,false", "local-sgd,true"})
  void doesNotHideTheOthers(String optimiser, boolean standardize) {
    Samples samples = MadeSamples.twoClasses(ROWS, 3, 5);
    assertEquals(
        objective(samples, optimiser, standardize),
        objective(withConstant(samples, 1e30f), optimiser, standardize),
        1e-6);
  }

  private static double objective(Samples samples, String optimiser, boolean standardize) {
    LinearAlgorithm algorithm =
        new LinearCase(samples)
            .classes("no", "yes")
            .model("l2", 1e-4)
            .model("standardize", standardize)
            .optimiser(optimiser)
            .algorithm();
    var state = Passes.run(algorithm, samples.dense(ROWS), 60);
    return algorithm.progress(state).models().get(0).objective();
  }

  private static Samples withConstant(Samples samples, float value) {
    float[][] x =
        Arrays.stream(samples.x())
            .map(row -> Arrays.copyOf(row, row.length + 1))
            .toArray(float[][]::new);
    for (float[] row : x) {
      row[row.length - 1] = value;
    }
    return new Samples(x, samples.labels());
  }
}
