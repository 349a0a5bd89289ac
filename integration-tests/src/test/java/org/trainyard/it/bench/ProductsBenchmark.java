package org.trainyard.it.bench;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Random;
import org.trainyard.mapreduce.network.MatrixKernel;

/**
 * The matrix products of a multilayer perceptron against OpenBLAS through netlib: thousand millions
 * of operations a second in one thread, both in turns, by the time that the thread had a processor.
 */
public final class ProductsBenchmark {
  private static final int ROUNDS = 11;
  private static final int WARM_UP = 6;
  private static final double OPERATIONS_A_ROUND = 1e9;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Rows of a batch, inputs and outputs of the layers of networks on MNIST; and squares. */
  private static final int[][] SIZES = {
    {32, 784, 128},
    {64, 784, 128},
    {128, 784, 256},
    {128, 784, 512},
    {128, 512, 512},
    {64, 128, 10},
    {256, 256, 256},
    {512, 512, 512},
    {1024, 1024, 1024}
  };

  private ProductsBenchmark() {}

  /** Measures all sizes; OpenBLAS has to be told to use one thread. */
  public static void main(String[] args) {
    NativeBLAS blas = NativeBLAS.getInstance();
    System.out.printf(
        "%-34s %24s %24s %6s%n", "product", "ours GFLOP/s", "OpenBLAS GFLOP/s", "times");
    for (int[] size : SIZES) {
      new Case(size[0], size[1], size[2], blas).measure();
    }
  }

  /** The product of rows * inner and inner * width, and that of the first transposed. */
  private static final class Case {
    private final int rows;
    private final int inner;
    private final int width;
    private final NativeBLAS blas;
    private final float[][] a;
    private final float[][] b;
    private final float[][] c;
    private final float[][] outputs;
    private final float[] flatA;
    private final float[] flatB;
    private final float[] flatC;
    private final float[] flatOutputs;

    Case(int rows, int inner, int width, NativeBLAS blas) {
      this.rows = rows;
      this.inner = inner;
      this.width = width;
      this.blas = blas;
      Random random = new Random(1);
      a = matrix(random, rows, inner);
      b = matrix(random, inner, width);
      c = new float[inner][width];
      outputs = matrix(random, rows, width);
      flatA = flat(a);
      flatB = flat(b);
      flatC = flat(c);
      flatOutputs = flat(outputs);
    }

    void measure() {
      String forward = rows + " x " + inner + " times " + inner + " x " + width;
      print(forward, this::ours, this::theirs);
      String backward = inner + " x " + rows + " (transposed) times " + rows + " x " + width;
      print(backward, this::oursTransposed, this::theirsTransposed);
    }

    private void ours() {
      MatrixKernel.addProduct(a, rows, inner, b, outputs);
    }

    /** Columns first: the transposed result is the product of the transposed in the other order. */
    private void theirs() {
      blas.sgemm(
          "N", "N", width, rows, inner, 1, flatB, width, flatA, inner, 1, flatOutputs, width);
    }

    private void oursTransposed() {
      MatrixKernel.addTransposedProduct(a, rows, inner, outputs, c);
    }

    private void theirsTransposed() {
      blas.sgemm(
          "N", "T", width, inner, rows, 1, flatOutputs, width, flatA, inner, 1, flatC, width);
    }

    private void print(String name, Runnable ours, Runnable theirs) {
      double operations = 2.0 * rows * inner * width;
      int times = (int) Math.max(1, OPERATIONS_A_ROUND / operations);
      double[] speed = new double[ROUNDS];
      double[] theirSpeed = new double[ROUNDS];
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        double mine = times * operations / nanoseconds(ours, times);
        double other = times * operations / nanoseconds(theirs, times);
        if (round >= 0) {
          speed[round] = mine;
          theirSpeed[round] = other;
        }
      }
      Spread one = Spread.of(speed);
      Spread two = Spread.of(theirSpeed);
      System.out.printf(
          Locale.ROOT, "%-34s %24s %24s %6.2f%n", name, one, two, two.median() / one.median());
    }
  }

  private static double nanoseconds(Runnable work, int times) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  /** Small enough numbers that no repetition overflows. */
  private static float[][] matrix(Random random, int rows, int columns) {
    float[][] matrix = new float[rows][columns];
    for (float[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = (float) random.nextGaussian() / 100;
      }
    }
    return matrix;
  }

  private static float[] flat(float[][] matrix) {
    float[] flat = new float[matrix.length * matrix[0].length];
    for (int r = 0; r < matrix.length; r++) {
      System.arraycopy(matrix[r], 0, flat, r * matrix[0].length, matrix[0].length);
    }
    return flat;
  }
}
