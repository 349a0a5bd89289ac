package org.trainyard.gpu.network;

import java.nio.ByteBuffer;
import org.trainyard.mapreduce.kernel.NetworkRows;

/** Rows on the device that lanes are fed with: the struct Feed of network.cuh. */
final class FeedPiece {
  /** Bytes of the struct. */
  static final int TABLE_BYTES = 8 * 8;

  private final NetworkRows rows;
  private final long addresses;
  private final long labels;
  private final long weights;
  private final long ids;
  private final long order;
  private final long inputs;

  /**
   * Lays out the rows in a workspace.
   *
   * @param blocks address of the values of each block
   * @param features of a row
   * @param window rows whose inputs are gathered at a time
   */
  FeedPiece(Workspace workspace, NetworkRows rows, long[] blocks, int features, int window) {
    this.rows = rows;
    int count = rows.count();
    long[] address = new long[count];
    double[] label = new double[count];
    double[] weight = new double[count];
    long[] id = new long[count];
    for (int i = 0; i < count; i++) {
      address[i] = blocks[rows.block(i)] + 4L * features * rows.row(i);
      label[i] = rows.label(i);
      weight[i] = rows.weight(i);
      id[i] = rows.id(i);
    }
    this.addresses = workspace.piece(address);
    this.labels = workspace.piece(label);
    this.weights = workspace.piece(weight);
    this.ids = workspace.piece(id);
    this.order = workspace.piece(4L * count);
    this.inputs = workspace.piece(4L * features * window);
  }

  /** Bytes of a workspace that rows take. */
  static long bytes(NetworkRows rows, int features, int window) {
    return 4 * Workspace.size(8L * rows.count())
        + Workspace.size(4L * rows.count())
        + Workspace.size(4L * features * window);
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
    table.putLong(addresses).putLong(labels).putLong(weights).putLong(ids);
    table.putLong(order).putLong(inputs).putDouble(rows.meanWeight()).putLong(count());
  }
}
