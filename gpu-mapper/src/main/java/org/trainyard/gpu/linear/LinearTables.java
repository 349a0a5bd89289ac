package org.trainyard.gpu.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.Staging;
import org.trainyard.mapreduce.kernel.LinearScanSpec;
import org.trainyard.mapreduce.kernel.LinearScanSpec.Slot;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * A scan's description on the device, one piece of memory: the words that linear.cu's {@code
 * ScanWord} numbers, intercepts, other numbers, {@code SlotInt}s, the list of tasks (slot and
 * point, one for each row), how scalars are summed; then the weights, all columns of a feature side
 * by side.
 */
final class LinearTables {
  private static final int WORDS = 18;
  private static final int SLOT_INTS = 12;

  /** Doubles that are turned and copied together. */
  private static final int STRIP = 1 << 18;

  private final LinearScanSpec spec;
  private final Precision precision;
  private final double[] biases;
  private final double[] numbers;
  private final int[] slots;
  private final int[] tasks;
  private final int[] lanes;

  LinearTables(LinearScanSpec spec, Precision precision) {
    this.spec = spec;
    this.precision = precision;
    this.biases = new double[spec.columns()];
    Arrays.setAll(biases, spec::bias);
    List<Double> others = new ArrayList<>();
    List<Integer> points = new ArrayList<>();
    this.slots = new int[SLOT_INTS * spec.slots().size()];
    for (int s = 0; s < spec.slots().size(); s++) {
      Slot slot = spec.slots().get(s);
      write(slot, s, others);
      for (int point = 0; point < Math.max(1, slot.values()); point++) {
        points.add(s);
        points.add(point);
      }
    }
    this.numbers = others.stream().mapToDouble(Double::doubleValue).toArray();
    this.tasks = points.stream().mapToInt(Integer::intValue).toArray();
    this.lanes = new int[spec.scalars()];
    Arrays.setAll(lanes, i -> spec.byLane()[i] ? 1 : 0);
  }

  private void write(Slot slot, int s, List<Double> others) {
    int factorsAt = others.size();
    Arrays.stream(slot.classFactors()).forEach(others::add);
    int stepsAt = others.size();
    Arrays.stream(slot.steps()).forEach(others::add);
    int deltaAt = others.size();
    others.add(slot.delta());
    int[] ints = {
      slot.firstColumn(),
      slot.firstGradient(),
      slot.firstScalar(),
      slot.values(),
      slot.kind().ordinal(),
      slot.fold(),
      slot.divided() ? 1 : 0,
      factorsAt,
      slot.classFactors().length,
      stepsAt,
      deltaAt,
      2 * s
    };
    System.arraycopy(ints, 0, slots, SLOT_INTS * s, SLOT_INTS);
  }

  /** Bytes of device memory that it takes. */
  long bytes() {
    return weightsAt() + weightBytes() * spec.columns() * spec.features();
  }

  private long weightBytes() {
    return precision == Precision.SINGLE ? Float.BYTES : Double.BYTES;
  }

  private long biasesAt() {
    return 8L * WORDS;
  }

  private long numbersAt() {
    return biasesAt() + Staging.bytes(biases);
  }

  private long slotsAt() {
    return numbersAt() + Staging.bytes(numbers);
  }

  private long tasksAt() {
    return slotsAt() + Staging.bytes(slots);
  }

  private long lanesAt() {
    return tasksAt() + Staging.bytes(tasks);
  }

  private long weightsAt() {
    return (lanesAt() + Staging.bytes(lanes) + 15) / 16 * 16;
  }

  /**
   * Copies it.
   *
   * @param memory of {@link #bytes} bytes
   * @param scores address of the score tables
   */
  void upload(Staging staging, DeviceMemory memory, long scores) {
    long[] words = {
      spec.features(),
      spec.outputs(),
      spec.columns(),
      spec.gradients(),
      spec.scalars(),
      tasks.length / 2,
      spec.loss().ordinal(),
      spec.metrics().ordinal(),
      spec.hasLoss() ? 1 : 0,
      Double.doubleToRawLongBits(spec.center()),
      TileShape.recordDoubles(spec, precision),
      memory.address() + weightsAt(),
      memory.address() + biasesAt(),
      memory.address() + slotsAt(),
      memory.address() + tasksAt(),
      memory.address() + numbersAt(),
      memory.address() + lanesAt(),
      scores
    };
    staging.upload(words, memory, 0);
    staging.upload(biases, memory, biasesAt());
    staging.upload(numbers, memory, numbersAt());
    staging.upload(slots, memory, slotsAt());
    staging.upload(tasks, memory, tasksAt());
    staging.upload(lanes, memory, lanesAt());
    uploadWeights(staging, memory);
  }

  private void uploadWeights(Staging staging, DeviceMemory memory) {
    int columns = spec.columns();
    int features = spec.features();
    int together = Math.max(1, STRIP / Math.max(1, columns));
    for (int from = 0; from < features; from += together) {
      int count = Math.min(together, features - from);
      double[] turned = new double[count * columns];
      for (int v = 0; v < columns; v++) {
        double[] w = spec.weights()[v];
        int at = spec.weightsAt()[v] + from;
        for (int j = 0; j < count; j++) {
          turned[j * columns + v] = w[at + j];
        }
      }
      Object weights = precision == Precision.SINGLE ? floats(turned) : turned;
      staging.upload(weights, memory, weightsAt() + weightBytes() * from * columns);
    }
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }
}
