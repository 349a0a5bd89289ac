package org.trainyard.gpu.check;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.NetworkPlan;
import org.trainyard.mapreduce.kernel.NetworkResult;
import org.trainyard.mapreduce.kernel.NetworkRows;
import org.trainyard.mapreduce.kernel.NetworkTask;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * The three products of a network's layer on a device against double precision. A step of a network
 * of one layer shows its outputs, X·W + b, and as its velocity the gradient, Xᵀ·D. What goes back
 * through a layer, D·Wᵀ, is shown by the gradient of a layer below it whose inputs are a unit
 * matrix and whose weights are 0.
 *
 * <p>The bound of a sum of n products of factors that are rounded with unit roundoff u: (2u + u² +
 * (n + 8)·2⁻²²) times the sum of their absolute values; Higham, Accuracy and Stability of Numerical
 * Algorithms, 2002, chapter 3. 2⁻²² and not 2⁻²⁴, because tensor cores cut off where they add, and
 * align a few terms to the largest of them.
 */
public final class ProductsCheck {
  private static final long SEED = 5;
  private static final double SUM_ROUNDOFF = 0x1.0p-22;
  private static final double SLACK = 8;

  /**
   * A layer.
   *
   * @param rows of a batch
   * @param inputs of the layer
   * @param outputs of the layer, at least 2
   */
  public record Size(int rows, int inputs, int outputs) {}

  /**
   * Largest errors, as shares of their bounds: 1 is the most that is right.
   *
   * @param forward of the outputs
   * @param back of what goes back to the inputs
   * @param gradient of the weights and biases
   */
  public record Outcome(double forward, double back, double gradient) {
    /** The largest; NaN if one is. */
    public double largest() {
      return Math.max(forward, Math.max(back, gradient));
    }
  }

  private final Kernels device;
  private final double roundoff;

  /** Of a device in its own precision. */
  public ProductsCheck(Kernels device) {
    this(device, device.precision());
  }

  /** Against the bounds of a precision. */
  public ProductsCheck(Kernels device, Precision bounds) {
    this.device = device;
    this.roundoff =
        switch (bounds) {
          case EXACT, SINGLE -> 0;
          case TF32 -> 0x1.0p-11;
          case BF16 -> 0x1.0p-8;
        };
  }

  /**
   * All three products.
   *
   * @throws IllegalStateException if a step gives other bits the second time
   */
  public Outcome check(Size size) {
    Layer layer = new Layer(size, new SplittableRandom(SEED));
    NetworkResult step = step(layer.plan(), layer.task());
    float[][] deltas = deltas(step.training().outputs(), size);
    double gradient = 0;
    double forward = 0;
    for (int o = 0; o < size.outputs; o++) {
      for (int j = 0; j <= size.inputs; j++) {
        Sum sum = new Sum(0);
        for (int r = 0; r < size.rows; r++) {
          sum.add(j < size.inputs ? layer.x[r * size.inputs + j] : 1, deltas[r][o]);
        }
        gradient = Math.max(gradient, sum.share(step.first()[j * size.outputs + o], 0));
      }
      for (int r = 0; r < size.rows; r++) {
        Sum sum = new Sum(layer.w[size.inputs * size.outputs + o]);
        for (int j = 0; j < size.inputs; j++) {
          sum.add(layer.x[r * size.inputs + j], layer.w[j * size.outputs + o]);
        }
        forward = Math.max(forward, sum.share(step.training().outputs()[r * size.outputs + o], 0));
      }
    }
    return new Outcome(forward, back(size), gradient);
  }

  private double back(Size size) {
    Below below = new Below(size, new SplittableRandom(SEED));
    NetworkResult step = step(below.plan(), below.task());
    float[][] deltas = deltas(step.training().outputs(), size);
    double worst = 0;
    for (int r = 0; r < size.rows; r++) {
      for (int u = 0; u < size.inputs; u++) {
        Sum sum = new Sum(0);
        for (int o = 0; o < size.outputs; o++) {
          sum.add(deltas[r][o], below.w[u * size.outputs + o]);
        }
        // Once more rounded as a factor of the gradient.
        worst = Math.max(worst, sum.share(step.first()[r * size.inputs + u], roundoff));
      }
    }
    return worst;
  }

  /** A sum of products in double precision. */
  private final class Sum {
    private final int started;
    private double value;
    private double absolute;
    private int terms;

    Sum(double start) {
      value = start;
      absolute = Math.abs(start);
      started = start == 0 ? 0 : 1;
    }

    void add(double a, double b) {
      value += a * b;
      absolute += Math.abs(a * b);
      terms++;
    }

    /** The error of what a device found, as a share of its bound. */
    double share(double found, double later) {
      double factors = 2 * roundoff + roundoff * roundoff;
      double bound = absolute * (factors + (terms + started + SLACK) * SUM_ROUNDOFF);
      bound += later * (Math.abs(value) + bound);
      double error = Math.abs(found - value);
      return error == 0 ? 0 : error / bound;
    }
  }

  private NetworkResult step(NetworkPlan plan, NetworkTask task) {
    NetworkResult first = train(plan, task);
    NetworkResult second = train(plan, task);
    if (!Arrays.equals(first.first(), second.first())
        || !Arrays.equals(first.training().outputs(), second.training().outputs())) {
      throw new IllegalStateException("Other bits the second time: units " + plan.units());
    }
    return first;
  }

  private NetworkResult train(NetworkPlan plan, NetworkTask task) {
    return device.network(plan).orElseThrow().train(List.of(task)).orElseThrow().get(0);
  }

  /** Derivatives of the mean softmax loss by the outputs that the device told. */
  private static float[][] deltas(float[] outputs, Size size) {
    float[][] deltas = new float[size.rows][size.outputs];
    for (int r = 0; r < size.rows; r++) {
      int from = r * size.outputs;
      double most =
          IntStream.range(0, size.outputs).mapToDouble(o -> outputs[from + o]).max().orElse(0);
      double sum = 0;
      for (int o = 0; o < size.outputs; o++) {
        sum += StrictMath.exp(outputs[from + o] - most);
      }
      for (int o = 0; o < size.outputs; o++) {
        double share = StrictMath.exp(outputs[from + o] - most) / sum;
        deltas[r][o] = (float) ((share - (o == r % size.outputs ? 1 : 0)) / size.rows);
      }
    }
    return deltas;
  }

  private static float[] uniform(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (2 * random.nextDouble() - 1);
    }
    return numbers;
  }

  private static NetworkPlan plan(int rows, List<Integer> units) {
    double[] mean = new double[units.get(0)];
    double[] scale = new double[mean.length];
    Arrays.fill(scale, 1);
    return new NetworkPlan(
        units,
        NetworkPlan.Activation.TANH,
        null,
        NetworkPlan.Rule.MOMENTUM,
        rows,
        1,
        new long[1],
        mean,
        scale);
  }

  /** One step over all rows, without momentum or penalty. */
  private static NetworkTask task(NetworkPlan plan, float[] x, float[] weights) {
    int rows = plan.batch();
    double[] labels = IntStream.range(0, rows).mapToDouble(r -> r % plan.outputs()).toArray();
    List<SampleBlock> blocks =
        List.of(new DenseBlock(new BlockHeader(0, labels, null), plan.features(), x));
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    long[] places = IntStream.range(0, rows).asLongStream().toArray();
    return new NetworkTask(
        plan,
        new NetworkRows(plan, "none", blocks, new long[0], new double[0], 1, null),
        new NetworkRows(plan, "all", blocks, places, ones, 1, null),
        weights,
        new float[weights.length],
        new float[0],
        new float[] {0.5f, 0},
        0,
        0,
        0);
  }

  /** A network of one layer. */
  private record Layer(Size size, float[] x, float[] w) {
    Layer(Size size, SplittableRandom random) {
      this(
          size,
          uniform(random, size.rows * size.inputs),
          uniform(random, (size.inputs + 1) * size.outputs));
    }

    NetworkPlan plan() {
      return ProductsCheck.plan(size.rows, List.of(size.inputs, size.outputs));
    }

    NetworkTask task() {
      return ProductsCheck.task(plan(), x, w);
    }
  }

  /** The layer above one whose inputs are a unit matrix and whose weights are 0. */
  private record Below(Size size, float[] w) {
    Below(Size size, SplittableRandom random) {
      this(size, uniform(random, (size.inputs + 1) * size.outputs));
    }

    NetworkPlan plan() {
      return ProductsCheck.plan(size.rows, List.of(size.rows, size.inputs, size.outputs));
    }

    NetworkTask task() {
      float[] x = new float[size.rows * size.rows];
      for (int r = 0; r < size.rows; r++) {
        x[r * size.rows + r] = 1;
      }
      float[] weights = new float[(size.rows + 1) * size.inputs + w.length];
      System.arraycopy(w, 0, weights, weights.length - w.length, w.length);
      return ProductsCheck.task(plan(), x, weights);
    }
  }
}
