package org.trainyard.mapreduce.linear;

import java.util.Arrays;
import java.util.List;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Hashes;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.linear.LinearModels.Definition;
import org.trainyard.mapreduce.linear.ScanPlan.Slot;

/**
 * Mini-batch steps over one segment, for all models that ask for them, and the weighted deposit of
 * the parameters that they reach. The order of samples is a function of seed, iteration, segment
 * and epoch. Not thread-safe.
 */
final class LocalSgd {
  private final LinearModels models;
  private final List<Slot> slots;
  private final int iteration;

  private LocalSgd(LinearModels models, List<Slot> slots, int iteration) {
    this.models = models;
    this.slots = slots;
    this.iteration = iteration;
  }

  /** Null if no model asks for local steps. */
  static LocalSgd of(LinearModels models, ScanPlan plan, int iteration) {
    List<Slot> local = plan.slots().stream().filter(s -> s.request().takesLocalSteps()).toList();
    return local.isEmpty() ? null : new LocalSgd(models, local, iteration);
  }

  /** Trains each model on the segment and adds weight * parameters to its vector sums. */
  void accumulate(Segment segment, Partial into) {
    List<SampleBlock> blocks = segment.blocks();
    int[] firstRow = new int[blocks.size() + 1];
    for (int b = 0; b < blocks.size(); b++) {
      firstRow[b + 1] = Math.addExact(firstRow[b], blocks.get(b).rows());
    }
    for (Slot slot : slots) {
      Definition model = models.definitions().get(slot.model());
      LocalSgdSettings settings = model.local();
      double[] weights = trainingWeights(segment, firstRow, model);
      double total = Arrays.stream(weights).reduce(0.0, Double::sum);
      if (total == 0) {
        continue;
      }
      double[] start = slot.request().point().array();
      LocalSgdWalk walk = new LocalSgdWalk(models, model, settings.rate().at(iteration));
      walk.begin(start);
      for (int epoch = 0; epoch < settings.epochs(); epoch++) {
        int[] order = order(weights.length, settings.seed(), segment.index(), epoch);
        for (int from = 0; from < order.length; from += settings.batch()) {
          int to = Math.min(order.length, from + settings.batch());
          for (int i = from; i < to; i++) {
            int b = blockOf(firstRow, order[i]);
            walk.add(blocks.get(b), order[i] - firstRow[b], weights[order[i]]);
          }
          walk.step();
        }
      }
      deposit(walk.point(), total, slot.reachedAt(), into);
    }
  }

  private double[] trainingWeights(Segment segment, int[] firstRow, Definition model) {
    RowUses uses = new RowUses(models.holdout(), new int[] {model.spec().fold()});
    double[] weights = new double[firstRow[firstRow.length - 1]];
    for (int b = 0; b < segment.blocks().size(); b++) {
      SampleBlock block = segment.blocks().get(b);
      uses.begin(block, segment.role());
      double[] use = uses.of(0);
      for (int r = 0; r < block.rows(); r++) {
        double weight = Math.max(0.0, use[r]);
        weights[firstRow[b] + r] = weight > 0 ? weight * model.classFactor(block.label(r)) : 0.0;
      }
    }
    return weights;
  }

  /** A permutation after R. Durstenfeld, "Algorithm 235", Communications of the ACM 7(7), 1964. */
  private int[] order(int rows, long seed, long segment, int epoch) {
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    long stream = Hashes.hash(seed, Hashes.SHUFFLE, iteration, segment, epoch);
    for (int i = rows - 1; i > 0; i--) {
      int j = (int) (Hashes.uniform(stream, Hashes.SHUFFLE, i) * (i + 1));
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  private static int blockOf(int[] firstRow, int row) {
    int found = Arrays.binarySearch(firstRow, row);
    int block = found >= 0 ? found : -found - 2;
    while (firstRow[block + 1] == row) {
      // Empty blocks share their first row with the next.
      block++;
    }
    return block;
  }

  private static void deposit(double[] point, double weight, int at, Partial into) {
    for (int j = 0; j < point.length; j++) {
      into.vectors().add(at + j, weight * point[j]);
    }
  }
}
