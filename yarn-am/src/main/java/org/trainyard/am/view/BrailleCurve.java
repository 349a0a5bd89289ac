package org.trainyard.am.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A curve in a few lines of text: braille dots, or where they cannot be shown, ASCII. Pure. */
public final class BrailleCurve {
  private static final int BLANK = 0x2800;
  private static final int DOTS_WIDE = 2;
  private static final int DOTS_HIGH = 4;

  /** Bits of a braille character by row and column of its dots. */
  private static final int[][] DOT = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private static final String RAMP = "_.-=*#";

  private BrailleCurve() {}

  /**
   * Draws.
   *
   * @param x not descending, finite
   * @param y as many; values that are not finite are left out
   * @param columns characters of a line, at least 1
   * @param rows lines, at least 1
   * @return so many lines of so many characters
   */
  public static List<String> braille(double[] x, double[] y, int columns, int rows) {
    int[] heights = heights(x, y, columns * DOTS_WIDE, rows * DOTS_HIGH);
    int[][] cells = new int[rows][columns];
    int before = -1;
    for (int dx = 0; dx < heights.length; dx++) {
      if (heights[dx] >= 0) {
        // A steep piece is drawn as a line, not as two dots.
        int from = before < 0 ? heights[dx] : before + Integer.signum(heights[dx] - before);
        for (int h = Math.min(from, heights[dx]); h <= Math.max(from, heights[dx]); h++) {
          int down = rows * DOTS_HIGH - 1 - h;
          cells[down / DOTS_HIGH][dx / DOTS_WIDE] |= DOT[down % DOTS_HIGH][dx % DOTS_WIDE];
        }
        before = heights[dx];
      }
    }
    List<String> lines = new ArrayList<>();
    for (int[] row : cells) {
      StringBuilder line = new StringBuilder();
      for (int cell : row) {
        line.append((char) (BLANK + cell));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** The same in one line of plain characters, low values as {@code _}, high ones as {@code #}. */
  public static String ascii(double[] x, double[] y, int columns) {
    int[] heights = heights(x, y, columns, RAMP.length());
    StringBuilder line = new StringBuilder();
    for (int height : heights) {
      line.append(height < 0 ? ' ' : RAMP.charAt(height));
    }
    return line.toString();
  }

  /** For each of so many columns the height of the curve, from 0; -1 where there is none. */
  private static int[] heights(double[] x, double[] y, int columns, int high) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int finite = 0;
    for (double value : y) {
      if (Double.isFinite(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
        finite++;
      }
    }
    int[] heights = new int[columns];
    Arrays.fill(heights, -1);
    if (finite == 0) {
      return heights;
    }
    double left = x[0];
    double wide = Math.max(x[x.length - 1] - left, 1e-300);
    double tall = most - least;
    for (int i = 0; i < y.length; i++) {
      if (Double.isFinite(y[i])) {
        int column = (int) Math.min(columns - 1, (x[i] - left) / wide * (columns - 1) + 0.5);
        double share = tall > 0 ? (y[i] - least) / tall : 0;
        heights[column] = (int) Math.min(high - 1, share * (high - 1) + 0.5);
      }
    }
    fill(heights);
    return heights;
  }

  /** Between two points a straight line. */
  private static void fill(int[] heights) {
    int before = -1;
    for (int column = 0; column < heights.length; column++) {
      if (heights[column] >= 0) {
        for (int gap = before + 1; before >= 0 && gap < column; gap++) {
          double share = (double) (gap - before) / (column - before);
          heights[gap] =
              (int) Math.round(heights[before] + share * (heights[column] - heights[before]));
        }
        before = column;
      }
    }
  }
}
