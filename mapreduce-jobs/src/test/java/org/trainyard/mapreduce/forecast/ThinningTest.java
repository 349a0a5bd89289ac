package org.trainyard.mapreduce.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SparseBlock;

class ThinningTest {
  private static final BlockHeader HEADER =
      new BlockHeader(7, new double[] {0, 1, 2, 3, 4}, new float[] {1, 2, 3, 4, 5});

  @Test
  void everySecondRowOfADenseBlock() {
    DenseBlock block = new DenseBlock(HEADER, 2, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    DenseBlock thin = (DenseBlock) Thinning.every(2, block);
    assertArrayEquals(new double[] {0, 2, 4}, thin.header().labels());
    assertArrayEquals(new float[] {1, 3, 5}, thin.header().weights());
    assertArrayEquals(new float[] {0, 1, 4, 5, 8, 9}, thin.values());
    assertEquals(7, thin.index());
  }

  @Test
  void everySecondRowOfASparseBlockWithTheFeaturesThatAreLeft() {
    // Rows: {10: a, 30: b}, {20: c}, {}, {20: d, 30: e}, {30: f}
    SparseBlock block =
        new SparseBlock(
            HEADER,
            99,
            new int[] {10, 20, 30},
            new int[] {0, 2, 3, 3, 5, 6},
            new int[] {0, 2, 1, 1, 2, 2},
            new float[] {1, 2, 3, 4, 5, 6});
    SparseBlock thin = (SparseBlock) Thinning.every(2, block);
    assertArrayEquals(new int[] {10, 30}, thin.dictionary());
    assertArrayEquals(new int[] {0, 2, 2, 3}, thin.rowStart());
    assertArrayEquals(new int[] {0, 1, 1}, thin.columns());
    assertArrayEquals(new float[] {1, 2, 6}, thin.values());
    assertEquals(99, thin.features());
  }

  @Test
  void aStepOfOneTakesAll() {
    DenseBlock block = new DenseBlock(HEADER, 1, new float[5]);
    assertSame(block, Thinning.every(1, block));
  }
}
