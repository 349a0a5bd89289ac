package org.trainyard.mapreduce.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Segment;

class SampleStatisticsTest {
  private static final BlockHeader HEADER = new BlockHeader(0, new double[] {0, 1, 0, 1}, null);

  private static SampleStatistics of(SampleBlock block, int features) {
    return SampleStatistics.of(
        List.of(new Segment(0, Segment.Role.TRAINING, List.of(block))), features);
  }

  @Test
  void meanAndDeviationOfDenseColumns() {
    SampleStatistics of = of(new DenseBlock(HEADER, 2, new float[] {1, 7, 3, 7, 5, 7, 7, 7}), 2);
    assertArrayEquals(new double[] {4, 7}, of.mean());
    assertArrayEquals(new double[] {Math.sqrt(5), 0}, of.deviation(), 1e-15);
  }

  @Test
  void zerosOfSparseRowsCount() {
    // Rows: {0: 1}, {2: 2}, {}, {0: 3, 2: 2}; feature 1 does not occur.
    SparseBlock block =
        new SparseBlock(
            HEADER,
            3,
            new int[] {0, 2},
            new int[] {0, 1, 2, 2, 4},
            new int[] {0, 1, 0, 1},
            new float[] {1, 2, 3, 2});
    assertArrayEquals(new double[] {1, 0, 1}, of(block, 3).mean());
    assertArrayEquals(new double[] {Math.sqrt(1.5), 0, 1}, of(block, 3).deviation(), 1e-15);
  }

  @Test
  void aLargeConstantHasNoDeviation() {
    float[] values = {2013.1f, 2013.1f, 2013.1f, 2013.1f};
    assertArrayEquals(new double[] {0}, of(new DenseBlock(HEADER, 1, values), 1).deviation());
  }
}
