package org.trainyard.mapreduce.pack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.DataOutputBuffer;

/**
 * Adds up the columns of sparse data that several tasks found: range after range of the columns,
 * with some threads, while the caller visits the ranges that are done.
 *
 * @param parts what the tasks found; not modified any more
 * @param columns of each part, ascending
 */
record SparseMerge(List<SparseColumns> parts, List<int[]> columns) {
  /** Columns of a range in the part with the most. */
  private static final int TOGETHER = 1 << 14;

  /** Visits the sums of all columns in ascending order. */
  static void forEach(
      List<SparseColumns> parts, ExecutorService pool, SparseColumns.Visitor visitor)
      throws IOException, InterruptedException {
    List<Future<int[]>> asked = new ArrayList<>();
    for (SparseColumns part : parts) {
      asked.add(pool.submit(part::columns));
    }
    List<int[]> columns = new ArrayList<>();
    for (Future<int[]> each : asked) {
      columns.add(LocalPacker.await(each));
    }
    if (parts.size() == 1) {
      parts.get(0).forEach(visitor);
      return;
    }
    SparseMerge merge = new SparseMerge(parts, columns);
    List<Future<SparseColumns>> sums = new ArrayList<>();
    int[] begins = merge.begins();
    for (int r = 0; r < begins.length; r++) {
      long from = begins[r];
      long to = r + 1 < begins.length ? begins[r + 1] : Long.MAX_VALUE;
      sums.add(pool.submit(() -> merge.sum(from, to)));
    }
    for (Future<SparseColumns> sum : sums) {
      LocalPacker.await(sum).forEach(visitor);
    }
  }

  /** The least column that each range may have. */
  private int[] begins() {
    int[] longest = columns.stream().reduce(new int[0], (a, b) -> a.length >= b.length ? a : b);
    int[] begins = new int[(longest.length + TOGETHER - 1) / TOGETHER];
    for (int r = 1; r < begins.length; r++) {
      begins[r] = longest[r * TOGETHER];
    }
    return begins;
  }

  private SparseColumns sum(long from, long to) throws IOException {
    SparseColumns sum = new SparseColumns();
    DataOutputBuffer out = new DataOutputBuffer();
    DataInputBuffer in = new DataInputBuffer();
    for (int p = 0; p < parts.size(); p++) {
      out.reset();
      parts.get(p).write(out, columns.get(p), at(columns.get(p), from), at(columns.get(p), to));
      in.reset(out.getData(), out.getLength());
      sum.readAndAdd(in);
    }
    return sum;
  }

  /** Position of the first column that is at least {@code least}. */
  private static int at(int[] ascending, long least) {
    if (least > Integer.MAX_VALUE) {
      return ascending.length;
    }
    int found = Arrays.binarySearch(ascending, (int) least);
    return found >= 0 ? found : -found - 1;
  }
}
