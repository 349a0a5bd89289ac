package org.trainyard.mapreduce.pack;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.DataKeys.OnBadRecord;
import org.trainyard.formats.dataset.BlockFileWriter;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.BadRecord;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawReader;
import org.trainyard.formats.raw.RawSink;
import org.trainyard.mapreduce.pack.PackSummary.Skipped;

/**
 * Packs runs of chunks: writes their blocks to one file and sums up what is in them. Used once, by
 * one thread.
 */
final class PackTask implements RawSink, Closeable {
  private final PackPlan plan;
  private final FileSystem fs;
  private final Path folder;
  private final String fileName;
  private final Progress progress;
  private final PackSummary summary;
  private final SparseColumns sparse = new SparseColumns();
  private BlockFileWriter writer;
  private ChunkRun run;
  private long chunk;
  private int sequence;

  /** Hears of what a task does while it does it. */
  interface Progress {
    /** A chunk of so many bytes was read; may end the task. */
    void chunkDone(long bytes) throws IOException;

    /** A block was written. */
    void blockDone(int rows);

    /** A bad record was left out. */
    void recordSkipped();
  }

  /**
   * A task.
   *
   * @param folder of the dataset, or what becomes it
   * @param fileName of the block file, relative to the folder
   */
  PackTask(PackPlan plan, FileSystem fs, Path folder, String fileName, Progress progress) {
    this.plan = plan;
    this.fs = fs;
    this.folder = folder;
    this.fileName = fileName;
    this.progress = progress;
    this.summary = new PackSummary(plan.schema(), plan.maxCategories());
  }

  /**
   * Packs.
   *
   * @throws BadDataException at the first bad record, or when there are too many
   */
  void pack(List<ChunkRun> runs, Configuration conf) throws IOException {
    RawReader reader = plan.reader(conf);
    for (ChunkRun next : runs) {
      run = next;
      chunk = next.from();
      sequence = 0;
      reader.read(next.file(), next.from(), next.to(), this);
    }
  }

  /** What was found, but for the columns of sparse data. */
  PackSummary summary() {
    return summary;
  }

  /** The columns of sparse data. */
  SparseColumns sparseColumns() {
    return sparse;
  }

  @Override
  public void block(StoredBlock block) throws IOException {
    if (writer == null) {
      // A task of nothing but bad records leaves no file.
      writer = new BlockFileWriter(fs.create(new Path(folder, fileName), true));
    }
    summary.add(block, fileName, writer.write(block));
    if (block.sparse() != null) {
      sparse.add(block.sparse());
    }
    progress.blockDone(block.rows());
  }

  @Override
  public void bad(BadRecord record) throws IOException {
    if (plan.onBadRecord() == OnBadRecord.FAIL) {
      throw new BadDataException(
          record.sentence()
              + ". Mend the record, or leave bad ones out with "
              + DataKeys.ON_BAD_RECORD.option()
              + " skip");
    }
    summary.add(new Skipped(run.file().index(), chunk, sequence++, record));
    progress.recordSkipped();
    if (summary.skippedRecords() > plan.maxBadRecords()) {
      throw tooMany(plan, record);
    }
  }

  static BadDataException tooMany(PackPlan plan, BadRecord example) {
    return new BadDataException(
        "More than "
            + plan.maxBadRecords()
            + " records are bad ("
            + DataKeys.MAX_BAD_RECORDS.option()
            + "); one of them: "
            + example.sentence());
  }

  @Override
  public void chunkDone(InputFile file, long finished, long bytes, byte[] sha256)
      throws IOException {
    summary.add(file, finished, bytes, sha256);
    chunk = finished + 1;
    sequence = 0;
    progress.chunkDone(bytes);
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
