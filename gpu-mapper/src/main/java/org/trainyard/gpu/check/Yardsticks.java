package org.trainyard.gpu.check;

import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.KernelFunction;
import org.trainyard.gpu.device.KernelModule;
import org.trainyard.gpu.device.LaunchShape;
import org.trainyard.gpu.device.Stream;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;

/**
 * What the device can do at best.
 *
 * @param device for people
 * @param bytesPerSecond read and written by a copy in its memory, added
 * @param flopsPerSecond in single precision, a fused multiply-add counted as two
 */
record Yardsticks(String device, double bytesPerSecond, double flopsPerSecond) {
  private static final int THREADS = 256;
  private static final int CHAINS = 8;
  private static final int VECTOR_BYTES = 16;
  private static final int REPEATS = 5;

  /**
   * Measures; the best of some runs counts.
   *
   * @param bytes to copy
   * @param rounds of the chains of multiply-adds
   */
  static Yardsticks measure(long bytes, int rounds) throws KernelsUnavailableException {
    try (Device device = Device.open(1)) {
      KernelModule module = new KernelModule(device, "check");
      KernelFunction copy = module.function("copy_stream");
      KernelFunction fma = module.function("fma_chains");
      int groups = 16 * device.multiprocessors();
      try (Stream stream = new Stream(device);
          DeviceMemory from = device.allocate(bytes);
          DeviceMemory to = device.allocate(bytes);
          DeviceMemory sums = device.allocate(4L * groups * THREADS)) {
        stream.zero(from, 0, bytes);
        LaunchShape shape = LaunchShape.of(groups, THREADS);
        double copying =
            best(stream, () -> stream.launch(copy, shape, from, to, bytes / VECTOR_BYTES));
        double chaining = best(stream, () -> stream.launch(fma, shape, sums, rounds, 0.5f));
        double flops = 2.0 * CHAINS * rounds * groups * THREADS;
        return new Yardsticks(device.name(), 2.0 * bytes / copying, flops / chaining);
      }
    }
  }

  private static double best(Stream stream, Runnable launch) {
    double best = Double.POSITIVE_INFINITY;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      stream.synchronise();
      long began = System.nanoTime();
      launch.run();
      stream.synchronise();
      best = Math.min(best, (System.nanoTime() - began) / 1e9);
    }
    return best;
  }
}
