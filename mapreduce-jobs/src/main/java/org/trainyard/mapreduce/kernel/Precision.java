package org.trainyard.mapreduce.kernel;

/** How numbers are computed on a device. */
public enum Precision {
  /** Each operation rounded as the CPU's code does, in its order: the same bits. */
  EXACT,
  /**
   * Products and sums of samples in single precision: bits of the device type's own. Linear models
   * and networks have such kernels, k-means has not.
   */
  SINGLE,
  /**
   * Products of networks on tensor cores, factors rounded to 11 bits of significand and summed in
   * single precision: bits of the device type's own.
   */
  TF32,
  /** The same with factors of 8 bits. */
  BF16;

  /** Whether it needs tensor cores; such there are kernels for in networks only. */
  public boolean onTensorCores() {
    return this == TF32 || this == BF16;
  }
}
