package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trainyard.mapreduce.algorithm.SameBits.assertSameModel;
import static org.trainyard.mapreduce.algorithm.SameBits.assertSameState;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.DivergedException;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.Samples;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainedModel;

class LinearAlgorithmTest {
  private static final String L2 = "trainyard.model.l2";

  @ParameterizedTest
  @CsvSource({"lbfgs,true", "lbfgs,false", "newton,true", "newton,false"})
  void ridgeIsTheClosedForm(String optimiser, boolean intercept) {
    Samples samples = MadeSamples.regression(200, 5, 1);
    LinearAlgorithm algorithm =
        new LinearCase(samples)
            .model("l2", 0.3)
            .model("intercept", intercept)
            .optimiser(optimiser)
            .set("stop", "gradient-tolerance", "1e-12")
            .set("stop", "relative-tolerance", "0")
            .algorithm();
    TrainedModel model = algorithm.models(Passes.run(algorithm, samples.dense(64), 200)).get(0);
    double[] expected = ridge(samples, 0.3, intercept);
    for (int j = 0; j < 5; j++) {
      assertEquals(expected[j], model.tensors().get("coefficients")[j], 1e-9);
    }
    assertEquals(intercept ? expected[5] : 0, model.tensors().get("intercepts")[0], 1e-8);
  }

  /** (XᵀX/n + l2 I) w = Xᵀy/n, the last row free of the penalty. */
  private static double[] ridge(Samples samples, double l2, boolean intercept) {
    int n = samples.x().length;
    int width = samples.features() + (intercept ? 1 : 0);
    RealMatrix x = new Array2DRowRealMatrix(n, width);
    for (int r = 0; r < n; r++) {
      for (int j = 0; j < width; j++) {
        x.setEntry(r, j, j < samples.features() ? samples.x()[r][j] : 1);
      }
    }
    RealMatrix a = x.transpose().multiply(x).scalarMultiply(1.0 / n);
    for (int j = 0; j < samples.features(); j++) {
      a.addToEntry(j, j, l2);
    }
    double[] b = x.transpose().operate(samples.labels());
    return new LUDecomposition(a).getSolver().solve(new ArrayRealVector(b).mapDivide(n)).toArray();
  }

  @Test
  void standardisedPenaltyIsThatOfScaledFeatures() {
    Samples samples = MadeSamples.regression(150, 4, 2);
    var statistics = samples.statistics();
    float[][] scaled = new float[150][4];
    for (int r = 0; r < 150; r++) {
      for (int j = 0; j < 4; j++) {
        scaled[r][j] =
            (float)
                ((samples.x()[r][j] - statistics.mean().array()[j])
                    / statistics.deviation().array()[j]);
      }
    }
    double[] expected = ridge(new Samples(scaled, samples.labels()), 0.2, true);
    LinearAlgorithm algorithm =
        new LinearCase(samples).model("l2", 0.2).model("standardize", true).algorithm();
    double[] found =
        algorithm
            .models(Passes.run(algorithm, samples.dense(50), 100))
            .get(0)
            .tensors()
            .get("coefficients");
    for (int j = 0; j < 4; j++) {
      assertEquals(expected[j] / statistics.deviation().array()[j], found[j], 1e-5);
    }
  }

  @Test
  void weightsCountAsRepetitions() {
    Samples samples = MadeSamples.twoClasses(40, 3, 3);
    float[] weights = new float[40];
    float[][] x = new float[80][];
    double[] labels = new double[80];
    for (int r = 0; r < 40; r++) {
      weights[r] = 2;
      x[2 * r] = samples.x()[r];
      x[2 * r + 1] = samples.x()[r];
      labels[2 * r] = samples.labels()[r];
      labels[2 * r + 1] = samples.labels()[r];
    }
    Samples weighted = new Samples(samples.x(), samples.labels(), weights);
    Samples repeated = new Samples(x, labels);
    assertArrayEquals(
        coefficients(logistic(repeated), repeated.dense(16)),
        coefficients(logistic(weighted), weighted.dense(16)),
        1e-7);
  }

  @Test
  void balancedClassesWeighTheSame() {
    Samples samples = MadeSamples.twoClasses(60, 2, 4);
    long ones = Arrays.stream(samples.labels()).filter(y -> y == 1).count();
    float[] weights = new float[60];
    for (int r = 0; r < 60; r++) {
      weights[r] = (float) (samples.labels()[r] == 1 ? 30.0 / ones : 30.0 / (60 - ones));
    }
    Samples byHand = new Samples(samples.x(), samples.labels(), weights);
    assertArrayEquals(
        coefficients(logistic(byHand), byHand.dense(60)),
        coefficients(logistic(samples).model("class-weights", "balanced"), samples.dense(60)),
        1e-5);
  }

  @Test
  void orderOfRowsAndLayoutHardlyMatter() {
    Samples samples = MadeSamples.twoClasses(200, 6, 5);
    float[][] x = new float[200][];
    double[] labels = new double[200];
    for (int r = 0; r < 200; r++) {
      x[r] = samples.x()[(r * 77) % 200];
      labels[r] = samples.labels()[(r * 77) % 200];
    }
    double[] expected = coefficients(logistic(samples), samples.dense(50));
    Samples permuted = new Samples(x, labels);
    assertArrayEquals(expected, coefficients(logistic(permuted), permuted.dense(33)), 1e-6);
    assertArrayEquals(expected, coefficients(logistic(samples), samples.sparse(50)), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lbfgs", "newton", "gradient-descent", "adam", "local-sgd"})
  void groupingOfBlocksDoesNotShow(String optimiser) {
    Samples samples = MadeSamples.twoClasses(300, 5, 6);
    LinearAlgorithm algorithm =
        logistic(samples)
            .optimiser(optimiser)
            .holdout(new Holdout(1, 0.2, 0))
            .blocks(15)
            .set("optimiser", "segments", optimiser.equals("local-sgd") ? 6 : 8)
            .algorithm();
    List<SampleBlock> blocks = samples.dense(20);
    List<SampleBlock> other = MadeSamples.twoClasses(50, 5, 7).dense(20);
    State one = Passes.run(algorithm, algorithm.initial(), blocks, other, 12, 1);
    State three = Passes.run(algorithm, algorithm.initial(), blocks, other, 12, 3);
    assertSameState(one, three);
    assertEquals(algorithm.progress(one), algorithm.progress(three));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lbfgs", "newton", "gradient-descent", "adam", "local-sgd"})
  void modelsTogetherAreTheModelsAlone(String optimiser) {
    Samples samples = MadeSamples.twoClasses(250, 7, 8);
    Holdout holdout = new Holdout(5, 0, 3);
    List<Map<String, Double>> values =
        List.of(Map.of(L2, 0.1), Map.of(L2, 0.001), Map.of(L2, 0.1), Map.of(L2, 3.0));
    int[] folds = {ModelSpec.NO_FOLD, 0, 2, 1};
    LinearCase together = logistic(samples).optimiser(optimiser).holdout(holdout);
    for (int m = 0; m < folds.length; m++) {
      together.with(values.get(m), folds[m]);
    }
    LinearAlgorithm all = together.algorithm();
    State end = Passes.run(all, samples.sparse(40), 60);
    for (int m = 0; m < folds.length; m++) {
      LinearAlgorithm one =
          logistic(samples)
              .optimiser(optimiser)
              .holdout(holdout)
              .with(values.get(m), folds[m])
              .algorithm();
      State alone = Passes.run(one, samples.sparse(40), 60);
      assertSameModel(one.models(alone).get(0), all.models(end).get(m));
      assertEquals(one.progress(alone).models().get(0), all.progress(end).models().get(m));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lbfgs", "owlqn", "newton", "gradient-descent", "adam", "local-sgd"})
  void stoppingAndContinuingIsTheSameAsNeverStopping(String optimiser) throws Exception {
    Samples samples = MadeSamples.twoClasses(120, 6, 9);
    boolean owlqn = optimiser.equals("owlqn");
    LinearAlgorithm algorithm =
        logistic(samples)
            .optimiser(owlqn ? "lbfgs" : optimiser)
            .model("l1", owlqn ? "0.01" : "0")
            .holdout(new Holdout(3, 0.3, 0))
            .set("validation", "patience", 5)
            .algorithm();
    State straight = Passes.run(algorithm, samples.dense(30), 25);
    State state = algorithm.initial();
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 25 && !algorithm.progress(state).finished(); i++) {
      state = Passes.run(algorithm, state, samples.dense(30), List.of(), 1, 1);
      String text = mapper.writeValueAsString(state.control());
      state =
          new State(
              state.iteration(),
              (ObjectNode) mapper.readTree(text),
              state.parameters(),
              state.memory());
    }
    assertEquals(straight.iteration(), state.iteration());
    assertSameModel(algorithm.models(straight).get(0), algorithm.models(state).get(0));
    assertEquals(algorithm.progress(straight), algorithm.progress(state));
  }

  @Test
  void absolutePenaltyMeetsItsOptimalityConditions() {
    Samples samples = MadeSamples.twoClasses(300, 20, 10);
    double l1 = 0.05;
    LinearAlgorithm algorithm =
        logistic(samples)
            .model("l1", l1)
            .set("stop", "gradient-tolerance", "1e-9")
            .set("stop", "relative-tolerance", "0")
            .algorithm();
    TrainedModel model = algorithm.models(Passes.run(algorithm, samples.dense(100), 300)).get(0);
    double[] w = model.tensors().get("coefficients");
    double[] g = MadeSamples.logisticGradient(samples, model);
    int zeros = 0;
    for (int j = 0; j < 20; j++) {
      if (w[j] == 0) {
        zeros++;
        assertTrue(Math.abs(g[j] + 0.01 * w[j]) <= l1 * (1 + 1e-6));
      } else {
        assertEquals(-Math.copySign(l1, w[j]), g[j] + 0.01 * w[j], 1e-7);
      }
    }
    assertTrue(zeros >= 10, zeros + " zeros");
    assertEquals(0, g[20], 1e-7);
  }

  @Test
  void earlyStoppingKeepsTheBestPoint() {
    Samples samples = MadeSamples.twoClasses(80, 40, 11);
    LinearAlgorithm algorithm =
        new LinearCase(samples)
            .classes("a", "b")
            .optimiser("gradient-descent")
            .set("optimiser", "learning-rate", 1)
            .set("stop", "relative-tolerance", 0)
            .holdout(new Holdout(2, 0.4, 0))
            .set("validation", "patience", 3)
            .algorithm();
    State state = algorithm.initial();
    double best = Double.POSITIVE_INFINITY;
    while (!algorithm.progress(state).finished()) {
      state = Passes.run(algorithm, state, samples.dense(20), List.of(), 1, 1);
      double loss = algorithm.progress(state).models().get(0).validation().get("loss");
      best = Math.min(best, loss);
      assertTrue(state.iteration() < 1000);
    }
    ModelProgress end = algorithm.progress(state).models().get(0);
    assertEquals(StopReason.EARLY_STOPPING, end.stop());
    assertEquals(best, end.validation().get("loss"));
  }

  @Test
  void aWarmStartAtTheOptimumEndsAtOnce() {
    Samples samples = MadeSamples.twoClasses(100, 4, 12);
    LinearAlgorithm cold = logistic(samples).algorithm();
    TrainedModel model = cold.models(Passes.run(cold, samples.dense(50), 100)).get(0);
    LinearAlgorithm warm = logistic(samples).warmStart(model).algorithm();
    State end = Passes.run(warm, samples.dense(50), 100);
    assertTrue(end.iteration() <= 3, "took " + end.iteration());
    assertArrayEquals(
        model.tensors().get("coefficients"),
        warm.models(end).get(0).tensors().get("coefficients"),
        1e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lbfgs", "newton", "gradient-descent", "adam", "local-sgd"})
  void onlyTheInitialStateNeedsTheModelOfAWarmStart(String optimiser) {
    Samples samples = MadeSamples.twoClasses(100, 4, 12);
    LinearAlgorithm cold = logistic(samples).optimiser(optimiser).algorithm();
    TrainedModel model = cold.models(Passes.run(cold, samples.dense(50), 3)).get(0);
    LinearAlgorithm warm = logistic(samples).optimiser(optimiser).warmStart(model).algorithm();
    State expected = Passes.run(warm, samples.dense(50), 4);
    State state = Passes.run(cold, warm.initial(), samples.dense(50), List.of(), 4, 1);
    assertSameState(expected, state);
  }

  @Test
  void divergenceNamesIterationAndModel() {
    Samples samples = MadeSamples.regression(50, 3, 13);
    LinearAlgorithm algorithm =
        new LinearCase(samples)
            .optimiser("gradient-descent")
            .set("stop", "relative-tolerance", 0)
            .with(Map.of("trainyard.optimiser.learning-rate", 0.1), ModelSpec.NO_FOLD)
            .with(Map.of("trainyard.optimiser.learning-rate", 1e30), ModelSpec.NO_FOLD)
            .algorithm();
    DivergedException e =
        assertThrows(DivergedException.class, () -> Passes.run(algorithm, samples.dense(50), 100));
    assertTrue(e.getMessage().contains("model 1 (learning-rate=1.0E30)"), e.getMessage());
    assertTrue(e.getMessage().startsWith("Iteration "), e.getMessage());
    assertTrue(e.getMessage().contains("--learning-rate"), e.getMessage());
  }

  @Test
  void aFoldIsNotTrainedOn() {
    Samples samples = MadeSamples.twoClasses(90, 3, 14);
    Holdout holdout = new Holdout(9, 0, 3);
    LinearAlgorithm folded = logistic(samples).holdout(holdout).with(Map.of(), 1).algorithm();
    State end = Passes.run(folded, samples.dense(90), 50);
    float[] weights = new float[90];
    for (int r = 0; r < 90; r++) {
      long id = samples.dense(90).get(0).rowId(r);
      boolean trained = holdout.use(Segment.Role.TRAINING, id, 1) == Holdout.Use.TRAIN;
      weights[r] = trained ? 1 : 0;
    }
    Samples without = new Samples(samples.x(), samples.labels(), weights);
    assertArrayEquals(
        coefficients(logistic(without), without.dense(90)),
        folded.models(end).get(0).tensors().get("coefficients"),
        1e-6);
    assertFalse(folded.progress(end).models().get(0).validation().isEmpty());
  }

  private static LinearCase logistic(Samples samples) {
    return new LinearCase(samples).classes("no", "yes").model("l2", 0.01);
  }

  private static double[] coefficients(LinearCase problem, List<SampleBlock> blocks) {
    LinearAlgorithm algorithm =
        problem
            .set("stop", "gradient-tolerance", "1e-9")
            .set("stop", "relative-tolerance", "0")
            .algorithm();
    return algorithm
        .models(Passes.run(algorithm, blocks, 100))
        .get(0)
        .tensors()
        .get("coefficients");
  }
}
