package org.trainyard.mapreduce.pack;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.WritableUtils;
import org.trainyard.formats.dataset.ColumnStatistics.Category;
import org.trainyard.formats.dataset.StoredBlock.Codes;
import org.trainyard.formats.encode.LabelEncoding;

/**
 * Distinct texts of a column with their counts, up to a number of them; beyond it all are forgotten
 * but that there are more. If any part of the data passes the limit, so does the whole, hence the
 * result does not depend on the parts. Not thread-safe.
 */
final class CategoryCounts {
  private final long most;
  private TreeMap<String, Long> counts = new TreeMap<>();
  private long count;
  private long missing;

  CategoryCounts(long most) {
    this.most = most;
  }

  /** Adds the texts of a block; its dictionary's order is of no account. */
  void add(Codes codes) {
    long[] ofCode = new long[codes.dictionary().length];
    for (int code : codes.codes()) {
      if (code < 0) {
        missing++;
      } else {
        count++;
        ofCode[code]++;
      }
    }
    for (int d = 0; d < ofCode.length; d++) {
      add(codes.dictionary()[d], ofCode[d]);
    }
  }

  private void add(String text, long times) {
    if (counts != null && times > 0) {
      counts.merge(text, times, Long::sum);
      if (counts.size() > most) {
        counts = null;
      }
    }
  }

  /** Adds numbers as their texts; NaN is missing. */
  void addNumbers(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int from = 0;
    while (from < sorted.length && !Double.isNaN(sorted[from])) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      count += to - from;
      if (counts != null) {
        add(LabelEncoding.text(sorted[from]), to - from);
      }
      from = to;
    }
    missing += sorted.length - from;
  }

  long count() {
    return count;
  }

  long missing() {
    return missing;
  }

  /** Whether there are more distinct texts than are kept. */
  boolean more() {
    return counts == null;
  }

  /** The texts in their order, by UTF-16 code units; null if there are too many. */
  List<Category> byText() {
    return counts == null ? null : sorted(Comparator.comparing(Category::text));
  }

  /** The texts, which are numbers, by value; null if there are too many. */
  List<Category> byNumber() {
    return counts == null
        ? null
        : sorted(Comparator.comparingDouble(category -> Double.parseDouble(category.text())));
  }

  private List<Category> sorted(Comparator<Category> order) {
    return counts.entrySet().stream()
        .map(entry -> new Category(entry.getKey(), entry.getValue()))
        .sorted(order)
        .toList();
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeLong(missing);
    WritableUtils.writeVInt(out, counts == null ? -1 : counts.size());
    if (counts != null) {
      for (var entry : counts.entrySet()) {
        Text.writeString(out, entry.getKey());
        out.writeLong(entry.getValue());
      }
    }
  }

  void readAndAdd(DataInput in) throws IOException {
    count += in.readLong();
    missing += in.readLong();
    int size = WritableUtils.readVInt(in);
    if (size < 0) {
      counts = null;
    }
    for (int i = 0; i < size; i++) {
      add(Text.readString(in), in.readLong());
    }
  }
}
