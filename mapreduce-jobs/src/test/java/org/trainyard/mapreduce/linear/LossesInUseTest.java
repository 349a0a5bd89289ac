package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.RealSamples;
import org.trainyard.mapreduce.algorithm.Samples;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.algorithm.TrainedModel;

/** Every loss trained, and its models scored. */
class LossesInUseTest {
  @ParameterizedTest
  @CsvSource({
    "squared,numbers",
    "huber,numbers",
    "poisson,counts",
    "logistic,two",
    "squared-hinge,two",
    "softmax,three"
  })
  void newtonAndLbfgsAgree(String loss, String kind) {
    ModelProgress lbfgs = train(loss, kind, "lbfgs", 200);
    ModelProgress newton = train(loss, kind, "newton", 400);
    assertEquals(newton.objective(), lbfgs.objective(), 1e-7 * Math.abs(newton.objective()));
    assertTrue(lbfgs.stop().converged());
    assertTrue(newton.stop().converged());
  }

  @Test
  void theHingeComesCloseToItsOptimum() {
    double best = train("hinge", "two", "lbfgs", 300).objective();
    double descent = train("hinge", "two", "local-sgd", 100).objective();
    assertEquals(descent, best, 0.03 * best);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradient-descent", "adam", "local-sgd"})
  void firstOrderMethodsComeClose(String optimiser) {
    double best = train("logistic", "two", "newton", 400).objective();
    assertEquals(best, train("logistic", "two", optimiser, 300).objective(), 0.01 * best);
  }

  @Test
  void softmaxSeparatesIris() throws Exception {
    Samples iris = RealSamples.iris();
    LinearAlgorithm algorithm =
        new LinearCase(iris).classes("a", "b", "c").model("l2", 1e-3).algorithm();
    State end = Passes.run(algorithm, iris.dense(50), 200);
    ModelProgress progress = algorithm.progress(end).models().get(0);
    assertTrue(progress.train().get("accuracy") >= 0.97, progress.toString());
    LinearScorer scorer = new LinearScorer(algorithm.models(end).get(0));
    assertEquals(Scorer.Output.CLASS_PROBABILITIES, scorer.output());
    double[] scores = new double[150];
    scorer.score(iris.dense(50).get(1), scores);
    for (int r = 0; r < 50; r++) {
      assertEquals(1, scores[3 * r] + scores[3 * r + 1] + scores[3 * r + 2], 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "squared,numbers,VALUE",
    "poisson,counts,VALUE",
    "logistic,two,PROBABILITY",
    "hinge,two,MARGIN"
  })
  void scoresFollowTheLoss(String loss, String kind, Scorer.Output output) {
    Samples samples = samples(kind);
    LinearAlgorithm algorithm = problem(samples, loss, kind).algorithm();
    State end = Passes.run(algorithm, samples.dense(64), 60);
    TrainedModel model = algorithm.models(end).get(0);
    LinearScorer scorer = new LinearScorer(model);
    assertEquals(output, scorer.output());
    double[] dense = new double[64];
    double[] sparse = new double[64];
    scorer.score(samples.dense(64).get(0), dense);
    scorer.score(samples.sparse(64).get(0), sparse);
    for (int r = 0; r < 64; r++) {
      double m = model.tensors().get("intercepts")[0];
      for (int j = 0; j < samples.features(); j++) {
        m += samples.x()[r][j] * model.tensors().get("coefficients")[j];
      }
      double expected =
          switch (loss) {
            case "poisson" -> Math.exp(m);
            case "logistic" -> 1 / (1 + Math.exp(-m));
            default -> m;
          };
      assertEquals(expected, dense[r], 1e-10 * (1 + Math.abs(expected)));
      assertEquals(dense[r], sparse[r], 1e-14 * (1 + Math.abs(expected)));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-18f, 1e-6f, 1e6f, 1e18f})
  void theUnitsOfFeaturesDoNotMatter(float unit) {
    Samples samples = samples("numbers");
    float[][] x = new float[samples.x().length][samples.features()];
    for (int r = 0; r < x.length; r++) {
      for (int j = 0; j < x[r].length; j++) {
        x[r][j] = j == 1 ? samples.x()[r][j] * unit : samples.x()[r][j];
      }
    }
    Samples other = new Samples(x, samples.labels());
    LinearAlgorithm plain = new LinearCase(samples).algorithm();
    LinearAlgorithm scaled = new LinearCase(other).algorithm();
    double expected =
        plain.progress(Passes.run(plain, samples.dense(64), 60)).models().get(0).objective();
    double found =
        scaled.progress(Passes.run(scaled, other.dense(64), 60)).models().get(0).objective();
    assertEquals(expected, found, 1e-6 * expected);
  }

  @Test
  void oneConstantFeatureAndFewRowsAreNoTrouble() {
    float[][] x = {{1, 5}, {2, 5}};
    LinearAlgorithm algorithm = new LinearCase(new Samples(x, new double[] {3, 5})).algorithm();
    State end = Passes.run(algorithm, new Samples(x, new double[] {3, 5}).dense(1), 50);
    assertEquals(2, algorithm.models(end).get(0).tensors().get("coefficients")[0], 1e-5);
    assertEquals(0, algorithm.progress(end).models().get(0).objective(), 1e-10);
  }

  private static ModelProgress train(String loss, String kind, String optimiser, int scans) {
    Samples samples = samples(kind);
    LinearCase problem =
        problem(samples, loss, kind)
            .optimiser(optimiser)
            .set("stop", "relative-tolerance", "1e-12");
    if (!optimiser.equals("lbfgs") && !optimiser.equals("newton")) {
      problem.set("optimiser", "learning-rate", "0.05");
    }
    if (optimiser.equals("local-sgd")) {
      problem.set("optimiser", "batch-size", 8);
    }
    LinearAlgorithm algorithm = problem.algorithm();
    State end = Passes.run(algorithm, samples.dense(64), scans);
    return algorithm.progress(end).models().get(0);
  }

  private static LinearCase problem(Samples samples, String loss, String kind) {
    LinearCase problem = new LinearCase(samples).model("loss", loss).model("l2", 0.01);
    return switch (kind) {
      case "two" -> problem.classes("a", "b");
      case "three" -> problem.classes("a", "b", "c");
      default -> problem;
    };
  }

  private static Samples samples(String kind) {
    if (kind.equals("two")) {
      return MadeSamples.twoClasses(256, 5, 21);
    }
    Samples numbers = MadeSamples.regression(256, 5, 22);
    if (kind.equals("numbers")) {
      return numbers;
    }
    Random random = new Random(23);
    double[] labels = new double[256];
    for (int r = 0; r < 256; r++) {
      double signal = numbers.labels()[r] - 10;
      labels[r] =
          kind.equals("counts")
              ? Math.round(Math.exp(0.2 * signal) * 3 * random.nextDouble())
              : signal < -1 ? 0 : signal < 2 ? 1 : 2;
    }
    return new Samples(numbers.x(), labels);
  }
}
