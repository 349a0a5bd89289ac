package org.trainyard.formats.raw;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.raw.RawSchema.Column;
import org.trainyard.formats.raw.RawSchema.ColumnKind;
import org.trainyard.formats.raw.RawSchema.LabelKind;

/** Reads CSV and TSV. */
final class TableReader implements RawReader {
  private static final int SHOWN = 40;

  private final RawSettings settings;
  private final RawFormat format;
  private final RawSchema schema;
  private final TextChunks chunks;

  TableReader(
      RawSettings settings,
      RawFormat format,
      RawSchema schema,
      Configuration conf,
      long chunkBytes) {
    this.settings = settings;
    this.format = format;
    this.schema = schema;
    this.chunks = chunks(settings, conf, chunkBytes);
  }

  /** The way that the lines of a table are cut. */
  static TextChunks chunks(RawSettings settings, Configuration conf, long chunkBytes) {
    int quote = settings.dialect().multiline() ? settings.dialect().quote() : -1;
    return new TextChunks(conf, chunkBytes, quote);
  }

  @Override
  public void read(InputFile file, long fromChunk, long toChunk, RawSink sink) throws IOException {
    boolean fromBeginning = fromChunk == 0 || !file.splittable();
    chunks.read(file, fromChunk, toChunk, new Lines(file, sink, fromBeginning), sink);
  }

  private final class Lines implements TextChunks.Handler {
    private final InputFile file;
    private final RawSink sink;
    private final TableFields fields = new TableFields(settings.dialect(), format, numbers());
    private final MissingTexts missing = new MissingTexts(settings.dialect().missing());
    private final LabelParser labels = new LabelParser(schema.labelKind(), settings);
    private final List<Column> numeric = schema.columns(ColumnKind.NUMERIC);
    private final List<Column> categorical = schema.columns(ColumnKind.CATEGORICAL);
    private final int labelPosition = schema.labelPosition();
    private final int weightPosition = schema.weightPosition();
    private final int[] positions = numeric.stream().mapToInt(Column::position).toArray();
    private final float[] row = new float[numeric.size()];
    private final DenseBlockBuilder builder =
        new DenseBlockBuilder(
            schema.labelKind(), weightPosition >= 0, numeric.size(), categorical.size());
    private final BlockCutter cutter;
    private long linesToSkip;
    private boolean headerAwaited;
    private float weight = 1f;

    Lines(InputFile file, RawSink sink, boolean fromBeginning) {
      this.file = file;
      this.sink = sink;
      this.cutter = new BlockCutter(file, builder, sink);
      this.linesToSkip = fromBeginning ? settings.dialect().skipLines() : 0;
      this.headerAwaited = fromBeginning && schema.header();
    }

    @Override
    public void line(TextLine line) throws IOException {
      if (linesToSkip > 0) {
        linesToSkip--;
        return;
      }
      if (line.isBlank()) {
        return;
      }
      String problem = fields.split(line);
      if (headerAwaited) {
        headerAwaited = false;
        checkHeader(problem);
        return;
      }
      sink.record(fields);
      if (problem == null) {
        problem = parse();
      }
      if (problem != null) {
        sink.bad(line.bad(file, problem));
        return;
      }
      cutter.beforeRow(line.chunk, row.length);
      add();
    }

    @Override
    public void endOfChunk(long chunk) throws IOException {
      if (chunk == 0 && file.chunks() > 1 && (linesToSkip > 0 || headerAwaited)) {
        throw new BadDataException(
            file.path()
                + ": the lines to skip and the header are longer than the first chunk, "
                + chunks.chunkBytes()
                + " bytes; raise --chunk-bytes or lower --skip-lines");
      }
      cutter.endOfChunk(chunk);
    }

    private void checkHeader(String problem) throws BadDataException {
      List<String> names =
          problem == null ? ColumnNames.ofHeader(file.path(), fields.texts()) : List.of(problem);
      if (!names.equals(schema.fieldNames())) {
        throw new BadDataException(
            file.path()
                + " does not begin with the same header as the first file: found "
                + shorten(String.join(",", names), 300)
                + "; expected "
                + shorten(String.join(",", schema.fieldNames()), 300)
                + "; all files need the same one, or none with --header false");
      }
    }

    private String parse() {
      int width = schema.fieldNames().size();
      if (fields.count != width) {
        return fields.count + " fields instead of " + width;
      }
      for (int column = 0; column < row.length; column++) {
        int field = positions[column];
        float value = isMissing(field) ? Float.NaN : fields.number(field);
        row[column] = value;
        if (Float.isNaN(value) && !isMissing(field)) {
          return notANumber(numeric.get(column));
        }
      }
      if (weightPosition >= 0) {
        weight = isMissing(weightPosition) ? Float.NaN : fields.number(weightPosition);
        if (!(weight >= 0)) {
          return "the weight '" + shown(weightPosition) + "' is not a number of at least 0";
        }
      }
      if (schema.labelKind() == LabelKind.NONE) {
        return null;
      }
      return isMissing(labelPosition)
          ? labels.parse(null)
          : labels.parse(fields.bytes, fields.from[labelPosition], fields.to[labelPosition]);
    }

    private void add() {
      builder.addNumbers(row);
      for (int column = 0; column < categorical.size(); column++) {
        int field = categorical.get(column).position();
        if (isMissing(field)) {
          builder.categorical(column).addMissing();
        } else {
          builder.categorical(column).add(fields.bytes, fields.from[field], fields.to[field]);
        }
      }
      builder.endRow(labels.number(), labels.text(), weight);
    }

    private boolean isMissing(int field) {
      return missing.contains(fields.bytes, fields.from[field], fields.to[field]);
    }

    private String notANumber(Column column) {
      return "the numeric column '"
          + column.name()
          + "' holds '"
          + shown(column.position())
          + "', which is not a finite 32-bit number; --categorical "
          + column.name()
          + " reads it as text, --missing says which texts mean a missing value";
    }

    private String shown(int field) {
      return shorten(fields.text(field), SHOWN);
    }
  }

  /** For each field whether a number is expected in it. */
  private boolean[] numbers() {
    boolean[] numbers = new boolean[schema.fieldNames().size()];
    for (Column column : schema.columns(ColumnKind.NUMERIC)) {
      numbers[column.position()] = true;
    }
    if (schema.weightPosition() >= 0) {
      numbers[schema.weightPosition()] = true;
    }
    return numbers;
  }

  private static String shorten(String text, int most) {
    return text.length() > most ? text.substring(0, most) + "…" : text;
  }
}
