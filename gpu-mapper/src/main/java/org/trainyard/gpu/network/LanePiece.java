package org.trainyard.gpu.network;

import java.nio.ByteBuffer;
import org.trainyard.mapreduce.kernel.NetworkPlan;
import org.trainyard.mapreduce.kernel.NetworkResult;
import org.trainyard.mapreduce.kernel.NetworkRows;
import org.trainyard.mapreduce.kernel.NetworkTask;

/** One network on the device: the struct Lane of network.cuh, once to measure and once to train. */
final class LanePiece {
  /** Bytes of the struct. */
  static final int TABLE_BYTES = 12 * 8 + 4 * 4;

  /** Random bits that decide about a unit: those of {@code Hashes.unit}. */
  private static final double UNIT_BITS = 0x1.0p53;

  private final NetworkTask task;
  private final long weights;
  private final long first;
  private final long second;
  private final long held;
  private final long deltas;
  private final long center;
  private final long sizes;
  private final Records heldOut;
  private final Records training;

  /** What is told of each row. */
  private record Records(int count, int width, long outputs, long losses) {
    static Records of(Workspace workspace, NetworkRows rows, int width) {
      return new Records(
          rows.count(),
          width,
          workspace.piece(4L * rows.count() * width),
          workspace.piece(8L * rows.count()));
    }

    static long bytes(NetworkRows rows, int width) {
      return Workspace.size(4L * rows.count() * width) + Workspace.size(8L * rows.count());
    }

    NetworkResult.Measured read(Workspace workspace) {
      return new NetworkResult.Measured(
          workspace.floats(outputs, Math.multiplyExact(count, width)),
          workspace.doubles(losses, count));
    }
  }

  /** Lays out a network in a workspace. */
  LanePiece(Workspace workspace, NetworkTask task, NetworkShape shape) {
    this.task = task;
    int width = task.plan().outputs();
    this.weights = workspace.piece(task.weights());
    this.first = workspace.piece(task.first());
    this.second = workspace.piece(task.second());
    this.held = workspace.piece(4 * shape.held());
    this.deltas = workspace.piece(4 * shape.held());
    this.center = workspace.piece(4L * shape.outputs(0));
    this.sizes = workspace.piece(task.sizes());
    this.heldOut = Records.of(workspace, task.heldOut(), width);
    this.training = Records.of(workspace, task.training(), width);
  }

  /** Bytes of a workspace that a network takes. */
  static long bytes(NetworkTask task, NetworkShape shape) {
    int width = task.plan().outputs();
    return Workspace.size(4L * task.weights().length)
        + Workspace.size(4L * task.first().length)
        + Workspace.size(4L * task.second().length)
        + 2 * Workspace.size(4 * shape.held())
        + Workspace.size(4L * shape.outputs(0))
        + Workspace.size(4L * task.sizes().length)
        + Records.bytes(task.heldOut(), width)
        + Records.bytes(task.training(), width);
  }

  /**
   * Writes the struct for measuring: nothing is left out, no derivative taken.
   *
   * @param feed address of the struct of the rows
   */
  void putMeasuring(ByteBuffer table, long feed) {
    table.putLong(feed).putLong(weights).putLong(0).putLong(0).putLong(held).putLong(0);
    table.putLong(heldOut.outputs).putLong(heldOut.losses).putLong(center);
    table.putLong(0).putLong(0).putLong(0);
    table.putFloat(1).putFloat(0).putFloat(0).putInt(0);
  }

  /**
   * Writes the struct for training.
   *
   * @param feed address of the struct of the rows
   */
  void putTraining(ByteBuffer table, long feed) {
    NetworkPlan plan = task.plan();
    table.putLong(feed).putLong(weights).putLong(first).putLong(second).putLong(held);
    table.putLong(deltas).putLong(training.outputs).putLong(training.losses).putLong(center);
    table.putLong(sizes);
    table.putLong(plan.steps(training.count)).putLong((long) Math.ceil(task.dropout() * UNIT_BITS));
    table.putFloat((float) (1 / (1 - task.dropout()))).putFloat(task.momentum());
    table.putFloat(task.l2()).putInt(0);
  }

  /** Waits for the device, and reads what came out. */
  NetworkResult result(Workspace workspace) {
    return new NetworkResult(
        heldOut.read(workspace),
        training.read(workspace),
        workspace.floats(weights, task.weights().length),
        workspace.floats(first, task.first().length),
        workspace.floats(second, task.second().length));
  }
}
