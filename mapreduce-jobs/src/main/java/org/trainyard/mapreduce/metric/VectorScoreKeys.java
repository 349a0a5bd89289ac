package org.trainyard.mapreduce.metric;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.trainyard.mapreduce.elementary.VectorSizes;

/** The steps of {@link PlainScoreKeys} on the processor's vectors: a row in each lane. */
final class VectorScoreKeys implements ScoreKeys {
  private static final VectorSpecies<Double> SPECIES = VectorSizes.DOUBLES;
  private static final int LENGTH = SPECIES.length();
  private static final VectorSpecies<Float> FLOATS = VectorSizes.FLOATS;
  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, VectorSizes.HALF);
  private static final int INFINITE = 0x7f80_0000;
  private static final int NOT_A_NUMBER = 0x7fc0_0000;

  private final ScoreKeys tail = new PlainScoreKeys();

  @Override
  public void of(double[] margins, double[] labels, int from, int to, int[] into, int at) {
    int whole = from + (to - from) / LENGTH * LENGTH;
    for (int r = from; r < whole; r += LENGTH) {
      DoubleVector margin = DoubleVector.fromArray(SPECIES, margins, r);
      DoubleVector label = DoubleVector.fromArray(SPECIES, labels, r);
      LongVector below = DoubleVector.broadcast(SPECIES, 0.5).sub(label).reinterpretAsLongs();
      LongVector one = below.lanewise(VectorOperators.LSHR, 63);
      LongVector bits = margin.reinterpretAsLongs();
      LongVector signs = bits.neg().and(bits.not());
      LongVector wrong =
          signs.lanewise(VectorOperators.LSHR, 63).lanewise(VectorOperators.XOR, one);
      LongVector word = wrong.lanewise(VectorOperators.LSHL, WRONG).or(one);
      FloatVector rounded = (FloatVector) margin.convertShape(VectorOperators.D2F, FLOATS, 0);
      IntVector raw = rounded.add(0f).reinterpretAsInts();
      IntVector score =
          raw.blend(NOT_A_NUMBER, raw.and(Integer.MAX_VALUE).compare(VectorOperators.GT, INFINITE));
      IntVector order = score.lanewise(VectorOperators.ASHR, 31).or(Integer.MIN_VALUE);
      IntVector bin = score.lanewise(VectorOperators.XOR, order).lanewise(VectorOperators.LSHR, 15);
      IntVector narrow = (IntVector) word.convertShape(VectorOperators.L2I, INTS, 0);
      bin.lanewise(VectorOperators.LSHL, 1).or(narrow).intoArray(into, at + r - from);
    }
    tail.of(margins, labels, whole, to, into, at + whole - from);
  }
}
