package org.trainyard.mapreduce.network;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Samples;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Labels;

/** Problems for tests of networks. */
final class NetworkCase {
  static final int ROWS_IN_BLOCK = 50;

  private NetworkCase() {}

  /** A problem of one model. */
  static TrainingProblem problem(Samples samples, int classes, Map<String, String> settings) {
    ModelSpec spec = new ModelSpec(0, Map.of(), 0, ModelSpec.NO_FOLD);
    return problem(samples, classes, settings, Holdout.none(), List.of(spec), null);
  }

  static TrainingProblem problem(
      Samples samples,
      int classes,
      Map<String, String> settings,
      Holdout holdout,
      List<ModelSpec> specs,
      TrainedModel warmStart) {
    double mean = 0;
    double squares = 0;
    long[] classRows = new long[classes];
    for (double label : samples.labels()) {
      mean += label / samples.labels().length;
      squares += label * label / samples.labels().length;
      if (classes > 0) {
        classRows[(int) label]++;
      }
    }
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
    Labels labels =
        classes > 0
            ? new Labels(names, classRows, Double.NaN, Double.NaN)
            : new Labels(names, classRows, mean, Math.sqrt(squares - mean * mean));
    return new TrainingProblem(
        samples.statistics(),
        labels,
        samples.x().length,
        (samples.x().length + ROWS_IN_BLOCK - 1) / ROWS_IN_BLOCK,
        specs,
        holdout,
        true,
        settings::get,
        42,
        warmStart);
  }

  /** Rings around the origin: a row's class is its distance, which no linear model can tell. */
  static Samples rings(int rows, int classes, long seed) {
    Random random = new Random(seed);
    float[][] x = new float[rows][3];
    double[] labels = new double[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = r % classes;
      double angle = random.nextDouble() * 2 * Math.PI;
      double radius = 1 + 2 * labels[r] + 0.4 * random.nextDouble();
      x[r][0] = (float) (100 + radius * Math.cos(angle));
      x[r][1] = (float) (0.01 * radius * Math.sin(angle));
      x[r][2] = random.nextInt(4) == 0 ? 1 : 0;
    }
    return new Samples(x, labels);
  }

  /** A number that depends on two features smoothly and not linearly. */
  static Samples hills(int rows, long seed) {
    Random random = new Random(seed);
    float[][] x = new float[rows][2];
    double[] labels = new double[rows];
    for (int r = 0; r < rows; r++) {
      x[r][0] = random.nextFloat() * 4 - 2;
      x[r][1] = random.nextFloat() * 4 - 2;
      labels[r] = 50_000 + 10_000 * (Math.sin(x[r][0] * 2) + x[r][1] * x[r][1]);
    }
    return new Samples(x, labels);
  }

  /** Scores of all rows by a trained model. */
  static double[] scores(TrainedModel model, SampleBlock block) {
    PerceptronScorer scorer = new PerceptronScorer(model);
    double[] scores = new double[block.rows() * scorer.outputs()];
    scorer.score(block, scores);
    return scores;
  }
}
