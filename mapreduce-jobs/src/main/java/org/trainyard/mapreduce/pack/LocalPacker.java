package org.trainyard.mapreduce.pack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.DataOutputBuffer;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.raw.RawInputs;

/** Packs in this process, with some threads. */
public final class LocalPacker implements Packer {
  /** For a task that nobody looks at. */
  static final PackTask.Progress SILENT =
      new PackTask.Progress() {
        @Override
        public void chunkDone(long bytes) {}

        @Override
        public void blockDone(int rows) {}

        @Override
        public void recordSkipped() {}
      };

  private final Configuration conf;
  private final int threads;
  private final Cut cut;

  /** What is packed, as one list of chunks for each task. */
  @FunctionalInterface
  interface Cut {
    /** The lists, in the order of the input. */
    List<List<ChunkRun>> of(RawInputs inputs);
  }

  /** With so many threads, at least one. */
  public LocalPacker(Configuration conf, int threads) {
    this(conf, threads, inputs -> ChunkRun.cut(inputs, threads));
  }

  /** Packs with one thread what {@code cut} leaves of the input. */
  LocalPacker(Configuration conf, Cut cut) {
    this(conf, 1, cut);
  }

  private LocalPacker(Configuration conf, int threads, Cut cut) {
    this.conf = conf;
    this.threads = threads;
    this.cut = cut;
  }

  @Override
  public Dataset pack(PackRequest request) throws IOException, InterruptedException {
    return PackFolder.make(conf, request, (folder, plan) -> packAll(plan, folder));
  }

  private void packAll(PackPlan plan, PackFolder folder) throws IOException, InterruptedException {
    FileSystem fs = folder.path().getFileSystem(conf);
    PackSummary summary = new PackSummary(plan.schema(), plan.maxCategories());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<PackTask>> tasks = new ArrayList<>();
      for (List<ChunkRun> runs : cut.of(plan.inputs())) {
        String file = PackFolder.blockFile(tasks.size());
        tasks.add(pool.submit(() -> packOne(plan, folder, file, runs)));
      }
      // In the order of the input, so that its first bad record is the one that is told.
      List<SparseColumns> sparse = new ArrayList<>();
      for (Future<PackTask> task : tasks) {
        PackTask done = await(task);
        merge(done, summary);
        sparse.add(done.sparseColumns());
      }
      DatasetPublisher publisher = new DatasetPublisher(fs, folder.path(), plan, summary);
      SparseMerge.forEach(sparse, pool, publisher::addSparse);
      publisher.finish();
    } finally {
      pool.shutdownNow();
    }
  }

  private PackTask packOne(PackPlan plan, PackFolder folder, String file, List<ChunkRun> runs)
      throws IOException {
    FileSystem fs = folder.path().getFileSystem(conf);
    try (PackTask task = new PackTask(plan, fs, folder.path(), file, SILENT)) {
      task.pack(runs, conf);
      return task;
    }
  }

  private static void merge(PackTask task, PackSummary summary) throws IOException {
    DataOutputBuffer out = new DataOutputBuffer();
    task.summary().write(out);
    DataInputBuffer in = new DataInputBuffer();
    in.reset(out.getData(), out.getLength());
    summary.readAndAdd(in);
  }

  /** What a task came to; what it threw, as it is. */
  static <T> T await(Future<T> task) throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IOException("Packing failed: " + e.getCause(), e.getCause());
    }
  }
}
