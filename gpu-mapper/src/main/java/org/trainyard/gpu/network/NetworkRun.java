package org.trainyard.gpu.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.gpu.device.BlockLease;
import org.trainyard.gpu.device.Staging;
import org.trainyard.mapreduce.kernel.NetworkPlan;
import org.trainyard.mapreduce.kernel.NetworkResult;
import org.trainyard.mapreduce.kernel.NetworkRows;
import org.trainyard.mapreduce.kernel.NetworkTask;

/**
 * Some tasks side by side, once: rows, networks and tables are laid out in a workspace, all steps
 * put into its stream, the results waited for.
 */
final class NetworkRun implements AutoCloseable {
  private final NetworkDevice device;
  private final Workspace workspace;
  private final NetworkPlan plan;
  private final List<NetworkTask> tasks;
  private final Map<SampleBlock, BlockLease> leases = new IdentityHashMap<>();
  private final Windows windows;
  private final NetworkShape shape;

  /** Takes the tasks. */
  NetworkRun(
      NetworkDevice device,
      Workspace workspace,
      NetworkPlan plan,
      List<NetworkTask> tasks,
      Windows windows) {
    this.device = device;
    this.workspace = workspace;
    this.plan = plan;
    this.tasks = tasks;
    this.windows = windows;
    this.shape =
        new NetworkShape(plan, tasks.get(0).isSparse(), Math.max(windows.measured(), plan.batch()));
    if (tasks.stream().anyMatch(task -> task.isSparse() != shape.sparse())) {
      throw new IllegalArgumentException("Dense and sparse tasks together");
    }
  }

  /** Does all of it; empty if the device has no room. */
  Optional<List<NetworkResult>> results() {
    List<NetworkRows> heldOut = distinct(NetworkTask::heldOut);
    List<NetworkRows> training = distinct(NetworkTask::training);
    if (!workspace.reserve(bytes(heldOut, training)) || !lease(heldOut, training)) {
      return noRoom();
    }
    List<FeedPiece> measured = feeds(heldOut, windows.measured());
    List<FeedPiece> trained = feeds(training, windows.training());
    if (!measured.stream().allMatch(FeedPiece::isWhole)
        || !trained.stream().allMatch(FeedPiece::isWhole)) {
      return noRoom();
    }
    List<LanePiece> lanes =
        tasks.stream().map(task -> new LanePiece(workspace, task, shape)).toList();
    long network = network();
    Steps measuring =
        new Steps(device, workspace, shape, network, tasks.size(), windows.measured());
    Map<NetworkRows, Long> feeds = measuring.feed(measured, heldOut);
    ByteBuffer table = table(LanePiece.TABLE_BYTES);
    for (int t = 0; t < tasks.size(); t++) {
      lanes.get(t).putMeasuring(table, feeds.get(tasks.get(t).heldOut()));
    }
    measuring.lanes(table.array());
    measuring.measure(Windows.longest(tasks, NetworkTask::heldOut));
    Steps steps = new Steps(device, workspace, shape, network, tasks.size(), windows.training());
    feeds = steps.feed(trained, training);
    table = table(LanePiece.TABLE_BYTES);
    for (int t = 0; t < tasks.size(); t++) {
      lanes.get(t).putTraining(table, feeds.get(tasks.get(t).training()));
    }
    steps.lanes(table.array());
    steps.train(Windows.longest(tasks, NetworkTask::training));
    return Optional.of(lanes.stream().map(lane -> lane.result(workspace)).toList());
  }

  private Optional<List<NetworkResult>> noRoom() {
    // Nothing may be on its way to blocks that are let go of.
    workspace.stream().synchronise();
    return Optional.empty();
  }

  private ByteBuffer table(int structBytes) {
    return ByteBuffer.allocate(structBytes * tasks.size()).order(ByteOrder.nativeOrder());
  }

  private List<NetworkRows> distinct(Function<NetworkTask, NetworkRows> which) {
    Map<NetworkRows, Boolean> seen = new IdentityHashMap<>();
    List<NetworkRows> distinct = new ArrayList<>();
    for (NetworkTask task : tasks) {
      NetworkRows rows = which.apply(task);
      if (seen.put(rows, true) == null) {
        distinct.add(rows);
      }
    }
    return distinct;
  }

  private long bytes(List<NetworkRows> heldOut, List<NetworkRows> training) {
    long bytes = 2 * Workspace.size(8L * plan.features()) + Workspace.size(4L * plan.features());
    bytes += Workspace.size(shape.tableBytes());
    bytes += Steps.bytes(heldOut.size(), tasks.size()) + Steps.bytes(training.size(), tasks.size());
    for (NetworkRows rows : heldOut) {
      bytes += FeedPiece.bytes(rows, shape, windows.measured(), windows.passing());
    }
    for (NetworkRows rows : training) {
      bytes += FeedPiece.bytes(rows, shape, windows.training(), windows.passing());
    }
    for (NetworkTask task : tasks) {
      bytes += LanePiece.bytes(task, shape);
    }
    return bytes;
  }

  private long network() {
    long mean = workspace.piece(plan.mean());
    long scale = workspace.piece(plan.scale());
    float[] centers = new float[plan.features()];
    for (int j = 0; j < centers.length; j++) {
      centers[j] = (float) (plan.mean()[j] * plan.scale()[j]);
    }
    return workspace.piece(shape.table(mean, scale, workspace.piece(centers)));
  }

  private boolean lease(List<NetworkRows> heldOut, List<NetworkRows> training) {
    Set<SampleBlock> blocks = Collections.newSetFromMap(new IdentityHashMap<>());
    heldOut.forEach(rows -> blocks.addAll(rows.blocks()));
    training.forEach(rows -> blocks.addAll(rows.blocks()));
    Staging staging = workspace.staging();
    if (windows.passing()) {
      for (SampleBlock block : blocks) {
        device.blocks().leaseToStay(block, staging).ifPresent(lease -> leases.put(block, lease));
      }
      return true;
    }
    if (!device.blocks().haveRoom(blocks)) {
      return false;
    }
    for (SampleBlock block : blocks) {
      BlockLease lease = device.blocks().lease(block, staging).orElse(null);
      if (lease == null) {
        return false;
      }
      leases.put(block, lease);
    }
    return true;
  }

  private List<FeedPiece> feeds(List<NetworkRows> all, int rowsAtATime) {
    List<FeedPiece> feeds = new ArrayList<>();
    for (NetworkRows rows : all) {
      // Null for those whose rows pass.
      List<BlockLease> blocks = rows.blocks().stream().map(leases::get).toList();
      feeds.add(new FeedPiece(workspace, rows, blocks, shape, rowsAtATime));
    }
    return feeds;
  }

  /** Lets go of the blocks; nothing is under way on them after results, nor after a failure. */
  @Override
  public void close() {
    leases.values().forEach(BlockLease::close);
  }
}
