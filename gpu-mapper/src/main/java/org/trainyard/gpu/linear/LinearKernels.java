package org.trainyard.gpu.linear;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceBlocks;
import org.trainyard.gpu.device.KernelFunction;
import org.trainyard.gpu.device.KernelModule;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.LinearScan;
import org.trainyard.mapreduce.kernel.LinearScanSpec;
import org.trainyard.mapreduce.kernel.Precision;

/** The kernels of linear models on one device, in one precision. Thread-safe. */
public final class LinearKernels {
  /** Of the device's budget, what models and score tables may take; the rest is for blocks. */
  private static final double MODELS_SHARE = 0.5;

  private final Device device;
  private final DeviceBlocks blocks;
  private final Deque<LinearRoom> idle = new ArrayDeque<>();
  private final Precision precision;
  private final Map<String, KernelModule> modules = new HashMap<>();

  /** For a device and its blocks; the kernels are loaded when they are needed first. */
  public LinearKernels(Device device, DeviceBlocks blocks, Precision precision) {
    this.device = device;
    this.precision = precision;
    this.blocks = blocks;
  }

  /**
   * A scan; empty if its models do not fit the device.
   *
   * @throws KernelFailedException if the device has failed
   */
  public Optional<LinearScan> scan(LinearScanSpec spec) {
    device.checkWorks();
    LinearTables tables = new LinearTables(spec, precision);
    ScoreTables scores = new ScoreTables(spec.tables());
    boolean fits = tables.bytes() + scores.bytes() <= MODELS_SHARE * device.budgetBytes();
    return fits ? Optional.of(new CudaLinearScan(this, spec, tables, scores)) : Optional.empty();
  }

  int multiprocessors() {
    return device.multiprocessors();
  }

  DeviceBlocks blocks() {
    return blocks;
  }

  Precision precision() {
    return precision;
  }

  /** A kernel in the precision of these. */
  KernelFunction function(String name) {
    return precision == Precision.SINGLE
        ? function("linear_single", name + "Single")
        : function("linear", name);
  }

  /** The kernel that lists what was counted. */
  KernelFunction counting() {
    return function("linear", "linearCounts");
  }

  private synchronized KernelFunction function(String module, String name) {
    return modules.computeIfAbsent(module, key -> new KernelModule(device, key)).function(name);
  }

  synchronized LinearRoom take() {
    return idle.isEmpty() ? new LinearRoom(device) : idle.pop();
  }

  /** Takes a room back in which nothing is under way. */
  synchronized void give(LinearRoom room) {
    if (!device.hasFailed()) {
      idle.push(room);
    }
  }
}
