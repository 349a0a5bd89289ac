package org.trainyard.it.bench.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs {@link KernelBenchmark} and prints a table: medians, and the quartiles around them. */
public final class KernelBenchmarkMain {
  private static final double DENSE_BYTES =
      4.0 * KernelBenchmark.DENSE_ROWS * KernelBenchmark.DENSE_FEATURES;
  private static final double NON_ZEROS =
      (double) KernelBenchmark.SPARSE_ROWS * KernelBenchmark.NON_ZEROS;

  /** How often LIBLINEAR is run. */
  private static final int TRAININGS = 5;

  private KernelBenchmarkMain() {}

  /** What one configuration took for a pass, in ms. */
  private record Time(double median, double lower, double upper, double least) {
    static Time of(double[] times) {
      double[] sorted = times.clone();
      Arrays.sort(sorted);
      int n = sorted.length;
      return new Time(sorted[n / 2], sorted[n / 4], sorted[3 * n / 4], sorted[0]);
    }

    String shown() {
      return String.format(Locale.ROOT, "%.1f (%.1f-%.1f, %.1f)", median, lower, upper, least);
    }

    /** By the medians, and by the least times, which a busy machine disturbs less. */
    String times(Time other) {
      return String.format(
          Locale.ROOT, "%.2f (%.2f) times", median / other.median, least / other.least);
    }

    double gigabytes(int threads) {
      return threads * DENSE_BYTES / (median * 1e6);
    }
  }

  /** Arguments are options of the virtual machines that measure. */
  public static void main(String[] jvm) throws RunnerException, IOException {
    System.out.printf(
        "%-34s %7s %7s %28s %s%n", "scan", "models", "threads", "ms a pass (quartiles, least)", "");
    Time one = null;
    for (int threads : new int[] {1, 2}) {
      Time stream = measure("stream", 0, threads, jvm);
      print("stream", 0, threads, stream, "%.1f GB/s", stream.gigabytes(threads));
      Time dense = measure("dense", 1, threads, jvm);
      one = one == null ? dense : one;
      print(
          "dense, 50 columns",
          1,
          threads,
          dense,
          "%.1f GB/s, %.0f (%.0f) %% of the stream",
          dense.gigabytes(threads),
          100 * stream.median / dense.median,
          100 * stream.least / dense.least);
    }
    Time many = measure("dense", 16, 1, jvm);
    print("dense, 50 columns", 16, 1, many, "%s one model", many.times(one));
    one = measure("sparse", 1, 1, jvm);
    print("sparse, 40 non-zeros", 1, 1, one, "%.2f ns a non-zero", one.median * 1e6 / NON_ZEROS);
    againstLiblinear(one);
    many = measure("sparse", 16, 1, jvm);
    print("sparse, 40 non-zeros", 16, 1, many, "%s one model", many.times(one));
  }

  private static void againstLiblinear(Time ours) throws IOException {
    Path folder = Files.createTempDirectory("kernels");
    Path text = folder.resolve("sparse.libsvm");
    Path model = folder.resolve("model");
    try {
      Liblinear.write(KernelBenchmark.sparseRows(), text);
      double[] times = new double[TRAININGS];
      for (int t = 0; t < TRAININGS; t++) {
        times[t] = Liblinear.milliseconds(text, model);
      }
      Time theirs = Time.of(times);
      print(
          "the same, both products, LIBLINEAR",
          1,
          1,
          theirs,
          "%.2f ns a non-zero; ours is %s that",
          theirs.median * 1e6 / NON_ZEROS,
          ours.times(theirs));
    } catch (IOException e) {
      System.out.println("Not compared with LIBLINEAR (Debian: liblinear-tools): " + e);
    } finally {
      Files.deleteIfExists(text);
      Files.deleteIfExists(model);
      Files.deleteIfExists(folder);
    }
  }

  private static void print(
      String what, int models, int threads, Time time, String format, Object... meaning) {
    System.out.printf(
        Locale.ROOT,
        "%-34s %7s %7d %28s %s%n",
        what,
        models == 0 ? "" : models,
        threads,
        time.shown(),
        String.format(Locale.ROOT, format, meaning));
  }

  private static Time measure(String benchmark, int models, int threads, String[] jvm)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(KernelBenchmark.class.getName() + "." + benchmark + "$")
            .threads(threads)
            .jvmArgsAppend(jvm)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (models > 0) {
      options.param("models", String.valueOf(models));
    }
    RunResult result = new Runner(options.build()).run().iterator().next();
    double[] raw =
        result.getAggregatedResult().getIterationResults().stream()
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .toArray();
    Statistics all = result.getPrimaryResult().getStatistics();
    if (Arrays.stream(raw).anyMatch(Double::isNaN) || all.getN() == 0) {
      throw new IllegalStateException(benchmark + " gave no times");
    }
    return Time.of(raw);
  }
}
