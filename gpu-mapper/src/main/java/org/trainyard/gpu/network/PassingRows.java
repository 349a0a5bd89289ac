package org.trainyard.gpu.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.gpu.device.BlockLease;
import org.trainyard.gpu.device.Staging;
import org.trainyard.mapreduce.kernel.NetworkRows;

/**
 * The rows of a feed whose blocks find no room on the device: in each pass they are packed in the
 * order of the pass, and copied a window at a time to one of two places in turn. A row takes so
 * many numbers as the longest one has.
 */
final class PassingRows {
  private final NetworkRows rows;
  private final boolean[] passes;
  private final int window;
  private final int pitch;
  private final long values;

  /** Where the features of sparse rows are; 0 for dense ones. */
  private final long features;

  /** A dictionary that maps each feature to itself; 0 for dense ones. */
  private final long dictionary;

  private final float[] packed;
  private final int[] packedFeatures;
  private int[] order = {};

  /**
   * Lays out places in a workspace.
   *
   * @param blocks of the rows; null for those that are not on the device
   * @param window rows of a place
   */
  PassingRows(
      Workspace workspace,
      NetworkRows rows,
      List<BlockLease> blocks,
      NetworkShape shape,
      int window) {
    this.rows = rows;
    this.passes = new boolean[blocks.size()];
    for (int b = 0; b < passes.length; b++) {
      passes[b] = blocks.get(b) == null;
    }
    this.window = window;
    this.pitch = Windows.rowNumbers(rows);
    this.values = workspace.piece(placesBytes(pitch, window));
    this.features = shape.sparse() ? workspace.piece(placesBytes(pitch, window)) : 0;
    this.dictionary =
        shape.sparse() ? workspace.piece(IntStream.range(0, shape.inputs(0)).toArray()) : 0;
    this.packed = new float[Math.multiplyExact(pitch, window)];
    this.packedFeatures = new int[shape.sparse() ? packed.length : 0];
  }

  private static long placesBytes(int pitch, int window) {
    return 4L * Turns.PLACES * pitch * window;
  }

  /** Bytes of a workspace that the places take. */
  static long bytes(NetworkRows rows, NetworkShape shape, int window) {
    long places = Workspace.size(placesBytes(Windows.rowNumbers(rows), window));
    return shape.sparse() ? 2 * places + Workspace.size(4L * shape.inputs(0)) : places;
  }

  /** Whether a row is one of them. */
  boolean passes(int row) {
    return passes[rows.block(row)];
  }

  /** Address of the dictionary of sparse ones. */
  long dictionary() {
    return dictionary;
  }

  /**
   * Says where rows will be in a pass.
   *
   * @param shown the order of the pass; kept
   * @param addresses of all rows' values; those of passing ones are written
   * @param columns of all sparse rows' features, likewise
   */
  void place(int[] shown, long[] addresses, long[] columns) {
    order = shown;
    int slot = 0;
    for (int p = 0; p < order.length; p++) {
      slot = p % window == 0 ? 0 : slot;
      int row = order[p];
      if (passes(row)) {
        long at = 4L * pitch * ((long) place(p) * window + slot++);
        addresses[row] = values + at;
        if (features != 0) {
          columns[row] = features + at;
        }
      }
    }
  }

  /** The place of a row, and of its window. */
  int place(long position) {
    return (int) (position / window % Turns.PLACES);
  }

  /** Packs the rows of a window and copies them to its place. */
  void fill(long from, Workspace workspace, Staging staging) {
    int slots = 0;
    long to = Math.min(order.length, from + window);
    for (int p = (int) from; p < to; p++) {
      if (passes(order[p])) {
        pack(order[p], pitch * slots++);
      }
    }
    long place = 4L * pitch * place(from) * window;
    long bytes = 4L * pitch * slots;
    workspace.upload(staging, packed, bytes, values + place);
    if (features != 0) {
      workspace.upload(staging, packedFeatures, bytes, features + place);
    }
  }

  private void pack(int i, int at) {
    SampleBlock block = rows.blocks().get(rows.block(i));
    int row = rows.row(i);
    if (block instanceof DenseBlock dense) {
      System.arraycopy(dense.values(), row * pitch, packed, at, pitch);
      return;
    }
    SparseBlock sparse = (SparseBlock) block;
    int start = sparse.rowStart()[row];
    int count = sparse.rowStart()[row + 1] - start;
    System.arraycopy(sparse.values(), start, packed, at, count);
    for (int n = 0; n < count; n++) {
      packedFeatures[at + n] = sparse.dictionary()[sparse.columns()[start + n]];
    }
    Arrays.fill(packed, at + count, at + pitch, 0);
  }
}
