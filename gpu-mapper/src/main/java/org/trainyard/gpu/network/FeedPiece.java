package org.trainyard.gpu.network;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.gpu.device.BlockLease;
import org.trainyard.gpu.device.Staging;
import org.trainyard.mapreduce.kernel.NetworkRows;

/**
 * Rows on the device that lanes are fed with: the struct Feed of network.cuh. What is the same in
 * each iteration stays beside the first block as long as that does: all but the order of a pass
 * that is shuffled. Rows of blocks that have no room pass, and are elsewhere in each pass.
 */
final class FeedPiece {
  /** Bytes of the struct. */
  static final int TABLE_BYTES = 11 * 8;

  private final Workspace workspace;
  private final NetworkRows rows;
  private final List<BlockLease> blocks;

  /** Null if none pass. */
  private final PassingRows passing;

  /** Where all rows' values are in a pass, if some pass. */
  private final long[] places;

  /** The same of sparse rows' columns. */
  private final long[] columnPlaces;

  private boolean whole = true;
  private final long addresses;
  private final long columns;
  private final long dictionaries;
  private final long counts;
  private final long labels;
  private final long weights;
  private final long ids;
  private final long order;
  private final long inputs;

  /**
   * Lays out the rows in a workspace.
   *
   * @param blocks of the rows, on the device; null for those whose rows pass
   * @param window rows whose inputs are gathered at a time
   */
  FeedPiece(
      Workspace workspace,
      NetworkRows rows,
      List<BlockLease> blocks,
      NetworkShape shape,
      int window) {
    this.workspace = workspace;
    this.rows = rows;
    this.blocks = blocks;
    boolean passes = blocks.stream().anyMatch(Objects::isNull);
    this.passing = passes ? new PassingRows(workspace, rows, blocks, shape, window) : null;
    this.places = passes ? longs(this::values) : new long[0];
    this.columnPlaces = passes && shape.sparse() ? longs(this::columns) : new long[0];
    // Blocks that come and go are elsewhere each time.
    boolean stay = !passes && blocks.stream().allMatch(BlockLease::stays);
    String where = stay ? "places from " + addressesOfBlocks() : null;
    this.addresses = array(where, () -> passes ? places : longs(this::values));
    this.columns =
        sparse(shape, "columns", where, () -> passes ? columnPlaces : longs(this::columns));
    this.dictionaries = sparse(shape, "dictionaries", where, () -> longs(this::dictionary));
    this.counts = shape.sparse() ? array("counts", this::counts) : 0;
    this.labels = array("labels", () -> doubles(rows::label));
    this.weights = array("weights", () -> doubles(rows::weight));
    this.ids = array("ids", () -> longs(rows::id));
    this.order = orderStays() ? array("order", () -> rows.order(0)) : workspace.piece(orderBytes());
    this.inputs = workspace.piece(inputBytes(shape, window));
  }

  private String addressesOfBlocks() {
    return Arrays.toString(blocks.stream().mapToLong(BlockLease::values).toArray());
  }

  /** What stays beside the first block has a name, and needs no place in the workspace. */
  private long array(String name, Supplier<?> numbers) {
    if (name == null || passing != null || rows.count() == 0) {
      return workspace.piece(numbers.get());
    }
    String full = rows.rule() + ", " + blocks.size() + " blocks: " + name;
    OptionalLong address = blocks.get(0).attach(full, numbers);
    whole &= address.isPresent();
    return address.orElse(0);
  }

  private long sparse(NetworkShape shape, String name, String where, Supplier<?> numbers) {
    return shape.sparse() ? array(where == null ? null : name + ", " + where, numbers) : 0;
  }

  private double[] doubles(IntToDoubleFunction of) {
    return IntStream.range(0, rows.count()).mapToDouble(of).toArray();
  }

  private long[] longs(IntToLongFunction of) {
    return IntStream.range(0, rows.count()).mapToLong(of).toArray();
  }

  private BlockLease block(int i) {
    return blocks.get(rows.block(i));
  }

  private long start(int i) {
    return rows.blocks().get(rows.block(i)) instanceof SparseBlock block
        ? block.rowStart()[rows.row(i)]
        : (long) rows.row(i) * rows.blocks().get(rows.block(i)).features();
  }

  /** Where a row's values are; 0 if it passes. */
  private long values(int i) {
    return block(i) == null ? 0 : block(i).values() + 4 * start(i);
  }

  private long columns(int i) {
    return block(i) == null ? 0 : block(i).columns() + 4 * start(i);
  }

  private long dictionary(int i) {
    return block(i) == null ? passing.dictionary() : block(i).dictionary();
  }

  private int[] counts() {
    int[] found = new int[rows.count()];
    for (int i = 0; i < found.length; i++) {
      int[] starts = ((SparseBlock) rows.blocks().get(rows.block(i))).rowStart();
      found[i] = starts[rows.row(i) + 1] - starts[rows.row(i)];
    }
    return found;
  }

  private boolean orderStays() {
    return rows.isInOrder() && passing == null;
  }

  private long orderBytes() {
    return 4L * rows.count();
  }

  /** Sparse rows are read where they are. */
  private static long inputBytes(NetworkShape shape, int window) {
    return shape.sparse() ? 0 : 4L * shape.inputs(0) * window;
  }

  /**
   * Bytes of a workspace that rows take at most.
   *
   * @param passing whether rows may pass
   */
  static long bytes(NetworkRows rows, NetworkShape shape, int window, boolean passing) {
    long numbers = Workspace.size(8L * rows.count());
    long indices = Workspace.size(4L * rows.count());
    long bytes = numbers + indices + Workspace.size(inputBytes(shape, window));
    if (shape.sparse()) {
      bytes += 2 * numbers;
    }
    if (passing) {
      bytes += 3 * numbers + indices + PassingRows.bytes(rows, shape, window);
    }
    return bytes;
  }

  /** Whether there was room for all of it. */
  boolean isWhole() {
    return whole;
  }

  /** Whether rows pass. */
  boolean passes() {
    return passing != null;
  }

  /** Number of rows. */
  int count() {
    return rows.count();
  }

  /** Brings the order of a pass to the device, and where the rows will be that pass. */
  void order(int pass) {
    if (orderStays()) {
      return;
    }
    int[] shown = rows.order(pass);
    workspace.upload(shown, order);
    if (passing != null) {
      passing.place(shown, places, columnPlaces);
      workspace.upload(places, addresses);
      if (columns != 0) {
        workspace.upload(columnPlaces, columns);
      }
    }
  }

  /** Copies the rows of a window that pass to their place. */
  void fill(long from, Staging staging) {
    if (passing != null) {
      passing.fill(from, workspace, staging);
    }
  }

  /** Writes the struct. */
  void put(ByteBuffer table) {
    table.putLong(addresses).putLong(columns).putLong(dictionaries);
    table.putLong(counts).putLong(labels).putLong(weights).putLong(ids);
    table.putLong(order).putLong(inputs).putDouble(rows.meanWeight()).putLong(count());
  }
}
