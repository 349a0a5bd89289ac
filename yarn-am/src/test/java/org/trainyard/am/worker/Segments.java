package org.trainyard.am.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.dataset.BlockReference;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.problem.SegmentPlan;

/** Segments made by hand, and a dataset of them that counts how often it is read. */
final class Segments {
  private Segments() {}

  static Segment dense(long index, int rows, int features) {
    double[] labels = new double[rows];
    float[] weights = new float[rows];
    float[] values = new float[rows * features];
    for (int i = 0; i < rows; i++) {
      labels[i] = index + i;
      weights[i] = 0.5f * i;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 1 ? Float.NaN : index * 100f + i;
    }
    return new Segment(
        index,
        Segment.Role.TRAINING,
        List.of(new DenseBlock(new BlockHeader(index, labels, weights), features, values)));
  }

  static Segment sparse(long index) {
    BlockHeader header = new BlockHeader(index, new double[] {1, 0, 1}, null);
    SampleBlock block =
        new SparseBlock(
            header,
            1_000_000,
            new int[] {3, 77, 999_999},
            new int[] {0, 2, 2, 4},
            new int[] {0, 2, 1, 2},
            new float[] {1, -0f, 3, 4});
    SampleBlock empty =
        new SparseBlock(
            new BlockHeader(index + 1, new double[0], null),
            1_000_000,
            new int[0],
            new int[] {0},
            new int[0],
            new float[0]);
    return new Segment(index, Segment.Role.VALIDATION, List.of(block, empty));
  }

  /** So many splits of so many segments. */
  static List<List<SegmentPlan>> splits(int splits, int segments) {
    List<List<SegmentPlan>> plans = new ArrayList<>();
    for (int split = 0; split < splits; split++) {
      List<SegmentPlan> plan = new ArrayList<>();
      for (int s = 0; s < segments; s++) {
        long index = (long) split * segments + s;
        plan.add(
            new SegmentPlan(
                index,
                Segment.Role.TRAINING,
                List.of(new BlockReference(index, "data.avro", 0, 1, 10))));
      }
      plans.add(plan);
    }
    return plans;
  }

  /** Gives dense segments of ten rows and four features. */
  static final class Dataset implements SegmentSource.Opener {
    private int reads;

    int reads() {
      return reads;
    }

    @Override
    public SegmentSource open() {
      return new SegmentSource() {
        @Override
        public Segment read(SegmentPlan plan) throws IOException {
          reads++;
          return dense(plan.index(), 10, 4);
        }

        @Override
        public void close() {}
      };
    }
  }
}
