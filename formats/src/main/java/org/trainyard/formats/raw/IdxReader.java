package org.trainyard.formats.raw;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.raw.RawSchema.Column;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.LabelKind;
import org.trainyard.formats.raw.RawSchema.Layout;

/**
 * Reads IDX tensors: each sample a row of all its values as they stand. Files of labels give no
 * blocks of their own, only digests.
 */
final class IdxReader implements RawReader {
  private static final int BATCH_BYTES = 1 << 16;

  private final RawSettings settings;
  private final RawSchema schema;
  private final Configuration conf;
  private final long chunkBytes;
  private IdxFiles files;

  IdxReader(RawSettings settings, RawSchema schema, Configuration conf, long chunkBytes) {
    this.settings = settings;
    this.schema = schema;
    this.conf = conf;
    this.chunkBytes = chunkBytes;
  }

  /** The schema: one numeric column for each value of a sample. */
  static RawSchema infer(RawSettings settings, Configuration conf) throws IOException {
    IdxFiles files = IdxFiles.find(settings, conf);
    List<Column> columns = new ArrayList<>();
    for (int value = 0; value < files.features(); value++) {
      columns.add(new Column("p" + value, ColumnKind.NUMERIC, value));
    }
    boolean labelled = !files.labelsOf().isEmpty();
    return new RawSchema(
        Layout.DENSE,
        columns,
        labelled ? "label" : null,
        labelled ? LabelKind.NUMBER : LabelKind.NONE,
        null,
        List.of(),
        false);
  }

  @Override
  public void read(InputFile file, long fromChunk, long toChunk, RawSink sink) throws IOException {
    IdxHeader header = IdxFiles.header(file.path(), conf);
    if (file.splittable() && file.length() != header.fileBytes()) {
      throw wrongLength(file, header, Long.toString(file.length()));
    }
    try (ChunkStream stream = ChunkStream.open(file, conf, chunkBytes, fromChunk, toChunk, 0)) {
      Samples samples = new Samples(file, header, stream, sink);
      samples.chunk = file.splittable() ? fromChunk : 0;
      if (!header.isLabels()) {
        samples.read();
      }
      samples.finish(toChunk);
    }
  }

  private InputStream labels(InputFile file) throws IOException {
    if (files == null) {
      files = IdxFiles.find(settings, conf);
    }
    String path = files.labelsOf().get(file.path());
    if (path == null) {
      throw new BadDataException(
          "No file of labels belongs to "
              + file.path()
              + "; --labels names it, --label none goes"
              + " without");
    }
    return new BufferedInputStream(SourceStream.open(path, conf), BATCH_BYTES);
  }

  private static BadDataException wrongLength(InputFile file, IdxHeader header, String found) {
    return new BadDataException(
        file.path()
            + " is damaged or cut off: its header tells of "
            + header.samples()
            + " samples, so of "
            + header.fileBytes()
            + " bytes (uncompressed), but it has "
            + found);
  }

  private final class Samples {
    private final InputFile file;
    private final IdxHeader header;
    private final ChunkStream stream;
    private final RawSink sink;
    private final int sampleBytes;
    private final DenseBlockBuilder builder;
    private final BlockCutter cutter;
    private long chunk;

    Samples(InputFile file, IdxHeader header, ChunkStream stream, RawSink sink) {
      this.file = file;
      this.header = header;
      this.stream = stream;
      this.sink = sink;
      this.sampleBytes = header.sampleBytes();
      this.builder = new DenseBlockBuilder(schema.labelKind(), false, header.features(), 0);
      this.cutter = new BlockCutter(file, builder, sink);
    }

    void read() throws IOException {
      long behindHeader = Math.max(0, stream.position() - header.headerBytes());
      long first = (behindHeader + sampleBytes - 1) / sampleBytes;
      if (first >= header.samples()) {
        return;
      }
      skip(header.headerBytes() + first * sampleBytes - stream.position());
      if (schema.labelKind() == LabelKind.NONE) {
        rows(first, null, null);
        return;
      }
      try (InputStream labels = labels(file)) {
        IdxHeader labelHeader = IdxHeader.read(file.path(), labels);
        labels.skipNBytes(first * labelHeader.sampleBytes());
        rows(first, labels, labelHeader.type());
      }
    }

    private void skip(long bytes) throws IOException {
      if (stream.readFully(new byte[(int) bytes], 0, (int) bytes) < bytes) {
        throw wrongLength(file, header, "only " + stream.position());
      }
    }

    private void rows(long first, InputStream labels, IdxHeader.Type labelType) throws IOException {
      int batch = Math.max(1, BATCH_BYTES / sampleBytes);
      byte[] bytes = new byte[batch * sampleBytes];
      float[] row = new float[header.features()];
      int held = 0;
      for (long sample = first; sample < header.samples(); sample++) {
        long offset = header.headerBytes() + sample * sampleBytes;
        if (offset >= stream.to()) {
          return;
        }
        if (sample - first == held) {
          int wanted = (int) Math.min(batch, header.samples() - sample) * sampleBytes;
          if (stream.readFully(bytes, 0, wanted) < wanted) {
            throw wrongLength(file, header, "only " + stream.position());
          }
          held += wanted / sampleBytes;
        }
        while (chunk < offset / chunkBytes) {
          endChunk();
        }
        int at = (int) ((sample - first) % batch) * sampleBytes;
        String problem = numbers(ByteBuffer.wrap(bytes), at, row);
        sink.record(new AsItStands(sample, row));
        double label = labels == null ? Double.NaN : label(labels, labelType);
        if (labels != null && !Double.isFinite(label)) {
          problem = "the label " + label + " is not finite";
        }
        if (problem != null) {
          sink.bad(new BadRecord(file.path(), "sample " + sample, problem, "(binary)"));
          continue;
        }
        cutter.beforeRow(chunk, row.length);
        builder.addNumbers(row);
        builder.endRow(label, null, 1f);
      }
    }

    private String numbers(ByteBuffer bytes, int start, float[] row) {
      int size = header.type().bytes();
      int notFinite = -1;
      for (int value = row.length - 1; value >= 0; value--) {
        row[value] = (float) header.type().at(bytes, start + value * size);
        notFinite = Float.isFinite(row[value]) ? notFinite : value;
      }
      return notFinite < 0 ? null : "value " + notFinite + " is not a finite 32-bit number";
    }

    private double label(InputStream labels, IdxHeader.Type type) throws IOException {
      byte[] bytes = labels.readNBytes(type.bytes());
      if (bytes.length < type.bytes()) {
        throw new BadDataException("The file of labels of " + file.path() + " is cut off");
      }
      return type.at(ByteBuffer.wrap(bytes), 0);
    }

    /** Reads what is left of the chunks, and ends them. */
    void finish(long toChunk) throws IOException {
      byte[] rest = new byte[BATCH_BYTES];
      while (stream.position() < stream.to()) {
        if (stream.read(rest, 0, rest.length) < 0) {
          break;
        }
      }
      if (!file.splittable() && stream.position() != header.fileBytes()) {
        throw wrongLength(file, header, Long.toString(stream.position()));
      }
      while (file.splittable() ? chunk < toChunk : stream.isComplete(chunk)) {
        endChunk();
      }
    }

    private void endChunk() throws IOException {
      cutter.endOfChunk(chunk);
      stream.tell(chunk, sink);
      chunk++;
    }
  }

  /** A sample for whoever writes beside it; its line is a JSON array. */
  private record AsItStands(long position, float[] values) implements RawRecord {
    @Override
    public byte[] line() {
      return Arrays.toString(values).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String field(int field) {
      return field < values.length ? Float.toString(values[field]) : null;
    }
  }
}
