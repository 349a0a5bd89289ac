package org.trainyard.mapreduce.kernel;

import java.util.List;
import java.util.Optional;

/**
 * Trains networks of one plan on segments of rows: the work of {@code
 * org.trainyard.mapreduce.network.LocalTraining}. Between calls it holds no memory of the device
 * but that of blocks. Not thread-safe.
 */
public interface NetworkKernel {
  /** Most tasks that are taken side by side; with more, nothing is gained. */
  int side();

  /**
   * Trains networks side by side; returns when they are done.
   *
   * @param tasks of the plan that the kernel was made for, all dense or all sparse
   * @return a result for each task; empty if the device has no room for so many together
   * @throws KernelFailedException if the device fails
   */
  Optional<List<NetworkResult>> train(List<NetworkTask> tasks);
}
