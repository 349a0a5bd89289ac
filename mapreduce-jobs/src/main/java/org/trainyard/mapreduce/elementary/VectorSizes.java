package org.trainyard.mapreduce.elementary;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of all loops of a process: those that the processor prefers, but at most four
 * doubles. Where loops on vectors of several lengths meet in a process, Java 17 loses sight of
 * their types and makes an object of each, which is many times slower than plain loops; and the
 * products of {@link org.trainyard.mapreduce.linear} have four lanes by their specification.
 * Compiled against an incubating module, so that nothing may touch it where the module is missing.
 */
public final class VectorSizes {
  private static final int MOST_BITS = 256;

  /** Some doubles. */
  public static final VectorSpecies<Double> DOUBLES =
      DoubleVector.SPECIES_PREFERRED.vectorBitSize() > MOST_BITS
          ? DoubleVector.SPECIES_256
          : DoubleVector.SPECIES_PREFERRED;

  /** The bits of as many floats. */
  public static final VectorShape HALF = VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2);

  /** As many floats as {@link #DOUBLES} has doubles. */
  public static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, HALF);

  private VectorSizes() {}
}
