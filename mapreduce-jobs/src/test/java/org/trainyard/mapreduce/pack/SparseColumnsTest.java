package org.trainyard.mapreduce.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.WritableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.dataset.StoredBlock.Rows;

class SparseColumnsTest {
  private final TreeMap<Integer, SummaryStatistics> expected = new TreeMap<>();

  private Rows rows(Random random) {
    TreeMap<Integer, Float> row = new TreeMap<>();
    while (row.size() < 300) {
      row.put((int) Math.pow(Integer.MAX_VALUE, random.nextDouble()), random.nextFloat() - 0.5f);
    }
    int[] dictionary = row.keySet().stream().mapToInt(Integer::intValue).toArray();
    int[] columns = new int[300];
    float[] values = new float[300];
    for (int i = 0; i < 300; i++) {
      columns[i] = i;
      values[i] = row.get(dictionary[i]);
      expected
          .computeIfAbsent(dictionary[i], column -> new SummaryStatistics())
          .addValue(values[i]);
    }
    return new Rows(dictionary, new int[] {0, 300}, columns, values);
  }

  private static void merge(SparseColumns from, int[] columns, int begin, SparseColumns into)
      throws Exception {
    DataOutputBuffer out = new DataOutputBuffer();
    from.write(out, columns, begin, columns.length);
    from.write(out, columns, 0, begin);
    DataInputBuffer in = new DataInputBuffer();
    in.reset(out.getData(), out.getLength());
    into.readAndAdd(in);
    into.readAndAdd(in);
  }

  @Test
  void partsAddUpToTheWholeInAnyOrder() throws Exception {
    SparseColumns one = new SparseColumns();
    SparseColumns other = new SparseColumns();
    Random random = new Random(1);
    for (int block = 0; block < 50; block++) {
      (block % 3 == 0 ? one : other).add(rows(random));
    }
    SparseColumns merged = new SparseColumns();
    merge(other, other.columns(), 7, merged);
    merge(one, one.columns(), 100, merged);
    assertEquals(expected.size(), merged.size());
    var next = expected.entrySet().iterator();
    merged.forEach(
        (column, moments, i) -> {
          var entry = next.next();
          assertEquals(entry.getKey(), column);
          NumericMoments.Summary found = moments.summary(i);
          assertEquals(entry.getValue().getN(), found.count());
          assertEquals(entry.getValue().getMean(), found.mean(), 1e-12);
          assertEquals(entry.getValue().getPopulationVariance(), found.variance(), 1e-12);
          assertEquals(entry.getValue().getMax(), found.max());
          double p = found.count() / 50.0;
          NumericMoments.Summary withZeros = moments.summaryOfSparse(i, 50);
          assertEquals(p * found.mean(), withZeros.mean(), 1e-12);
          double square = found.variance() + found.mean() * found.mean();
          assertEquals(
              p * square - withZeros.mean() * withZeros.mean(), withZeros.variance(), 1e-12);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 30, 20_000})
  void blocksThatWaitTogetherAreAddedAsEachByItself(int spread) throws Exception {
    SparseColumns together = new SparseColumns();
    SparseColumns apart = new SparseColumns();
    Random random = new Random(4);
    for (int block = 0; block < 40; block++) {
      Rows rows = wide(random, 1 + random.nextInt(5_000), 1 + random.nextInt(spread));
      together.add(rows);
      apart.add(rows);
      assertEquals(apart.columns().length, apart.size());
    }
    int[] columns = apart.columns();
    assertArrayEquals(columns, together.columns());
    assertArrayEquals(bytes(apart, columns), bytes(together, columns));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void severalPartsAreVisitedAsTheirSum(int many) throws Exception {
    List<SparseColumns> parts = Stream.generate(SparseColumns::new).limit(many).toList();
    SparseColumns whole = new SparseColumns();
    Random random = new Random(6);
    for (int block = 0; block < 30; block++) {
      Rows rows = wide(random, 1 + random.nextInt(40_000), 1 << 17 + block % 14);
      parts.get(block % many).add(rows);
      whole.add(rows);
    }
    int[] columns = whole.columns();
    DataOutputBuffer found = new DataOutputBuffer();
    WritableUtils.writeVInt(found, columns.length);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      SparseMerge.forEach(
          parts,
          pool,
          (column, moments, i) -> {
            WritableUtils.writeVInt(found, column);
            moments.write(found, i, i + 1);
          });
    } finally {
      pool.shutdownNow();
    }
    assertTrue(columns.length > 1 << 16);
    assertArrayEquals(bytes(whole, columns), Arrays.copyOf(found.getData(), found.getLength()));
  }

  /** Rows of one to three entries with columns far apart or near, many of them in several rows. */
  private static Rows wide(Random random, int width, int spread) {
    int[] dictionary =
        IntStream.generate(() -> random.nextInt(spread)).limit(width).sorted().distinct().toArray();
    int rows = 1 + random.nextInt(2_000);
    int[] rowStart = new int[rows + 1];
    int[] columns = new int[3 * rows];
    float[] values = new float[3 * rows];
    int n = 0;
    for (int r = 0; r < rows; r++) {
      int column = random.nextInt(dictionary.length);
      for (int e = random.nextInt(3); e >= 0 && column < dictionary.length; e--) {
        columns[n] = column;
        values[n++] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(20)));
        column += 1 + random.nextInt(dictionary.length);
      }
      rowStart[r + 1] = n;
    }
    return new Rows(dictionary, rowStart, Arrays.copyOf(columns, n), Arrays.copyOf(values, n));
  }

  private static byte[] bytes(SparseColumns of, int[] columns) throws Exception {
    DataOutputBuffer out = new DataOutputBuffer();
    of.write(out, columns, 0, columns.length);
    return Arrays.copyOf(out.getData(), out.getLength());
  }
}
