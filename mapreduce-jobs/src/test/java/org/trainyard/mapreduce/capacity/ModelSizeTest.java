package org.trainyard.mapreduce.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ModelSizeTest {
  private static final long HEAP = 768L << 20;

  /** A point and a direction of ten million features. */
  private static final ModelSize WIDE = new ModelSize(20_000_000, 10_000_000);

  private static final ModelSize NARROW = new ModelSize(100, 50);

  @Test
  void tenMillionFeaturesFitContainersOfOneGibibyte() {
    assertTrue(WIDE.mapper(1) <= HEAP, WIDE.mapper(1) + " bytes");
    int shards = WIDE.shards(1, HEAP);
    assertTrue(shards >= 2 && shards <= 4, shards + " shards");
    assertTrue(WIDE.reducer(shards) <= HEAP);
    assertTrue(WIDE.step(shards) <= HEAP, WIDE.step(shards) + " bytes");
    assertTrue(WIDE.leastStep() <= WIDE.step(1));
    assertTrue(WIDE.leastStep() <= HEAP);
    assertEquals(1, WIDE.threads(4, HEAP));
  }

  @Test
  void smallModelsKeepWhatWasAskedFor() {
    assertEquals(1, NARROW.shards(1, HEAP));
    assertEquals(7, NARROW.shards(7, HEAP));
    assertEquals(16, NARROW.threads(16, HEAP));
  }

  @Test
  void moreIsNeverLess() {
    for (long heap = 128L << 20; heap < 1L << 34; heap *= 2) {
      assertTrue(WIDE.shards(1, heap) >= WIDE.shards(1, 2 * heap));
      assertTrue(WIDE.shards(3, heap) >= 3);
      assertTrue(WIDE.threads(8, heap) <= WIDE.threads(8, 2 * heap));
    }
    for (int shards = 1; shards < 100; shards++) {
      assertTrue(WIDE.reducer(shards + 1) <= WIDE.reducer(shards));
    }
    assertTrue(WIDE.leastMapper(2) < WIDE.mapper(2));
  }

  @Test
  void aRefusalSaysWhatIsNeededAndWhatToDo() {
    assertNull(WIDE.refusal("A mapper", 10, 10, ""));
    String refusal = WIDE.refusal("A mapper", 300L << 20, 256L << 20, "set --map-memory-mb");
    assertEquals(
        "A mapper needs at least 300 MB of heap for 20000000 parameters and 10000000 sums, and has"
            + " 256 MB; set --map-memory-mb",
        refusal);
  }

  @Test
  void aSecondKernelIsOfManyColumnsOfSparseBlocks() {
    ModelSize sixteen = new ModelSize(16_000_016, 16_000_016);
    assertEquals(8L * 32 * 24_000, sixteen.secondKernel(1_000_000, 24_000));
    assertEquals(0, sixteen.secondKernel(1_000_000, 0));
    assertEquals(0, new ModelSize(2_000_002, 2_000_002).secondKernel(1_000_000, 24_000));
  }
}
