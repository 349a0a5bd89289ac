package org.trainyard.it.bench.kernel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.it.bench.Shapes;

/** One pass over the data of a thread. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 60)
@Measurement(iterations = 15)
@Fork(value = 1, jvmArgs = "-Xmx3g")
public class KernelBenchmark {
  static final int DENSE_ROWS = 250_000;
  static final int DENSE_FEATURES = 50;
  static final int SPARSE_ROWS = 40_000;
  static final int NON_ZEROS = 40;

  /** Logistic regression over a dense tile of 50 MB. */
  @State(Scope.Thread)
  public static class Dense {
    /** Number of models. */
    @Param({"1", "16"})
    public int models;

    List<SampleBlock> blocks;
    Scan scan;

    /** Generates. */
    @Setup
    public void generate() {
      blocks = denseRows();
      scan = new Scan(blocks, models);
    }
  }

  /** Logistic regression over 100,000 columns that follow a power law, 40 non-zeros a row. */
  @State(Scope.Thread)
  public static class Sparse {
    /** Number of models. */
    @Param({"1", "16"})
    public int models;

    Scan scan;

    /** Generates. */
    @Setup
    public void generate() {
      scan = new Scan(sparseRows(), models);
    }
  }

  /** The dense rows. */
  static List<SampleBlock> denseRows() {
    return Shapes.dense(DENSE_ROWS, DENSE_FEATURES, 20_000, 1);
  }

  /** The sparse rows. */
  static List<SampleBlock> sparseRows() {
    return Shapes.sparse(SPARSE_ROWS, 100_000, NON_ZEROS, 10_000, 3);
  }

  /** Blocks alone. */
  @State(Scope.Thread)
  public static class Values {
    List<SampleBlock> blocks;

    /** Generates. */
    @Setup
    public void generate() {
      blocks = denseRows();
    }
  }

  /** How fast floats can be read at all: a plain sum with eight accumulators. */
  @Benchmark
  public float stream(Values data) {
    float sum = 0;
    for (SampleBlock block : data.blocks) {
      sum += sum(((DenseBlock) block).values());
    }
    return sum;
  }

  private static float sum(float[] x) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    for (int i = 0; i + 8 <= x.length; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    return a + b + c + d + e + f + g + h;
  }

  /** The scan of an iteration. */
  @Benchmark
  public Partial dense(Dense data) {
    return data.scan.pass();
  }

  /** The scan of an iteration. */
  @Benchmark
  public Partial sparse(Sparse data) {
    return data.scan.pass();
  }
}
