package org.trainyard.gpu.check;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.KernelFunction;
import org.trainyard.gpu.device.KernelModule;
import org.trainyard.gpu.device.LaunchShape;
import org.trainyard.gpu.device.Stream;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * What the device can do at best.
 *
 * @param device for people
 * @param bytesPerSecond read and written by a copy in its memory, added
 * @param flopsPerSecond in single precision, a fused multiply-add counted as two
 * @param tensorFlops the same on tensor cores, by precision; empty where there are none
 */
record Yardsticks(
    String device,
    double bytesPerSecond,
    double flopsPerSecond,
    Map<Precision, Double> tensorFlops) {
  private static final int THREADS = 256;
  private static final int CHAINS = 8;
  private static final int VECTOR_BYTES = 16;
  private static final int REPEATS = 5;

  /** A product of 16 rows and 8 columns counts as two operations for each inner index. */
  private static final double TENSOR_FLOPS = 2.0 * 16 * 8;

  /** Inner indices of an instruction. */
  private static final Map<Precision, Integer> INNER =
      Map.of(Precision.TF32, 8, Precision.BF16, 16);

  /** A matrix instruction counts for many multiply-adds. */
  private static final int TENSOR_ROUNDS = 16;

  /** Of operations in a precision. */
  double flops(Precision precision) {
    return tensorFlops.getOrDefault(precision, flopsPerSecond);
  }

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
        Map<Precision, Double> tensor = new EnumMap<>(Precision.class);
        if (device.computeCapability() >= CudaProvider.TENSOR_CORES) {
          KernelModule cores = new KernelModule(device, "check_tensor");
          int some = Math.max(1, rounds / TENSOR_ROUNDS);
          double products = (double) CHAINS * some * groups * (THREADS / 32);
          for (Map.Entry<Precision, Integer> inner : INNER.entrySet()) {
            String name = inner.getKey().name().toLowerCase(Locale.ROOT);
            KernelFunction chains = cores.function("tensor_chains_" + name);
            double seconds = best(stream, () -> stream.launch(chains, shape, sums, some, 0.5f));
            tensor.put(inner.getKey(), products * TENSOR_FLOPS * inner.getValue() / seconds);
          }
        }
        return new Yardsticks(device.name(), 2.0 * bytes / copying, flops / chaining, tensor);
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
