package org.trainyard.gpu.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.gpu.device.BlockLease;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.EntryColumns;
import org.trainyard.gpu.device.Lane;
import org.trainyard.gpu.device.LaunchShape;
import org.trainyard.gpu.device.PinnedMemory;
import org.trainyard.mapreduce.kernel.ClusterScan;
import org.trainyard.mapreduce.kernel.ClusterScanSpec;
import org.trainyard.mapreduce.kernel.RowMarks;

/** Some blocks of one kind in one lane: gathered, launched together, taken one by one. */
final class ClusterBatch {
  /** Enough to fill the largest devices with the warps of the sums, of which a block has fewest. */
  private static final int MOST_BLOCKS = 64;

  /** Bytes of a batch's work and results, unless one block alone has more. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int TILE = 128;
  private static final int COLUMNS = 32;
  private static final int WARPS = 8;
  private static final int SEEKERS = 128;

  /** What a block may use of shared memory on every device. */
  private static final int SHARED_BYTES = 48 << 10;

  private final ClusterKernels kernels;
  private final ClusterScanSpec spec;
  private final Lane lane;
  private final boolean sparse;
  private final ClusterTables tables;
  private final int clusters;
  private final List<BlockLease> leases = new ArrayList<>();

  /** What {@code cluster.cu} wants to know of each block, as 13 numbers of 64 bits. */
  private final List<long[]> descriptors = new ArrayList<>();

  private long rows;
  private long widths;
  private int mostRows;
  private int mostColumns;
  private DeviceMemory work;
  private BatchLayout layout;
  private PinnedMemory results;
  private boolean waitedFor;
  private int taken;

  private ClusterBatch(
      ClusterKernels kernels,
      ClusterScanSpec spec,
      Lane lane,
      boolean sparse,
      ClusterTables tables) {
    this.kernels = kernels;
    this.spec = spec;
    this.lane = lane;
    this.sparse = sparse;
    this.tables = tables;
    this.clusters = ClusterTables.clusters(spec);
  }

  /** An empty batch in a lane; empty if there is no memory for it. */
  static Optional<ClusterBatch> open(
      ClusterKernels kernels, ClusterScanSpec spec, Lane lane, boolean sparse) {
    return ClusterTables.copy(spec, sparse, kernels.blocks(), lane.staging())
        .map(tables -> new ClusterBatch(kernels, spec, lane, sparse, tables));
  }

  /** Whether a block is of its kind and would not make it too large. */
  boolean suits(SampleBlock block) {
    return sparse == block instanceof SparseBlock
        && (leases.isEmpty() || leases.size() < MOST_BLOCKS && with(block).end() <= MOST_BYTES);
  }

  boolean isEmpty() {
    return leases.isEmpty();
  }

  private BatchLayout with(SampleBlock block) {
    return BatchLayout.of(spec, leases.size() + 1, rows + block.rows(), widths + width(block));
  }

  private static int width(SampleBlock block) {
    return block instanceof SparseBlock rows ? rows.dictionary().length : block.features();
  }

  /** Adds a block; false, with nothing changed, if there is no memory for it. */
  boolean add(SampleBlock block, boolean trains, RowMarks marks) {
    BatchLayout larger = with(block);
    if (larger.results() > Integer.MAX_VALUE / 2 || !reserve(larger.end())) {
      return false;
    }
    BlockLease lease = kernels.blocks().lease(block, lane.staging()).orElse(null);
    if (lease == null) {
      return false;
    }
    long[] descriptor = describe(lease, trains, marks);
    if (descriptor == null) {
      // Its copies may be under way, into memory that others are given next.
      lane.stream().synchronise();
      lease.close();
      return false;
    }
    leases.add(lease);
    descriptors.add(descriptor);
    layout = larger;
    rows += block.rows();
    widths += width(block);
    mostRows = Math.max(mostRows, block.rows());
    mostColumns = Math.max(mostColumns, width(block) + 1);
    return true;
  }

  /** Nothing is in the work memory before the launch, so that it may be exchanged. */
  private boolean reserve(long bytes) {
    if (work != null && work.bytes() >= bytes) {
      return true;
    }
    long wanted = leases.isEmpty() ? bytes : Math.max(bytes, Math.min(2 * bytes, MOST_BYTES));
    DeviceMemory more = kernels.blocks().pool().take(wanted).orElse(null);
    if (more != null && work != null) {
      kernels.blocks().pool().give(work);
    }
    work = more == null ? work : more;
    return more != null;
  }

  /** Block in {@code cluster.cu}; null if there is no memory for what belongs to it. */
  private long[] describe(BlockLease lease, boolean trains, RowMarks marks) {
    SampleBlock block = lease.block();
    long[] words = new long[BatchLayout.BLOCK_BYTES / 8];
    words[0] = lease.values();
    boolean there = true;
    float[] weights = block.header().weights();
    if (weights != null) {
      there = put(words, 1, lease.attach("weights", () -> weights));
    }
    if (marks != null) {
      String name = "marks of " + marks.rule();
      there = there && put(words, 2, lease.attach(name, () -> marks.marks().apply(block)));
    }
    if (block instanceof SparseBlock rowsOfBlock) {
      words[3] = lease.dictionary();
      words[4] = lease.rowStart();
      words[5] = lease.columns();
      EntryColumns[] made = {null};
      there =
          there && put(words, 6, lease.attach("entryStart", () -> of(made, rowsOfBlock).start()));
      there = there && put(words, 7, lease.attach("entryRows", () -> of(made, rowsOfBlock).rows()));
      there =
          there && put(words, 8, lease.attach("entryValues", () -> of(made, rowsOfBlock).values()));
    }
    words[9] = rows;
    words[10] = (long) clusters * (widths + leases.size());
    words[11] = block.rows() | (long) width(block) << 32;
    words[12] = trains ? 1 : 0;
    return there ? words : null;
  }

  private static EntryColumns of(EntryColumns[] made, SparseBlock block) {
    if (made[0] == null) {
      made[0] = EntryColumns.of(block);
    }
    return made[0];
  }

  private static boolean put(long[] words, int at, OptionalLong address) {
    words[at] = address.orElse(0);
    return address.isPresent();
  }

  /** Starts the kernels on all blocks, and the way back of their sums. */
  void launch() {
    int blocks = leases.size();
    int models = spec.models().size();
    long[] table = descriptors.stream().flatMapToLong(Arrays::stream).toArray();
    lane.staging().upload(table, work, 0);
    long distance = work.address(layout.distance());
    long nearest = work.address(layout.nearest());
    launchAssignment(blocks, nearest, distance);
    launchSums(blocks, models, nearest);
    LaunchShape each = LaunchShape.of(models, blocks, 32);
    lane.stream()
        .launch(
            kernels.measure(),
            each,
            work,
            tables.models(),
            rows,
            distance,
            work.address(layout.scalars()));
    if (spec.farthest() > 0) {
      lane.stream()
          .launch(
              kernels.farthest(),
              LaunchShape.of(models, blocks, SEEKERS),
              work,
              tables.models(),
              rows,
              distance,
              spec.farthest(),
              work.address(layout.farDistance()),
              work.address(layout.farRow()));
    }
    results = lane.results((int) layout.results());
    lane.stream().download(work, layout.scalars(), results, 0, (int) layout.results());
  }

  private void launchAssignment(int blocks, long nearest, long distance) {
    LaunchShape tiles = LaunchShape.of(LaunchShape.groups(mostRows, TILE), blocks, TILE);
    if (sparse) {
      lane.stream()
          .launch(
              kernels.assignSparse(),
              tiles,
              work,
              tables.models(),
              clusters,
              tables.centroids(),
              tables.squares(),
              tables.scale(),
              spec.features(),
              rows,
              nearest,
              distance);
    } else {
      lane.stream()
          .launch(
              kernels.assignDense(),
              tiles,
              work,
              tables.models(),
              clusters,
              tables.centroids(),
              tables.scale(),
              spec.features(),
              rows,
              nearest,
              distance);
    }
  }

  private void launchSums(int blocks, int models, long nearest) {
    int most = 0;
    for (int m = 0; m < models; m++) {
      most = Math.max(most, spec.clusters(m));
    }
    long shared = 8L * COLUMNS * most;
    boolean fits = shared <= SHARED_BYTES;
    LaunchShape shape =
        new LaunchShape(
            LaunchShape.groups(mostColumns, COLUMNS),
            models,
            blocks,
            COLUMNS,
            WARPS,
            fits ? (int) shared : 0);
    lane.stream()
        .launch(
            kernels.sums(),
            shape,
            work,
            tables.models(),
            rows,
            nearest,
            work.address(layout.sums()),
            sparse ? 1 : 0,
            fits ? 1 : 0);
  }

  /** Sums of the next block; waits for the batch at the first. */
  ClusterScan.Sums take() {
    if (!waitedFor) {
      lane.stream().synchronise();
      waitedFor = true;
    }
    int block = taken++;
    int models = spec.models().size();
    ByteBuffer bytes = results.buffer();
    int far = (int) (layout.farRow() - layout.scalars());
    int farDistance = (int) (layout.farDistance() - layout.scalars());
    long sums = layout.sums() - layout.scalars() + 8 * descriptors.get(block)[10];
    int columns = width(leases.get(block).block()) + 1;
    double[][] ofSums = new double[models][];
    double[][] scalars = new double[models][];
    int[][] farthest = new int[models][];
    double[][] distances = new double[models][];
    for (int m = 0; m < models; m++) {
      int at = block * models + m;
      scalars[m] = doubles(bytes, 32 * at, 4);
      int count = 0;
      while (count < spec.farthest()
          && bytes.getInt(far + 4 * (at * spec.farthest() + count)) >= 0) {
        count++;
      }
      farthest[m] = new int[count];
      bytes
          .slice(far + 4 * at * spec.farthest(), 4 * count)
          .order(bytes.order())
          .asIntBuffer()
          .get(farthest[m]);
      distances[m] = doubles(bytes, farDistance + 8 * at * spec.farthest(), count);
      ofSums[m] = doubles(bytes, (int) sums, spec.clusters(m) * columns);
      sums += 8L * ofSums[m].length;
    }
    return new ClusterScan.Sums(ofSums, scalars, farthest, distances);
  }

  private static double[] doubles(ByteBuffer bytes, int from, int count) {
    double[] values = new double[count];
    bytes.slice(from, 8 * count).order(bytes.order()).asDoubleBuffer().get(values);
    return values;
  }

  /** Waits for what is under way. */
  void waitFor() {
    lane.stream().synchronise();
  }

  boolean isTaken() {
    return taken == leases.size();
  }

  /** Gives all memory back, and the lane; no work is under way. */
  void close() {
    leases.forEach(BlockLease::close);
    kernels.blocks().pool().give(tables.memory());
    if (work != null) {
      kernels.blocks().pool().give(work);
    }
    kernels.lanes().give(lane);
  }
}
