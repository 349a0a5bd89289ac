package org.trainyard.mapreduce.pack;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.WritableUtils;
import org.trainyard.formats.dataset.BlockEntry;
import org.trainyard.formats.dataset.BlockFileWriter.Written;
import org.trainyard.formats.dataset.ColumnStatistics;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.dataset.StoredBlock.BlockId;
import org.trainyard.formats.raw.BadRecord;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.raw.RawSchema;
import org.trainyard.formats.raw.RawSchema.Column;
import org.trainyard.formats.raw.RawSchema.ColumnKind;

/**
 * What a task has found in its part of the input, but for the columns of sparse data ({@link
 * SparseColumns}): adds up to the same whole whatever the parts. Not thread-safe.
 */
final class PackSummary {
  private final RawSchema schema;
  private final LabelCounts labels = new LabelCounts();
  private final NumericMoments numeric;
  private final BlockMoments ofBlock;
  private final CategoryCounts[] categorical;
  private final List<BlockEntry> blocks = new ArrayList<>();
  private final List<ChunkDigest> chunks = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private long skippedRecords;
  private long rows;

  /** Digest of a chunk. */
  record ChunkDigest(int file, long chunk, long bytes, byte[] sha256)
      implements Comparable<ChunkDigest> {
    @Override
    public int compareTo(ChunkDigest other) {
      int byFile = Integer.compare(file, other.file);
      return byFile != 0 ? byFile : Long.compare(chunk, other.chunk);
    }
  }

  /** A record that was left out, and its place among all of them. */
  record Skipped(int file, long chunk, int sequence, BadRecord record)
      implements Comparable<Skipped> {
    @Override
    public int compareTo(Skipped other) {
      int byFile = Integer.compare(file, other.file);
      int byChunk = byFile != 0 ? byFile : Long.compare(chunk, other.chunk);
      return byChunk != 0 ? byChunk : Integer.compare(sequence, other.sequence);
    }
  }

  PackSummary(RawSchema schema, long maxCategories) {
    this.schema = schema;
    int width = schema.columns(ColumnKind.NUMERIC).size();
    this.numeric = new NumericMoments(width);
    this.ofBlock = new BlockMoments(width);
    this.categorical = new CategoryCounts[schema.columns(ColumnKind.CATEGORICAL).size()];
    for (int c = 0; c < categorical.length; c++) {
      categorical[c] = new CategoryCounts(maxCategories);
    }
  }

  /** Adds a block that was written. */
  void add(StoredBlock block, String file, Written written) {
    rows += block.rows();
    blocks.add(new BlockEntry(block.id(), file, written.position(), written.bytes(), block.rows()));
    labels.add(block);
    for (int c = 0; c < categorical.length; c++) {
      categorical[c].add(block.categorical()[c]);
    }
    if (block.dense() != null) {
      int width = ofBlock.count.length;
      ofBlock.clear();
      for (int r = 0; r < block.rows(); r++) {
        addRow(block.dense(), r * width, width);
      }
      numeric.add(ofBlock);
    }
  }

  private void addRow(float[] tile, int from, int width) {
    boolean missing = false;
    for (int at = from; at < from + width; at++) {
      missing |= Float.isNaN(tile[at]);
    }
    if (!missing) {
      ofBlock.addRow(tile, from);
      return;
    }
    for (int c = 0; c < width; c++) {
      if (!Float.isNaN(tile[from + c])) {
        ofBlock.add(c, tile[from + c]);
      }
    }
  }

  /** Adds a chunk that was read. */
  void add(InputFile file, long chunk, long bytes, byte[] sha256) {
    chunks.add(new ChunkDigest(file.index(), chunk, bytes, sha256));
  }

  /** Adds a record that was left out. */
  void add(Skipped record) {
    skippedRecords++;
    skipped.add(record);
  }

  long rows() {
    return rows;
  }

  long skippedRecords() {
    return skippedRecords;
  }

  /** The blocks in order. */
  List<BlockEntry> blocks() {
    return blocks.stream().sorted().toList();
  }

  /** The chunks in order. */
  List<ChunkDigest> chunks() {
    return chunks.stream().sorted().toList();
  }

  /** The records that were left out, in order. */
  List<Skipped> skipped() {
    return skipped.stream().sorted().toList();
  }

  LabelCounts labels() {
    return labels;
  }

  /** Statistics of the tabular columns in the order of the schema. */
  List<ColumnStatistics> columns() {
    List<ColumnStatistics> columns = new ArrayList<>();
    int number = 0;
    int category = 0;
    for (Column column : schema.columns()) {
      if (column.kind() == ColumnKind.NUMERIC) {
        NumericMoments.Summary of = numeric.summary(number++);
        columns.add(
            new ColumnStatistics(
                columns.size(),
                column.name(),
                column.kind(),
                of.count(),
                rows - of.count(),
                of.min(),
                of.max(),
                of.mean(),
                of.variance(),
                null,
                false));
      } else {
        CategoryCounts of = categorical[category++];
        columns.add(
            new ColumnStatistics(
                columns.size(),
                column.name(),
                column.kind(),
                of.count(),
                of.missing(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                of.byText(),
                of.more()));
      }
    }
    return columns;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(rows);
    labels.write(out);
    numeric.write(out, 0, ofBlock.count.length);
    for (CategoryCounts counts : categorical) {
      counts.write(out);
    }
    WritableUtils.writeVInt(out, blocks.size());
    for (BlockEntry block : blocks) {
      WritableUtils.writeVInt(out, block.id().file());
      WritableUtils.writeVLong(out, block.id().chunk());
      WritableUtils.writeVInt(out, block.id().part());
      Text.writeString(out, block.file());
      WritableUtils.writeVLong(out, block.position());
      WritableUtils.writeVInt(out, block.bytes());
      WritableUtils.writeVInt(out, block.rows());
    }
    WritableUtils.writeVInt(out, chunks.size());
    for (ChunkDigest chunk : chunks) {
      WritableUtils.writeVInt(out, chunk.file());
      WritableUtils.writeVLong(out, chunk.chunk());
      WritableUtils.writeVLong(out, chunk.bytes());
      WritableUtils.writeVInt(out, chunk.sha256().length);
      out.write(chunk.sha256());
    }
    WritableUtils.writeVInt(out, skipped.size());
    for (Skipped each : skipped) {
      WritableUtils.writeVInt(out, each.file());
      WritableUtils.writeVLong(out, each.chunk());
      WritableUtils.writeVInt(out, each.sequence());
      Text.writeString(out, each.record().path());
      Text.writeString(out, each.record().place());
      Text.writeString(out, each.record().reason());
      Text.writeString(out, each.record().text());
    }
  }

  void readAndAdd(DataInput in) throws IOException {
    rows += in.readLong();
    labels.readAndAdd(in);
    numeric.readAndAdd(in, ofBlock.count.length);
    for (CategoryCounts counts : categorical) {
      counts.readAndAdd(in);
    }
    for (int n = WritableUtils.readVInt(in); n > 0; n--) {
      BlockId id =
          new BlockId(
              WritableUtils.readVInt(in), WritableUtils.readVLong(in), WritableUtils.readVInt(in));
      blocks.add(
          new BlockEntry(
              id,
              Text.readString(in),
              WritableUtils.readVLong(in),
              WritableUtils.readVInt(in),
              WritableUtils.readVInt(in)));
    }
    for (int n = WritableUtils.readVInt(in); n > 0; n--) {
      int file = WritableUtils.readVInt(in);
      long chunk = WritableUtils.readVLong(in);
      long bytes = WritableUtils.readVLong(in);
      byte[] sha256 = new byte[WritableUtils.readVInt(in)];
      in.readFully(sha256);
      chunks.add(new ChunkDigest(file, chunk, bytes, sha256));
    }
    for (int n = WritableUtils.readVInt(in); n > 0; n--) {
      add(
          new Skipped(
              WritableUtils.readVInt(in),
              WritableUtils.readVLong(in),
              WritableUtils.readVInt(in),
              new BadRecord(
                  Text.readString(in),
                  Text.readString(in),
                  Text.readString(in),
                  Text.readString(in))));
    }
  }
}
