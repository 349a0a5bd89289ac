package org.trainyard.mapreduce.kernel;

/** What a process without a device has. */
final class NoKernels implements Kernels {
  private final KernelTally tally = new KernelTally();

  @Override
  public String device() {
    return "CPU";
  }

  @Override
  public KernelTally tally() {
    return tally;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
