package org.trainyard.formats.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.trainyard.formats.dataset.StoredBlock.BlockId;
import org.trainyard.formats.dataset.StoredBlock.Codes;
import org.trainyard.formats.dataset.StoredBlock.Rows;

/** Blocks for tests, and their comparison. */
public final class Blocks {
  private Blocks() {}

  /** Three samples: two numeric columns, one categorical, text labels, weights. */
  public static StoredBlock tabular() {
    return new StoredBlock(
        new BlockId(1, 2, 3),
        3,
        null,
        new Codes(new String[] {"yes", "né"}, new int[] {0, 1, -1}),
        new float[] {1f, 0.5f, 2f},
        new float[] {1.5f, Float.NaN, -0f, 3f, 4e20f, 5f},
        null,
        new Codes[] {new Codes(new String[] {"b", ""}, new int[] {-1, 1, 0})});
  }

  /** Three samples of sparse data, the second one empty. */
  public static StoredBlock sparse() {
    return new StoredBlock(
        new BlockId(0, 1L << 40, 0),
        3,
        new double[] {1, -1, Double.NaN},
        null,
        null,
        null,
        new Rows(
            new int[] {0, 3, 1000, 2_000_000_000},
            new int[] {0, 2, 2, 4},
            new int[] {0, 2, 1, 3},
            new float[] {1f, 0.1f, -2f, 7f}),
        new Codes[0]);
  }

  /** Fails unless both are the same to the last bit. */
  public static void assertSame(StoredBlock expected, StoredBlock actual) {
    assertEquals(expected.id(), actual.id());
    assertEquals(expected.rows(), actual.rows());
    assertArrayEquals(expected.labels(), actual.labels());
    assertArrayEquals(expected.weights(), actual.weights());
    assertArrayEquals(expected.dense(), actual.dense());
    assertCodes(expected.textLabels(), actual.textLabels());
    assertEquals(expected.categorical().length, actual.categorical().length);
    for (int c = 0; c < expected.categorical().length; c++) {
      assertCodes(expected.categorical()[c], actual.categorical()[c]);
    }
    assertEquals(expected.sparse() == null, actual.sparse() == null);
    if (expected.sparse() != null) {
      assertArrayEquals(expected.sparse().dictionary(), actual.sparse().dictionary());
      assertArrayEquals(expected.sparse().rowStart(), actual.sparse().rowStart());
      assertArrayEquals(expected.sparse().columns(), actual.sparse().columns());
      assertArrayEquals(expected.sparse().values(), actual.sparse().values());
    }
  }

  private static void assertCodes(Codes expected, Codes actual) {
    assertEquals(expected == null, actual == null);
    if (expected != null) {
      assertArrayEquals(expected.dictionary(), actual.dictionary());
      assertArrayEquals(expected.codes(), actual.codes());
    }
  }
}
