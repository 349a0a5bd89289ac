package org.trainyard.mapreduce.linear;

import java.util.Locale;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;
import org.trainyard.mapreduce.loss.Loss;

/** Scores of a trained linear model. */
public final class LinearScorer implements Scorer {
  private static final int TILE = LinearKernel.TILE;

  private final LossName name;
  private final Loss loss;
  private final int outputs;
  private final LinearKernel.Columns columns;
  private final double[][] margins;
  private DenseKernel dense;
  private SparseKernel sparse;

  /** Of a model that {@link LinearAlgorithm} trained. */
  public LinearScorer(TrainedModel model) {
    String spelling = model.shape().get("loss").asText();
    this.name = LossName.valueOf(spelling.toUpperCase(Locale.ROOT).replace('-', '_'));
    this.outputs = model.shape().get("outputs").asInt();
    this.loss = Loss.of(name, outputs, 1);
    int features = model.shape().get("features").asInt();
    double[][] weights = new double[outputs][features + 1];
    for (int o = 0; o < outputs; o++) {
      System.arraycopy(model.tensors().get("coefficients"), o * features, weights[o], 0, features);
      weights[o][features] = model.tensors().get("intercepts")[o];
    }
    this.columns =
        new LinearKernel.Columns(features, weights, new int[outputs], 0, new int[0], true);
    this.margins = new double[outputs][TILE];
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public Output output() {
    return switch (name) {
      case LOGISTIC -> Output.PROBABILITY;
      case SOFTMAX -> Output.CLASS_PROBABILITIES;
      case HINGE, SQUARED_HINGE -> Output.MARGIN;
      case SQUARED, POISSON, HUBER -> Output.VALUE;
    };
  }

  @Override
  public void score(SampleBlock block, double[] scores) {
    if (block.features() != columns.features()) {
      throw new IllegalArgumentException(
          "The samples have "
              + block.features()
              + " features where the model has "
              + columns.features());
    }
    LinearKernel kernel = kernel(block);
    int step = kernel.tileRows();
    for (int first = 0; first < block.rows(); first += step) {
      int rows = Math.min(step, block.rows() - first);
      kernel.margins(first, rows, margins);
      for (int r = 0; r < rows; r++) {
        int at = (first + r) * outputs;
        for (int o = 0; o < outputs; o++) {
          scores[at + o] = margins[o][r];
        }
        loss.predict(scores, at, 1);
      }
    }
  }

  private LinearKernel kernel(SampleBlock block) {
    if (block instanceof DenseBlock tile) {
      dense = dense == null ? DenseKernel.of(columns) : dense;
      dense.begin(tile);
      return dense;
    }
    sparse = sparse == null ? new SparseKernel(columns) : sparse;
    sparse.begin((SparseBlock) block);
    return sparse;
  }
}
