package org.trainyard.gpu.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Features;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Labels;
import org.trainyard.mapreduce.network.MultilayerPerceptron;

/** Made-up rows with all that may be odd about them, and networks for them. */
final class NetworkProblem {
  static final int SEGMENTS = 3;
  private static final int ROWS_IN_BLOCK = 37;

  private final int features;
  private final int classes;
  private final Map<String, String> settings = new HashMap<>();
  private final List<SampleBlock> blocks = new ArrayList<>();
  private final List<ModelSpec> models = new ArrayList<>();
  private Holdout holdout = new Holdout(42, 0.2, 0);

  /** Rows of some features; 0 classes for numbers. */
  NetworkProblem(int features, int classes, int rows) {
    this.features = features;
    this.classes = classes;
    Random random = new Random(rows + 31L * features);
    for (int from = 0; from < rows; from += ROWS_IN_BLOCK) {
      int count = Math.min(ROWS_IN_BLOCK, rows - from);
      blocks.add(block(random, blocks.size(), count, blocks.size() % 2 == 0));
    }
    set("trainyard.optimiser.segments", SEGMENTS);
    set("trainyard.optimiser.learning-rate", 0.01);
  }

  /** Rows that are given. */
  NetworkProblem(List<DenseBlock> given, int classes) {
    this.features = given.get(0).features();
    this.classes = classes;
    blocks.addAll(given);
  }

  /** Some rows have no label, some no weight, and one feature is the same in all of them. */
  private DenseBlock block(Random random, int index, int rows, boolean weighted) {
    double[] labels = new double[rows];
    float[] weights = new float[rows];
    float[] values = new float[rows * features];
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int j = 0; j < features; j++) {
        float value = j == 1 ? 5 : (float) (j + random.nextGaussian());
        values[r * features + j] = value;
        sum += value - j;
      }
      double label = classes > 0 ? Math.floorMod((long) (3 * sum), classes) : 100 + sum;
      labels[r] = random.nextInt(10) == 0 ? Double.NaN : label;
      weights[r] = random.nextInt(8) == 0 ? 0 : 0.25f + random.nextFloat();
    }
    return new DenseBlock(
        new BlockHeader(index, labels, weighted ? weights : null), features, values);
  }

  /** Another value of a key. */
  NetworkProblem set(String key, Object value) {
    settings.put(key, String.valueOf(value));
    return this;
  }

  /** One more network. */
  NetworkProblem model(int fold, Map<String, Double> values) {
    models.add(new ModelSpec(models.size(), values, models.size(), fold));
    return this;
  }

  /** Other rows are held out. */
  NetworkProblem heldOut(Holdout other) {
    holdout = other;
    return this;
  }

  /** The n-th block, sparse: a part of the values is left out, that of some features always. */
  NetworkProblem sparse(int n, double part) {
    DenseBlock block = (DenseBlock) blocks.get(n);
    Random random = new Random(n);
    int[] dictionary = IntStream.range(0, features).filter(j -> j % 11 != 3).toArray();
    int[] starts = new int[block.rows() + 1];
    int[] columns = new int[block.values().length];
    float[] values = new float[columns.length];
    int at = 0;
    for (int r = 0; r < block.rows(); r++) {
      for (int c = 0; c < dictionary.length; c++) {
        if (random.nextDouble() >= part) {
          columns[at] = c;
          values[at++] = block.values()[r * features + dictionary[c]];
        }
      }
      starts[r + 1] = at;
    }
    blocks.set(
        n,
        new SparseBlock(
            block.header(),
            features,
            dictionary,
            starts,
            Arrays.copyOf(columns, at),
            Arrays.copyOf(values, at)));
    return this;
  }

  /** All blocks, sparse. */
  NetworkProblem sparse(double part) {
    for (int n = 0; n < blocks.size(); n++) {
      sparse(n, part);
    }
    return this;
  }

  MultilayerPerceptron algorithm() {
    if (models.isEmpty()) {
      model(ModelSpec.NO_FOLD, Map.of());
    }
    double[] mean = new double[features];
    double[] deviation = new double[features];
    for (int j = 0; j < features; j++) {
      statistics(j, mean, deviation);
    }
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
    return new MultilayerPerceptron(
        new TrainingProblem(
            new Features(features, null, mean, deviation),
            classes > 0
                ? new Labels(names, new long[classes], Double.NaN, Double.NaN)
                : new Labels(names, new long[0], 100.5, 3.25),
            rows(),
            blocks.size(),
            models,
            holdout,
            true,
            settings::get,
            42,
            null));
  }

  private void statistics(int j, double[] mean, double[] deviation) {
    double squares = 0;
    for (SampleBlock block : blocks) {
      for (int r = 0; r < block.rows(); r++) {
        double value = value(block, r, j);
        mean[j] += value / rows();
        squares += value * value / rows();
      }
    }
    deviation[j] = j == 1 ? 0 : Math.sqrt(Math.max(0, squares - mean[j] * mean[j]));
    if (j % 5 == 4) {
      // Sparse rows do without a centre here.
      mean[j] = 0;
    }
  }

  private double value(SampleBlock block, int row, int feature) {
    if (block instanceof DenseBlock dense) {
      return dense.values()[row * features + feature];
    }
    SparseBlock rows = (SparseBlock) block;
    for (int i = rows.rowStart()[row]; i < rows.rowStart()[row + 1]; i++) {
      if (rows.dictionary()[rows.columns()[i]] == feature) {
        return rows.values()[i];
      }
    }
    return 0;
  }

  long rows() {
    return blocks.stream().mapToLong(SampleBlock::rows).sum();
  }

  /** The rows as they are trained on, and once more as a validation dataset's. */
  List<Segment> segments() {
    int together = algorithm().blocksInSegment();
    List<Segment> segments = new ArrayList<>();
    for (int from = 0; from < blocks.size(); from += together) {
      List<SampleBlock> part = blocks.subList(from, Math.min(blocks.size(), from + together));
      segments.add(new Segment(segments.size(), Segment.Role.TRAINING, part));
    }
    segments.add(
        new Segment(
            segments.size(),
            Segment.Role.VALIDATION,
            blocks.subList(blocks.size() - 1, blocks.size())));
    return segments;
  }
}
