package org.trainyard.gpu.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.trainyard.gpu.device.KernelFunction;
import org.trainyard.gpu.device.LaunchShape;
import org.trainyard.gpu.device.Stream;
import org.trainyard.mapreduce.kernel.NetworkPlan;
import org.trainyard.mapreduce.kernel.NetworkRows;

/** The launches of measuring and of training, for all lanes at once. */
final class Steps {
  private static final int CURSOR_BYTES = 7 * 8;
  private static final int GATHER_THREADS = 256;

  /** As in network.cu. */
  private static final int GATHER_ROWS = 8;

  /** As in network.cuh. */
  private static final int LOSS_ROWS = 4;

  /** As in network.cuh. */
  private static final int SPARSE_COLUMNS = 128;

  /** As in network.cuh. */
  private static final int SPARSE_FEATURES = 32;

  private final NetworkDevice device;
  private final Workspace workspace;
  private final Stream stream;
  private final NetworkPlan plan;
  private final NetworkShape shape;
  private final int count;
  private final int window;
  private final long network;
  private final long cursor;
  private List<FeedPiece> feeds = List.of();
  private long feedTable;
  private long laneTable;

  /**
   * Prepares launches.
   *
   * @param network address of the struct Network
   * @param count number of lanes
   * @param window rows that are gathered at a time
   */
  Steps(
      NetworkDevice device,
      Workspace workspace,
      NetworkShape shape,
      long network,
      int count,
      int window) {
    this.device = device;
    this.workspace = workspace;
    this.stream = workspace.stream();
    this.plan = shape.plan();
    this.shape = shape;
    this.network = network;
    this.count = count;
    this.window = window;
    this.cursor = workspace.piece((long) CURSOR_BYTES);
  }

  /** Bytes of a workspace that this takes. */
  static long bytes(int feeds, int lanes) {
    return Workspace.size(CURSOR_BYTES)
        + Workspace.size((long) FeedPiece.TABLE_BYTES * feeds)
        + Workspace.size((long) LanePiece.TABLE_BYTES * lanes);
  }

  /** Takes the feeds; gives the address of the struct of each. */
  Map<NetworkRows, Long> feed(List<FeedPiece> pieces, List<NetworkRows> rows) {
    feeds = pieces;
    ByteBuffer table =
        ByteBuffer.allocate(FeedPiece.TABLE_BYTES * pieces.size()).order(ByteOrder.nativeOrder());
    pieces.forEach(piece -> piece.put(table));
    feedTable = workspace.piece(table.array());
    Map<NetworkRows, Long> addresses = new IdentityHashMap<>();
    for (int f = 0; f < pieces.size(); f++) {
      addresses.put(rows.get(f), feedTable + (long) FeedPiece.TABLE_BYTES * f);
    }
    return addresses;
  }

  /** Takes the structs of the lanes. */
  void lanes(byte[] table) {
    laneTable = workspace.piece(table);
  }

  /** Outputs and losses of up to so many rows of each feed, in the order of their places. */
  void measure(int rows) {
    order(0);
    List<Launch> launches = forward(window);
    launches.add(loss(window));
    for (int from = 0; from < rows; from += window) {
      begin(from, window, 0, 0, 1);
      enter(from);
      launches.forEach(this::start);
    }
  }

  /** All steps of all passes over up to so many rows of each feed. */
  void train(int rows) {
    int batch = plan.batch();
    List<Launch> step = step(batch);
    for (int pass = 0; rows > 0 && pass < plan.passes(); pass++) {
      order(pass);
      begin(0, batch, pass, plan.dropout()[pass], pass == 0 ? 1 : 0);
      for (long from = 0; from < rows; from += batch) {
        if (from % window == 0) {
          enter(from);
        }
        step.forEach(this::start);
      }
    }
  }

  private void order(int pass) {
    for (FeedPiece feed : feeds) {
      if (feed.count() > 0) {
        feed.order(pass);
      }
    }
  }

  /** Brings the rows of a window to where the launches that follow read them. */
  private void enter(long from) {
    if (feeds.stream().anyMatch(FeedPiece::passes)) {
      int place = (int) (from / window % Turns.PLACES);
      workspace.turns().next(place, to -> feeds.forEach(feed -> feed.fill(from, to)));
    }
    gather(from);
  }

  /** A launch whose arguments are the same in every step. */
  private record Launch(KernelFunction kernel, LaunchShape shape, Object[] arguments) {}

  private void start(Launch launch) {
    stream.launch(launch.kernel, launch.shape, launch.arguments);
  }

  private List<Launch> step(int batch) {
    List<Launch> launches = forward(batch);
    launches.add(loss(batch));
    for (int l = plan.layers() - 1; l > 0; l--) {
      launches.add(back(l, batch));
    }
    if (shape.sparse()) {
      launches.add(updateSparse());
    }
    // Moves the cursor on: the last one.
    launches.add(update());
    return launches;
  }

  private List<Launch> forward(int rows) {
    List<Launch> launches = new ArrayList<>();
    if (shape.sparse()) {
      launches.add(center());
      launches.add(forwardSparse(rows));
    }
    for (int l = shape.sparse() ? 1 : 0; l < plan.layers(); l++) {
      launches.add(forward(l, rows));
    }
    return launches;
  }

  private Launch center() {
    return sparse(device.sparse().center(), sparseColumns());
  }

  private Launch forwardSparse(int rows) {
    return sparse(device.sparse().forward(), Math.multiplyExact(rows, sparseColumns()));
  }

  private Launch updateSparse() {
    int features = LaunchShape.groups(plan.features() + 1L, SPARSE_FEATURES);
    return sparse(device.sparse().update(), Math.multiplyExact(features, sparseColumns()));
  }

  private int sparseColumns() {
    return LaunchShape.groups(shape.outputs(0), SPARSE_COLUMNS);
  }

  private Launch sparse(KernelFunction kernel, int blocks) {
    return new Launch(
        kernel,
        new LaunchShape(blocks, 1, count, SPARSE_COLUMNS, 1, 0),
        new Object[] {network, laneTable, cursor});
  }

  private Launch forward(int layer, int rows) {
    Tiling tiling = tiling(rows, shape.outputs(layer));
    return new Launch(
        device.products().with(tiling).forward(),
        tiling.shape(rows, shape.outputs(layer), count),
        new Object[] {network, laneTable, cursor, layer});
  }

  private Launch back(int layer, int rows) {
    Tiling tiling = tiling(rows, shape.inputs(layer));
    return new Launch(
        device.products().with(tiling).back(),
        tiling.shape(rows, shape.inputs(layer), count),
        new Object[] {network, laneTable, cursor, layer});
  }

  private Tiling tiling(int rows, int columns) {
    return device
        .tilings()
        .choose(device.products().tilings(), rows, tiling -> count * tiling.tiles(rows, columns));
  }

  private Launch update() {
    Tiling tiling =
        device
            .tilings()
            .choose(device.products().tilings(), 1, tiles -> count * shape.gradientTiles(tiles));
    return new Launch(
        device.products().with(tiling).update(),
        tiling.shape(Math.max(1, shape.gradientTiles(tiling)), count),
        new Object[] {network, laneTable, cursor});
  }

  private Launch loss(int rows) {
    return new Launch(
        device.loss(),
        new LaunchShape(LaunchShape.groups(rows, LOSS_ROWS), 1, count, 32 * LOSS_ROWS, 1, 0),
        new Object[] {network, laneTable, cursor});
  }

  private void begin(long from, long batch, long pass, long dropout, long recording) {
    stream.launch(
        device.begin(),
        LaunchShape.of(1, 1),
        cursor,
        from,
        batch,
        (long) window,
        pass,
        dropout,
        recording);
  }

  private void gather(long from) {
    if (shape.sparse()) {
      return;
    }
    stream.launch(
        device.gather(),
        new LaunchShape(
            LaunchShape.groups(window, GATHER_ROWS), 1, feeds.size(), GATHER_THREADS, 1, 0),
        network,
        feedTable,
        from,
        (long) window);
  }
}
