package org.trainyard.mapreduce.pack;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.run.JsonFile;

/**
 * Carries out pieces of a packing, in any process, any of them twice: each writes to a folder of
 * its own and is published by a rename, and all copies of a piece are the same. Thread-safe.
 */
public final class PieceWork {
  private final Configuration conf;
  private final PackOrder order;
  private final PackPlan plan;
  private final List<List<ChunkRun>> pieces;
  private final FileSystem fs;
  private final PackFailures failures;

  /** Of an order: reads the plan. */
  public PieceWork(Configuration conf, PackOrder order) throws IOException {
    this.conf = conf;
    this.order = order;
    this.plan = PackFolder.plan(conf, order.folderPath());
    this.pieces = ChunkRun.cut(plan.inputs(), order.tasks());
    this.fs = order.attemptPath().getFileSystem(conf);
    this.failures = new PackFailures(conf, order.attemptPath());
  }

  /**
   * Packs a piece, unless it is published or, as an earlier one cannot be used, not needed.
   * Unusable input is written down and is no failure.
   *
   * @param wanted asked now and then; when it says no, an InterruptedIOException ends the work
   * @return samples in it; 0 if it was there
   */
  public long pack(int piece, BooleanSupplier wanted) throws IOException {
    if (PieceFile.find(fs, order, piece).isPresent() || failures.before(piece)) {
      return 0;
    }
    Path folder = new Path(PieceFile.folder(order, piece), UUID.randomUUID().toString());
    try {
      PackTask task = pack(piece, folder, wanted);
      Path summary = new Path(folder, "summary");
      PieceFile.write(fs, summary, task);
      JsonFile.rename(fs, summary, folder.suffix(PieceFile.FINISHED));
      return task.summary().rows();
    } catch (BadDataException e) {
      failures.add(piece, e.getMessage());
      return 0;
    } catch (IOException | RuntimeException e) {
      fs.delete(folder, true);
      throw e;
    }
  }

  /** What a task found, whose file is closed. */
  private PackTask pack(int piece, Path folder, BooleanSupplier wanted) throws IOException {
    try (PackTask task =
        new PackTask(
            plan, fs, folder, PackFolder.blockFile(piece), new WhileWanted(piece, wanted))) {
      task.pack(pieces.get(piece), conf);
      return task;
    }
  }

  private record WhileWanted(int piece, BooleanSupplier wanted) implements PackTask.Progress {
    @Override
    public void chunkDone(long bytes) throws IOException {
      if (!wanted.getAsBoolean()) {
        throw new InterruptedIOException("Piece " + piece + " is not wanted any more");
      }
    }

    @Override
    public void blockDone(int rows) {}

    @Override
    public void recordSkipped() {}
  }
}
