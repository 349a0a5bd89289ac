package org.trainyard.formats.vector;

import java.util.Arrays;

/**
 * A vector whose coordinates follow from the coordinates of the same number of others, by a formula
 * that is evaluated whenever it is visited.
 */
public final class ComputedVector implements Vector {
  private static final int PIECE = 4096;

  private final Formula formula;
  private final Vector[] of;
  private final int length;

  /** Computes some coordinates. */
  @FunctionalInterface
  public interface Formula {
    /**
     * Computes coordinates {@code first} up to {@code first + count}.
     *
     * @param in for each operand those coordinates, from 0 on
     * @param out modified: the results, from 0 on
     */
    void evaluate(int first, int count, double[][] in, double[] out);
  }

  private ComputedVector(Formula formula, int length, Vector... of) {
    this.formula = formula;
    this.of = of;
    this.length = length;
  }

  /**
   * The result of a formula over vectors of the same length: computed at once if all of them lie on
   * the heap, else whenever it is visited. The bits are the same.
   */
  public static Vector of(Formula formula, Vector... of) {
    ComputedVector computed = new ComputedVector(formula, of[0].length(), of);
    boolean onHeap = Arrays.stream(of).allMatch(Vector::isOnHeap);
    return onHeap ? Vector.of(computed.array()) : computed;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public Cursor cursor() {
    Cursor[] cursors = new Cursor[of.length];
    for (int o = 0; o < of.length; o++) {
      cursors[o] = of[o].cursor();
    }
    int piece = Math.min(PIECE, length);
    return new Visit(cursors, new double[of.length][piece], new double[piece]);
  }

  private final class Visit implements Cursor {
    private final Cursor[] cursors;
    private final double[][] in;
    private final double[] out;
    private int position;

    Visit(Cursor[] cursors, double[][] in, double[] out) {
      this.cursors = cursors;
      this.in = in;
      this.out = out;
    }

    @Override
    public void next(double[] into, int at, int count) {
      for (int done = 0; done < count; ) {
        int some = Math.min(out.length, count - done);
        for (int o = 0; o < cursors.length; o++) {
          cursors[o].next(in[o], 0, some);
        }
        formula.evaluate(position, some, in, out);
        System.arraycopy(out, 0, into, at + done, some);
        position += some;
        done += some;
      }
    }

    @Override
    public void close() {
      for (Cursor cursor : cursors) {
        cursor.close();
      }
    }
  }
}
