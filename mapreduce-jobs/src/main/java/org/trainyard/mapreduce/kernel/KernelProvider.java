package org.trainyard.mapreduce.kernel;

/** Opens kernels on one kind of device; found by {@link java.util.ServiceLoader}. */
public interface KernelProvider {
  /** Its name in the configuration of a run, for example {@code cuda}. */
  String name();

  /**
   * Takes a device for this process.
   *
   * @throws KernelsUnavailableException if there is none, or none that is free or new enough
   */
  Kernels open(KernelSettings settings) throws KernelsUnavailableException;
}
