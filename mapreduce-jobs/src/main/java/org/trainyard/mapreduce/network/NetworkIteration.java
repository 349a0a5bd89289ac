package org.trainyard.mapreduce.network;

import java.util.List;
import java.util.SortedMap;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Hashes;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * What the map side of an iteration works from.
 *
 * @param settings of all networks
 * @param holdout which rows are held out
 * @param seed of the run
 * @param iteration number of the state, from 0
 * @param models the networks that are still trained
 * @param parameters of the state; not modified
 */
record NetworkIteration(
    NetworkSettings settings,
    Holdout holdout,
    long seed,
    int iteration,
    List<NetworkModel> models,
    SortedMap<String, double[]> parameters) {
  /** Parameters that a network starts from. */
  double[] weights(NetworkModel model) {
    return parameters.get(NetworkState.weights(model));
  }

  /** Moments that a network starts from. */
  double[] moments(NetworkModel model) {
    return parameters.get(NetworkState.moments(model));
  }

  /** Whether a network is measured on a row of a segment. */
  boolean isHeldOut(Segment segment, int fold, SampleBlock block, int row) {
    return !Double.isNaN(block.label(row))
        && holdout.use(segment.role(), block.rowId(row), fold) == Holdout.Use.VALIDATE;
  }

  /** The hash from which the order of a local pass is drawn. */
  long order(Segment segment, int epoch) {
    return Hashes.hash(seed, Hashes.SHUFFLE, iteration, segment.index(), epoch);
  }

  /** Number of a local pass among all of the run. */
  long pass(int epoch) {
    return (long) iteration * settings.epochs() + epoch;
  }
}
