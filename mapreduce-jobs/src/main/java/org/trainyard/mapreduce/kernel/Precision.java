package org.trainyard.mapreduce.kernel;

/** How numbers are computed on a device. */
public enum Precision {
  /** Each operation rounded as the CPU's code does, in its order: the same bits. */
  EXACT,
  /** Products and sums of samples in single precision: bits of the device type's own. */
  SINGLE
}
