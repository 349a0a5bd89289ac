package org.trainyard.mapreduce.network;

import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.algorithm.TrainedModel;

/** Gives class probabilities, the probability of class 1 of two, or a value. */
public final class PerceptronScorer implements Scorer {
  private static final int ROWS = 64;

  private final InputScaling scaling;
  private final OutputLoss output;
  private final float[][][] weights;
  private final Backpropagation network;
  private Batch batch;

  /**
   * Takes a model that {@link MultilayerPerceptron} has trained.
   *
   * @throws IllegalArgumentException if tensors are missing or do not fit each other
   */
  public PerceptronScorer(TrainedModel model) {
    Topology topology = NetworkModels.topology(model);
    double[] mean = model.tensors().get(NetworkModels.MEAN);
    double[] scale = model.tensors().get(NetworkModels.SCALE);
    double[] target = model.tensors().get(NetworkModels.TARGET);
    if (mean == null
        || scale == null
        || mean.length != topology.features()
        || scale.length != topology.features()
        || (target != null && (target.length != 2 || topology.outputs() != 1))) {
      throw new IllegalArgumentException(
          "Damaged network: mean, scale or target do not fit " + topology);
    }
    this.scaling = new InputScaling(mean, scale);
    this.output =
        target == null
            ? new SoftmaxOutput(topology.outputs())
            : new SquaredOutput(target[0], target[1]);
    this.weights = topology.zeros();
    topology.load(NetworkModels.weights(model, topology), 0, weights);
    this.network = new Backpropagation(topology, scaling, ROWS);
  }

  @Override
  public int outputs() {
    return output.scores();
  }

  @Override
  public Output output() {
    return output.meaning();
  }

  @Override
  public void score(SampleBlock block, double[] scores) {
    boolean sparse = block instanceof SparseBlock;
    if (batch == null || batch.isSparse() != sparse) {
      batch = new Batch(scaling, ROWS, sparse);
    }
    for (int first = 0; first < block.rows(); first += ROWS) {
      batch.clear();
      for (int r = first; r < Math.min(block.rows(), first + ROWS); r++) {
        batch.add(block, r, 1.0);
      }
      network.forward(weights, batch, Dropout.NONE);
      for (int r = 0; r < batch.rows(); r++) {
        output.score(network.outputs()[r], scores, (first + r) * output.scores());
      }
    }
  }
}
