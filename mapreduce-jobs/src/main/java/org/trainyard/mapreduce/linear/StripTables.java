package org.trainyard.mapreduce.linear;

/**
 * Moves numbers between an array for each column and a table with the columns of an entry side by
 * side. Eight columns at a time, so that a cache line of the table is visited once.
 */
final class StripTables {
  private static final int GROUP = StripProducts.GROUP;

  private StripTables() {}

  /** Columns of a table that has room for whole groups. */
  static int width(int columns) {
    return Math.multiplyExact((columns + GROUP - 1) / GROUP, GROUP);
  }

  /**
   * Gathers columns of chosen entries.
   *
   * @param columns entry i of column v at {@code columns[v][at[v] + i]}
   * @param chosen the entries, from {@code from} up to {@code to}
   * @param table modified: column v of chosen entry e at {@code (e - from) * width + v}
   */
  static void gather(
      double[][] columns, int[] at, int[] chosen, int from, int to, double[] table, int width) {
    int v = 0;
    for (; v + GROUP <= columns.length; v += GROUP) {
      gatherEight(columns, at, v, chosen, from, to, table, width);
    }
    for (; v < columns.length; v++) {
      double[] column = columns[v];
      for (int e = from; e < to; e++) {
        table[(e - from) * width + v] = column[at[v] + chosen[e]];
      }
    }
  }

  private static void gatherEight(
      double[][] columns,
      int[] at,
      int v,
      int[] chosen,
      int from,
      int to,
      double[] table,
      int width) {
    double[] c0 = columns[v];
    double[] c1 = columns[v + 1];
    double[] c2 = columns[v + 2];
    double[] c3 = columns[v + 3];
    double[] c4 = columns[v + 4];
    double[] c5 = columns[v + 5];
    double[] c6 = columns[v + 6];
    double[] c7 = columns[v + 7];
    int a0 = at[v];
    int a1 = at[v + 1];
    int a2 = at[v + 2];
    int a3 = at[v + 3];
    int a4 = at[v + 4];
    int a5 = at[v + 5];
    int a6 = at[v + 6];
    int a7 = at[v + 7];
    int t = v;
    for (int e = from; e < to; e++) {
      int i = chosen[e];
      table[t] = c0[a0 + i];
      table[t + 1] = c1[a1 + i];
      table[t + 2] = c2[a2 + i];
      table[t + 3] = c3[a3 + i];
      table[t + 4] = c4[a4 + i];
      table[t + 5] = c5[a5 + i];
      table[t + 6] = c6[a6 + i];
      table[t + 7] = c7[a7 + i];
      t += width;
    }
  }

  /**
   * Copies rows of a table to their columns.
   *
   * @param columns modified: row r of column v at {@code columns[v][r]}, r below {@code rows}
   */
  static void toColumns(
      double[] table, int firstRow, int rows, int width, int many, double[][] columns) {
    int v = 0;
    for (; v + GROUP <= many; v += GROUP) {
      eightToColumns(table, firstRow * width + v, rows, width, columns, v);
    }
    for (; v < many; v++) {
      double[] column = columns[v];
      for (int r = 0; r < rows; r++) {
        column[r] = table[(firstRow + r) * width + v];
      }
    }
  }

  private static void eightToColumns(
      double[] table, int from, int rows, int width, double[][] columns, int v) {
    double[] c0 = columns[v];
    double[] c1 = columns[v + 1];
    double[] c2 = columns[v + 2];
    double[] c3 = columns[v + 3];
    double[] c4 = columns[v + 4];
    double[] c5 = columns[v + 5];
    double[] c6 = columns[v + 6];
    double[] c7 = columns[v + 7];
    int t = from;
    for (int r = 0; r < rows; r++) {
      c0[r] = table[t];
      c1[r] = table[t + 1];
      c2[r] = table[t + 2];
      c3[r] = table[t + 3];
      c4[r] = table[t + 4];
      c5[r] = table[t + 5];
      c6[r] = table[t + 6];
      c7[r] = table[t + 7];
      t += width;
    }
  }

  /**
   * Copies columns to rows of a table.
   *
   * @param columns row r of column v at {@code columns[v][r]}
   * @param table modified: column v of row firstRow + r, r below {@code rows}
   */
  static void fromColumns(
      double[][] columns, int many, double[] table, int firstRow, int rows, int width) {
    int v = 0;
    for (; v + GROUP <= many; v += GROUP) {
      eightFromColumns(columns, v, table, firstRow * width + v, rows, width);
    }
    for (; v < many; v++) {
      double[] column = columns[v];
      for (int r = 0; r < rows; r++) {
        table[(firstRow + r) * width + v] = column[r];
      }
    }
  }

  private static void eightFromColumns(
      double[][] columns, int v, double[] table, int into, int rows, int width) {
    double[] c0 = columns[v];
    double[] c1 = columns[v + 1];
    double[] c2 = columns[v + 2];
    double[] c3 = columns[v + 3];
    double[] c4 = columns[v + 4];
    double[] c5 = columns[v + 5];
    double[] c6 = columns[v + 6];
    double[] c7 = columns[v + 7];
    int t = into;
    for (int r = 0; r < rows; r++) {
      table[t] = c0[r];
      table[t + 1] = c1[r];
      table[t + 2] = c2[r];
      table[t + 3] = c3[r];
      table[t + 4] = c4[r];
      table[t + 5] = c5[r];
      table[t + 6] = c6[r];
      table[t + 7] = c7[r];
      t += width;
    }
  }
}
