package org.trainyard.mapreduce.network;

import java.util.Arrays;
import java.util.List;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Hashes;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * The rows of a segment that one network is trained on, in an order that is shuffled anew for every
 * pass: a function of the seed, the iteration, the segment and the pass.
 */
final class SegmentRows {
  private final List<SampleBlock> blocks;
  private final double[] weights;

  /** Position of the block in the upper half, row in the lower; ascending. */
  private final long[] places;

  /** Positions of places; shuffled. */
  private final int[] order;

  private double totalWeight;

  /**
   * Takes the rows with a label and a weight that are not held out.
   *
   * @param settings for the weights of classes
   */
  SegmentRows(Segment segment, Holdout holdout, int fold, NetworkSettings settings) {
    this.blocks = segment.blocks();
    int most = 0;
    for (SampleBlock block : blocks) {
      most = Math.addExact(most, block.rows());
    }
    long[] found = new long[most];
    int count = 0;
    for (int b = 0; b < blocks.size(); b++) {
      SampleBlock block = blocks.get(b);
      for (int r = 0; r < block.rows(); r++) {
        if (isTrained(segment, holdout, fold, block, r)) {
          double weight = block.weight(r) * settings.classFactor(block.label(r));
          if (weight > 0) {
            totalWeight += weight;
            found[count++] = (long) b << 32 | r;
          }
        }
      }
    }
    this.places = Arrays.copyOf(found, count);
    this.order = new int[count];
    restart();
    this.weights = settings.classFactors();
  }

  private static boolean isTrained(
      Segment segment, Holdout holdout, int fold, SampleBlock block, int row) {
    return !Double.isNaN(block.label(row))
        && holdout.use(segment.role(), block.rowId(row), fold) == Holdout.Use.TRAIN;
  }

  /** Number of rows. */
  int count() {
    return places.length;
  }

  /** Weight of all rows, class weights included. */
  double totalWeight() {
    return totalWeight;
  }

  /** Weight by which the weights of a batch are divided; NaN without rows. */
  double meanWeight() {
    return totalWeight / count();
  }

  /**
   * Position of the block in the upper half, row in the lower; ascending, and not to be modified.
   */
  long[] places() {
    return places;
  }

  /** The order as positions of places; not to be modified, and valid until the next shuffle. */
  int[] order() {
    return order;
  }

  /** Weights of the places. */
  double[] weights() {
    double[] all = new double[places.length];
    for (int p = 0; p < all.length; p++) {
      all[p] = weight(places[p]);
    }
    return all;
  }

  /** Block of the i-th row of the order. */
  SampleBlock block(int i) {
    return block(places[order[i]]);
  }

  /** The i-th row of the order in its block. */
  int row(int i) {
    return (int) places[order[i]];
  }

  /** Weight of the i-th row without the weight of its class. */
  double plainWeight(int i) {
    return block(i).weight(row(i));
  }

  /** Weight of the i-th row. */
  double weight(int i) {
    return weight(places[order[i]]);
  }

  private SampleBlock block(long place) {
    return blocks.get((int) (place >>> 32));
  }

  private double weight(long place) {
    SampleBlock block = block(place);
    int row = (int) place;
    double plain = block.weight(row);
    return weights == null ? plain : plain * weights[(int) block.label(row)];
  }

  /** Brings the rows into the order of their places, in which the first shuffle finds them. */
  void restart() {
    Arrays.setAll(order, i -> i);
  }

  /**
   * Shuffles; R. Durstenfeld, "Algorithm 235", Communications of the ACM 7(7), 1964.
   *
   * @param stream hash from which the order is drawn
   */
  void shuffle(long stream) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = (int) (Hashes.unit(Hashes.extend(stream, i)) * (i + 1));
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
