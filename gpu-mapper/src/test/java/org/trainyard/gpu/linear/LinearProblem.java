package org.trainyard.gpu.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Labels;
import org.trainyard.mapreduce.linear.LinearAlgorithm;

/** Samples of a test and the models that are trained on them. */
final class LinearProblem {
  private final Random random = new Random(5);
  private final int features;
  private final int classes;
  private final Map<String, String> settings = new HashMap<>();
  private final List<ModelSpec> models = new ArrayList<>();
  private boolean sparse;
  private boolean weighted;
  private Holdout holdout = Holdout.none();

  /**
   * No samples yet.
   *
   * @param classes of the label; 0 for a number, 1 for counts
   */
  LinearProblem(String loss, int features, int classes) {
    this.features = features;
    this.classes = classes;
    set("model.loss", loss).set("model.l2", 0.01).set("stop.gradient-tolerance", 0);
  }

  LinearProblem set(String key, Object value) {
    settings.put("trainyard." + key, value.toString());
    return this;
  }

  LinearProblem sparse() {
    sparse = true;
    return this;
  }

  /** Some rows weigh 0, and few 1. */
  LinearProblem weighted() {
    weighted = true;
    return this;
  }

  LinearProblem holdout(double fraction, int folds) {
    holdout = new Holdout(3, fraction, folds);
    return this;
  }

  /** So many models that differ in their penalty, each for another fold where there are folds. */
  LinearProblem models(int count) {
    for (int m = 0; m < count; m++) {
      int fold = holdout.folds() > 1 ? m % (holdout.folds() + 1) - 1 : ModelSpec.NO_FOLD;
      models.add(new ModelSpec(m, Map.of("trainyard.model.l2", 0.01 * (m + 1)), m, fold));
    }
    return this;
  }

  /** Sample blocks of these many rows. */
  List<SampleBlock> blocks(int... rows) {
    List<SampleBlock> blocks = new ArrayList<>();
    for (int count : rows) {
      float[] values = new float[count * features];
      double[] labels = new double[count];
      float[] weights = weighted ? new float[count] : null;
      for (int r = 0; r < count; r++) {
        labels[r] = row(values, r * features);
        if (weighted) {
          weights[r] = random.nextInt(5) * 0.3f;
        }
      }
      BlockHeader header = new BlockHeader(blocks.size(), labels, weights);
      blocks.add(sparse ? sparse(header, values) : new DenseBlock(header, features, values));
    }
    return blocks;
  }

  /** Draws a row, of which half is 0, and gives its label. */
  private double row(float[] values, int at) {
    double signal = random.nextGaussian();
    for (int j = 0; j < features; j++) {
      if (random.nextBoolean()) {
        values[at + j] = (float) (random.nextGaussian() * (1 + j % 3));
        signal += values[at + j] * (j % 4 - 1.5) / Math.sqrt(features);
      }
    }
    return switch (classes) {
      case 0 -> 10 + signal;
      case 1 -> Math.floor(Math.abs(signal));
      default -> Math.floorMod((int) Math.floor(signal), classes);
    };
  }

  private SparseBlock sparse(BlockHeader header, float[] values) {
    int rows = header.labels().length;
    int[] position = new int[features];
    List<Integer> dictionary = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      boolean occurs = false;
      for (int r = 0; r < rows; r++) {
        occurs |= values[r * features + j] != 0;
      }
      if (occurs) {
        position[j] = dictionary.size();
        dictionary.add(j);
      }
    }
    int[] rowStart = new int[rows + 1];
    List<Integer> columns = new ArrayList<>();
    float[] nonZeros = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < features; j++) {
        if (values[r * features + j] != 0) {
          nonZeros[columns.size()] = values[r * features + j];
          columns.add(position[j]);
        }
      }
      rowStart[r + 1] = columns.size();
    }
    return new SparseBlock(
        header,
        features,
        dictionary.stream().mapToInt(Integer::intValue).toArray(),
        rowStart,
        columns.stream().mapToInt(Integer::intValue).toArray(),
        Arrays.copyOf(nonZeros, columns.size()));
  }

  /** The algorithm for samples of these blocks. */
  LinearAlgorithm algorithm(List<SampleBlock> blocks) {
    List<String> names = new ArrayList<>();
    long[] classRows = new long[classes > 1 ? classes : 0];
    long rows = 0;
    double sum = 0;
    for (SampleBlock block : blocks) {
      for (double label : block.header().labels()) {
        rows++;
        sum += label;
        if (classes > 1 && label >= 0) {
          classRows[(int) label]++;
        }
      }
    }
    for (int c = 0; c < classRows.length; c++) {
      names.add("class" + c);
    }
    double[] mean = new double[features];
    double[] deviation = new double[features];
    for (int j = 0; j < features; j++) {
      mean[j] = 0.01 * (j % 5);
      deviation[j] = 1 + j % 3;
    }
    double mean0 = names.isEmpty() ? sum / rows : Double.NaN;
    return new LinearAlgorithm(
        new TrainingProblem(
            new TrainingProblem.Features(features, null, mean, deviation),
            new Labels(names, classRows, mean0, names.isEmpty() ? 1.0 : Double.NaN),
            rows,
            blocks.size(),
            models.isEmpty()
                ? List.of(new ModelSpec(0, Map.of(), 0, ModelSpec.NO_FOLD))
                : List.copyOf(models),
            holdout,
            true,
            settings::get,
            7,
            null));
  }
}
