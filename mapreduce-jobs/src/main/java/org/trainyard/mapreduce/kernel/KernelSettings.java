package org.trainyard.mapreduce.kernel;

/**
 * What a process asks of a provider.
 *
 * @param precision of the arithmetic
 * @param memoryFraction of the device's memory that this process may take, in (0, 1]
 */
public record KernelSettings(Precision precision, double memoryFraction) {
  /** Checks the fraction. */
  public KernelSettings {
    if (!(memoryFraction > 0 && memoryFraction <= 1)) {
      throw new IllegalArgumentException("A memory fraction lies in (0, 1], not " + memoryFraction);
    }
  }
}
