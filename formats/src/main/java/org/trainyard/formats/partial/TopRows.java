package org.trainyard.formats.partial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.io.WritableUtils;

/**
 * For each group, the rows of highest priority that were offered, at most so many: a uniform sample
 * when the priority is a hash of the row, the farthest points when it is a distance. Which rows
 * stay depends on the set of the offered rows alone (ties go to the smaller row), so neither order
 * nor grouping shows. Not thread-safe.
 */
public final class TopRows {
  /**
   * A kept row.
   *
   * @param priority what it was ranked by; finite
   * @param row its position in the dataset, unique in its group
   * @param values its features, and whatever else the algorithm put beside them; not modified
   */
  public record Row(double priority, long row, double[] values) {}

  private static final Comparator<Row> BEST_FIRST =
      Comparator.comparingDouble(Row::priority).reversed().thenComparingLong(Row::row);

  private final int capacity;
  private final List<TreeSet<Row>> groups = new ArrayList<>();

  /** Keeps up to {@code capacity} rows in each of {@code groups} groups. */
  public TopRows(int groups, int capacity) {
    this.capacity = capacity;
    for (int g = 0; g < groups; g++) {
      this.groups.add(new TreeSet<>(BEST_FIRST));
    }
  }

  /** Whether a row of this priority would be kept, so that its values need be copied only then. */
  public boolean wants(int group, double priority, long row) {
    TreeSet<Row> rows = groups.get(group);
    return capacity > 0
        && (rows.size() < capacity
            || BEST_FIRST.compare(new Row(priority, row, null), rows.last()) < 0);
  }

  /** Offers a row; the same row offered twice is kept once. The array is kept, not copied. */
  public void offer(int group, double priority, long row, double[] values) {
    if (wants(group, priority, row)) {
      TreeSet<Row> rows = groups.get(group);
      rows.add(new Row(priority, row, values));
      if (rows.size() > capacity) {
        rows.pollLast();
      }
    }
  }

  /** The rows kept in a group, highest priority first. */
  public List<Row> rows(int group) {
    return List.copyOf(groups.get(group));
  }

  /** Offers all rows of {@code other}. */
  public void add(TopRows other) {
    for (int g = 0; g < groups.size(); g++) {
      for (Row row : other.groups.get(g)) {
        offer(g, row.priority, row.row, row.values);
      }
    }
  }

  /** Writes all groups. */
  public void write(DataOutput out) throws IOException {
    for (TreeSet<Row> rows : groups) {
      WritableUtils.writeVInt(out, rows.size());
      for (Row row : rows) {
        out.writeDouble(row.priority);
        WritableUtils.writeVLong(out, row.row);
        WritableUtils.writeVInt(out, row.values.length);
        for (double value : row.values) {
          out.writeDouble(value);
        }
      }
    }
  }

  /** Reads what {@link #write} wrote for as many groups and offers its rows. */
  public void readAndAdd(DataInput in) throws IOException {
    for (int g = 0; g < groups.size(); g++) {
      int rows = WritableUtils.readVInt(in);
      for (int r = 0; r < rows; r++) {
        double priority = in.readDouble();
        long row = WritableUtils.readVLong(in);
        double[] values = new double[WritableUtils.readVInt(in)];
        for (int v = 0; v < values.length; v++) {
          values[v] = in.readDouble();
        }
        offer(g, priority, row, values);
      }
    }
  }
}
