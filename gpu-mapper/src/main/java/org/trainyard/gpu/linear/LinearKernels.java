package org.trainyard.gpu.linear;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.trainyard.gpu.device.Device;
import org.trainyard.gpu.device.DeviceBlocks;
import org.trainyard.gpu.device.KernelFunction;
import org.trainyard.gpu.device.KernelModule;
import org.trainyard.mapreduce.kernel.LinearScan;
import org.trainyard.mapreduce.kernel.LinearScanSpec;

/**
 * The kernels of linear models on one device. They have the CPU's bits, whatever precision was
 * asked for. Thread-safe.
 */
public final class LinearKernels {
  /** Of the device's budget, what models and score tables may take; the rest is for blocks. */
  private static final double MODELS_SHARE = 0.5;

  private final Device device;
  private final DeviceBlocks blocks;
  private final Deque<LinearRoom> idle = new ArrayDeque<>();
  private KernelModule module;

  /** For a device and its blocks; the kernels are loaded when they are needed first. */
  public LinearKernels(Device device, DeviceBlocks blocks) {
    this.device = device;
    this.blocks = blocks;
  }

  /** A scan; empty if its models do not fit the device. */
  public Optional<LinearScan> scan(LinearScanSpec spec) {
    LinearTables tables = new LinearTables(spec);
    ScoreTables scores = new ScoreTables(spec.tables());
    boolean fits = tables.bytes() + scores.bytes() <= MODELS_SHARE * device.budgetBytes();
    return fits && !device.hasFailed()
        ? Optional.of(new CudaLinearScan(this, spec, tables, scores))
        : Optional.empty();
  }

  int multiprocessors() {
    return device.multiprocessors();
  }

  DeviceBlocks blocks() {
    return blocks;
  }

  synchronized KernelFunction function(String name) {
    module = module == null ? new KernelModule(device, "linear") : module;
    return module.function(name);
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
