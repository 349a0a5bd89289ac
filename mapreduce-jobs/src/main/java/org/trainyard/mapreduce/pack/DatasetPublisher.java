package org.trainyard.mapreduce.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.dataset.BlockEntry;
import org.trainyard.formats.dataset.BlockIndex;
import org.trainyard.formats.dataset.ColumnStatistics;
import org.trainyard.formats.dataset.ColumnsFile;
import org.trainyard.formats.dataset.DatasetDocument;
import org.trainyard.formats.dataset.DatasetDocument.Input;
import org.trainyard.formats.dataset.DatasetDocument.SparseRange;
import org.trainyard.formats.dataset.DatasetLayout;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.BadRecord;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.Layout;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.pack.PackSummary.ChunkDigest;
import org.trainyard.mapreduce.pack.PackSummary.Skipped;

/**
 * Writes what stands beside the blocks, once all tasks are done: index, columns, quarantine and, at
 * the end, the document. Sparse columns are handed over one by one, ascending, so that they need
 * not fit into memory.
 */
final class DatasetPublisher {
  /** More columns than this go to a file of their own. */
  private static final int MOST_INLINE = 1000;

  /** And so do columns that have more categories than this among them. */
  private static final int MOST_INLINE_CATEGORIES = 50_000;

  private final FileSystem fs;
  private final Path folder;
  private final PackPlan plan;
  private final PackSummary summary;
  private final List<ColumnStatistics> inline = new ArrayList<>();
  private int inlineCategories;
  private ColumnsFile.Writer columnsFile;
  private int minColumn;
  private int maxColumn = -1;
  private long columns;
  private long entries;

  DatasetPublisher(FileSystem fs, Path folder, PackPlan plan, PackSummary summary)
      throws IOException {
    this.fs = fs;
    this.folder = folder;
    this.plan = plan;
    this.summary = summary;
    for (ColumnStatistics column : summary.columns()) {
      add(column);
    }
  }

  /** Adds a column of sparse data; they come in ascending order. */
  void addSparse(int column, NumericMoments moments, int i) throws IOException {
    NumericMoments.Summary of = moments.summaryOfSparse(i, summary.rows());
    minColumn = maxColumn < 0 ? column : minColumn;
    maxColumn = column;
    entries += moments.count(i);
    add(
        new ColumnStatistics(
            column,
            Integer.toString(column),
            ColumnKind.NUMERIC,
            of.count(),
            0,
            of.min(),
            of.max(),
            of.mean(),
            of.variance(),
            null,
            false));
  }

  private void add(ColumnStatistics column) throws IOException {
    columns++;
    inlineCategories += column.categories() == null ? 0 : column.categories().size();
    if (columnsFile == null
        && inline.size() < MOST_INLINE
        && inlineCategories <= MOST_INLINE_CATEGORIES) {
      inline.add(column);
      return;
    }
    if (columnsFile == null) {
      columnsFile =
          new ColumnsFile.Writer(fs.create(new Path(folder, DatasetLayout.COLUMNS), true));
      for (ColumnStatistics earlier : inline) {
        columnsFile.write(earlier);
      }
      inline.clear();
    }
    columnsFile.write(column);
  }

  /**
   * Writes the rest.
   *
   * @throws BadDataException if too many records are bad, or none is good
   */
  void finish() throws IOException {
    if (columnsFile != null) {
      columnsFile.close();
    }
    List<Skipped> skipped = summary.skipped();
    if (summary.skippedRecords() > plan.maxBadRecords()) {
      throw PackTask.tooMany(plan, skipped.get(0).record());
    }
    if (summary.rows() == 0) {
      throw new BadDataException(
          "The input has no usable record: "
              + plan.inputs().files().get(0).path()
              + (skipped.isEmpty()
                  ? " and the files after it hold none"
                  : "; the first bad one: " + skipped.get(0).record().sentence()));
    }
    List<BlockEntry> blocks = summary.blocks();
    BlockIndex.write(fs.create(DatasetLayout.index(folder), true), blocks);
    if (!skipped.isEmpty()) {
      writeQuarantine(skipped);
    }
    JsonFile.write(fs, DatasetLayout.document(folder), document(blocks));
  }

  private void writeQuarantine(List<Skipped> skipped) throws IOException {
    Path file = new Path(DatasetLayout.quarantine(folder), "bad-records.tsv");
    try (OutputStream out = fs.create(file, true)) {
      for (Skipped each : skipped) {
        BadRecord record = each.record();
        String line =
            String.join(
                "\t",
                field(record.path()),
                field(record.place()),
                field(record.reason()),
                field(record.text()));
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String field(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private DatasetDocument document(List<BlockEntry> blocks) {
    boolean sparse = plan.schema().layout() == Layout.SPARSE;
    return new DatasetDocument(
        DatasetDocument.FORMAT_VERSION,
        plan.codeVersion(),
        plan.fingerprint(),
        plan.inputs().format(),
        plan.schema(),
        summary.rows(),
        blocks.size(),
        blocks.stream().mapToLong(BlockEntry::bytes).sum(),
        summary.skippedRecords(),
        summary.labels().statistics(plan.schema()),
        sparse ? new SparseRange(minColumn, maxColumn, columns, entries) : null,
        columnsFile == null ? inline : null,
        columnsFile == null ? null : DatasetLayout.COLUMNS,
        plan.inputs().chunkBytes(),
        inputs(),
        plan.dependsOn());
  }

  private List<Input> inputs() {
    List<ChunkDigest> chunks = summary.chunks();
    List<Input> inputs = new ArrayList<>();
    int next = 0;
    for (InputFile file : plan.inputs().files()) {
      InputChecksum checksum = new InputChecksum();
      long bytes = 0;
      long count = 0;
      while (next < chunks.size() && chunks.get(next).file() == file.index()) {
        checksum.add(chunks.get(next).sha256());
        bytes += chunks.get(next).bytes();
        count++;
        next++;
      }
      inputs.add(
          new Input(
              file.path(),
              file.length(),
              file.modified(),
              file.splittable(),
              count,
              bytes,
              checksum.hex()));
    }
    return inputs;
  }
}
