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

  /** Position of the block in the upper half, row in the lower; shuffled. */
  private final long[] places;

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

  /** Block of the i-th row of the order. */
  SampleBlock block(int i) {
    return blocks.get((int) (places[i] >>> 32));
  }

  /** The i-th row of the order in its block. */
  int row(int i) {
    return (int) places[i];
  }

  /** Weight of the i-th row without the weight of its class. */
  double plainWeight(int i) {
    return block(i).weight(row(i));
  }

  /** Weight of the i-th row. */
  double weight(int i) {
    double plain = plainWeight(i);
    return weights == null ? plain : plain * weights[(int) block(i).label(row(i))];
  }

  /**
   * Shuffles; R. Durstenfeld, "Algorithm 235", Communications of the ACM 7(7), 1964.
   *
   * @param stream hash from which the order is drawn
   */
  void shuffle(long stream) {
    for (int i = places.length - 1; i > 0; i--) {
      int j = (int) (Hashes.unit(Hashes.extend(stream, i)) * (i + 1));
      long kept = places[i];
      places[i] = places[j];
      places[j] = kept;
    }
  }
}
