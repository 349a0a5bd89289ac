package org.trainyard.gpu.network;

import java.nio.ByteBuffer;
import java.util.List;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.gpu.device.BlockLease;
import org.trainyard.mapreduce.kernel.NetworkRows;

/** Rows on the device that lanes are fed with: the struct Feed of network.cuh. */
final class FeedPiece {
  /** Bytes of the struct. */
  static final int TABLE_BYTES = 11 * 8;

  private final NetworkRows rows;
  private final long addresses;
  private final Sparse sparse;
  private final long labels;
  private final long weights;
  private final long ids;
  private final long order;
  private final long inputs;

  /** Where the non-zeros of sparse rows are; addresses that are 0 for dense ones. */
  private record Sparse(long columns, long dictionaries, long counts) {
    static final Sparse NONE = new Sparse(0, 0, 0);

    static Sparse of(Workspace workspace, NetworkRows rows, List<BlockLease> blocks) {
      long[] columns = new long[rows.count()];
      long[] dictionaries = new long[rows.count()];
      int[] counts = new int[rows.count()];
      for (int i = 0; i < counts.length; i++) {
        int[] starts = ((SparseBlock) rows.blocks().get(rows.block(i))).rowStart();
        BlockLease block = blocks.get(rows.block(i));
        int start = starts[rows.row(i)];
        columns[i] = block.columns() + 4L * start;
        dictionaries[i] = block.dictionary();
        counts[i] = starts[rows.row(i) + 1] - start;
      }
      return new Sparse(
          workspace.piece(columns), workspace.piece(dictionaries), workspace.piece(counts));
    }
  }

  /**
   * Lays out the rows in a workspace.
   *
   * @param blocks of the rows, on the device
   * @param window rows whose inputs are gathered at a time
   */
  FeedPiece(
      Workspace workspace,
      NetworkRows rows,
      List<BlockLease> blocks,
      NetworkShape shape,
      int window) {
    this.rows = rows;
    int count = rows.count();
    long[] values = blocks.stream().mapToLong(BlockLease::values).toArray();
    long[] address = new long[count];
    double[] label = new double[count];
    double[] weight = new double[count];
    long[] id = new long[count];
    for (int i = 0; i < count; i++) {
      address[i] = values[rows.block(i)] + 4 * firstValue(rows, i);
      label[i] = rows.label(i);
      weight[i] = rows.weight(i);
      id[i] = rows.id(i);
    }
    this.addresses = workspace.piece(address);
    this.sparse = shape.sparse() ? Sparse.of(workspace, rows, blocks) : Sparse.NONE;
    this.labels = workspace.piece(label);
    this.weights = workspace.piece(weight);
    this.ids = workspace.piece(id);
    this.order = workspace.piece(4L * count);
    this.inputs = workspace.piece(inputBytes(shape, window));
  }

  private static long firstValue(NetworkRows rows, int i) {
    return rows.blocks().get(rows.block(i)) instanceof SparseBlock block
        ? block.rowStart()[rows.row(i)]
        : (long) rows.row(i) * rows.blocks().get(rows.block(i)).features();
  }

  /** Sparse rows are read where they are. */
  private static long inputBytes(NetworkShape shape, int window) {
    return shape.sparse() ? 0 : 4L * shape.inputs(0) * window;
  }

  /** Bytes of a workspace that rows take. */
  static long bytes(NetworkRows rows, NetworkShape shape, int window) {
    long perRow = shape.sparse() ? 2 * Workspace.size(8L * rows.count()) : 0;
    return 4 * Workspace.size(8L * rows.count())
        + perRow
        + 2 * Workspace.size(4L * rows.count())
        + Workspace.size(inputBytes(shape, window));
  }

  /** Number of rows. */
  int count() {
    return rows.count();
  }

  /** Brings the order of a pass to the device. */
  void order(Workspace workspace, int pass) {
    workspace.upload(rows.order(pass), order);
  }

  /** Writes the struct. */
  void put(ByteBuffer table) {
    table.putLong(addresses).putLong(sparse.columns).putLong(sparse.dictionaries);
    table.putLong(sparse.counts).putLong(labels).putLong(weights).putLong(ids);
    table.putLong(order).putLong(inputs).putDouble(rows.meanWeight()).putLong(count());
  }
}
