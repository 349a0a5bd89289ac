package org.trainyard.am.view;

import java.util.ArrayList;
import java.util.List;

/** Rows of text as lines with aligned columns: numbers to the right, words to the left. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  /** With a heading for each column. */
  public Table(String... headings) {
    rows.add(headings);
  }

  /** Adds a row of as many cells as there are headings. */
  public Table row(String... cells) {
    if (cells.length != rows.get(0).length) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + rows.get(0).length + " headings");
    }
    rows.add(cells);
    return this;
  }

  /** Whether there is nothing but headings. */
  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** The lines, headings first. */
  public List<String> lines() {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      right[c] = !isEmpty();
      for (int r = 0; r < rows.size(); r++) {
        String cell = rows.get(r)[c];
        widths[c] = Math.max(widths[c], cell.length());
        right[c] &= r == 0 || cell.isEmpty() || cell.matches("[-+]?[0-9].*");
      }
    }
    return rows.stream().map(row -> line(row, widths, right)).toList();
  }

  private static String line(String[] row, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.length; c++) {
      String blanks = " ".repeat(widths[c] - row[c].length());
      line.append(c == 0 ? "" : GAP).append(right[c] ? blanks + row[c] : row[c] + blanks);
    }
    return line.toString().stripTrailing();
  }
}
