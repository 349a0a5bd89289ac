package org.trainyard.mapreduce.elementary;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steps of {@link Exponential} and {@link Logarithm} on the processor's vectors, a number in
 * each lane: the same bits. Compiled against an incubating module, so that nothing may touch it
 * where the module is missing.
 *
 * <p>Each loop is one method without calls of our own: a vector that leaves a compiled method
 * becomes an object.
 */
public final class VectorElementary {
  private static final VectorSpecies<Double> SPECIES = VectorSizes.DOUBLES;
  private static final int LENGTH = SPECIES.length();

  private VectorElementary() {}

  /** How many of so many numbers fill whole vectors. */
  public static int whole(int count) {
    return count / LENGTH * LENGTH;
  }

  /**
   * e to the power of minus the magnitude of each number.
   *
   * @param x the numbers from {@code at} on
   * @param count a multiple of a vector's length, see {@link #whole}
   * @param into modified from 0 on
   */
  public static void expOfMinusMagnitude(double[] x, int at, int count, double[] into) {
    for (int i = 0; i < count; i += LENGTH) {
      DoubleVector u = DoubleVector.fromArray(SPECIES, x, at + i).abs().neg();
      DoubleVector v = u.blend(Exponential.LEAST, u.compare(VectorOperators.LT, Exponential.LEAST));
      DoubleVector shifted = v.mul(Exponential.PER_LN2).add(Exponential.WHOLE);
      DoubleVector n = shifted.sub(Exponential.WHOLE);
      DoubleVector high = v.sub(n.mul(Exponential.LN2_HIGH));
      DoubleVector low = n.mul(Exponential.LN2_LOW);
      DoubleVector r = high.sub(low);
      DoubleVector z = r.mul(r);
      DoubleVector p = z.mul(Exponential.P5).add(Exponential.P4);
      p = z.mul(p).add(Exponential.P3);
      p = z.mul(p).add(Exponential.P2);
      p = z.mul(p).add(Exponential.P1);
      DoubleVector c = r.sub(z.mul(p));
      DoubleVector two = DoubleVector.broadcast(SPECIES, 2.0);
      DoubleVector ratio = r.mul(c).div(two.sub(c));
      DoubleVector y = DoubleVector.broadcast(SPECIES, 1.0).sub(low.sub(ratio).sub(high));
      LongVector bits = shifted.reinterpretAsLongs();
      LongVector whole = bits.lanewise(VectorOperators.LSHL, 32).lanewise(VectorOperators.ASHR, 32);
      LongVector half = whole.lanewise(VectorOperators.ASHR, 1);
      LongVector rest = whole.sub(half);
      LongVector first = half.add(1023L).lanewise(VectorOperators.LSHL, 52);
      LongVector second = rest.add(1023L).lanewise(VectorOperators.LSHL, 52);
      y.mul(first.reinterpretAsDoubles()).mul(second.reinterpretAsDoubles()).intoArray(into, i);
    }
  }

  /**
   * log(1 + x) of numbers from 0 to 1.
   *
   * @param x modified in its first {@code count} numbers, a multiple of a vector's length
   */
  public static void log1p(double[] x, int count) {
    for (int i = 0; i < count; i += LENGTH) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
      DoubleVector s = v.div(v.add(2.0));
      DoubleVector z = s.mul(s);
      DoubleVector half = v.mul(0.5).mul(v);
      DoubleVector q = z.mul(Logarithm.Q9).add(Logarithm.Q8);
      q = z.mul(q).add(Logarithm.Q7);
      q = z.mul(q).add(Logarithm.Q6);
      q = z.mul(q).add(Logarithm.Q5);
      q = z.mul(q).add(Logarithm.Q4);
      q = z.mul(q).add(Logarithm.Q3);
      q = z.mul(q).add(Logarithm.Q2);
      q = z.mul(q).add(Logarithm.Q1);
      q = z.mul(q).add(Logarithm.Q0);
      v.sub(half.sub(s.mul(half.add(z.mul(q))))).intoArray(x, i);
    }
  }
}
