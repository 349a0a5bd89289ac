package org.trainyard.formats.raw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.DataKeys.FormatName;
import org.trainyard.formats.raw.RawSchema.LabelKind;
import org.trainyard.formats.raw.RawSchema.Layout;

/**
 * Reads LIBSVM, also called SVMLight: {@code label index:value … # comment}. Column numbers are
 * kept as they stand. {@code qid} is left out, with a word in the log.
 */
final class LibsvmReader implements RawReader {
  private static final Logger LOG = LoggerFactory.getLogger(LibsvmReader.class);
  private static final String LABEL_NAME = "label";
  private static final int HEAD_LINES = 1000;

  private final RawSettings settings;
  private final LabelKind labelKind;
  private final TextChunks chunks;
  private boolean toldOfQueries;

  LibsvmReader(RawSettings settings, RawSchema schema, Configuration conf, long chunkBytes) {
    this.settings = settings;
    this.labelKind = schema.labelKind();
    this.chunks = new TextChunks(conf, chunkBytes, -1);
  }

  @Override
  public void read(InputFile file, long fromChunk, long toChunk, RawSink sink) throws IOException {
    chunks.read(file, fromChunk, toChunk, new Lines(file, sink), sink);
  }

  private final class Lines implements TextChunks.Handler {
    private final InputFile file;
    private final RawSink sink;
    private final LibsvmLine parsed = new LibsvmLine(settings.firstColumn());
    private final SparseBlockBuilder builder = new SparseBlockBuilder(labelKind);
    private final BlockCutter cutter;
    private final LabelParser labels = new LabelParser(labelKind, settings);

    Lines(InputFile file, RawSink sink) {
      this.file = file;
      this.sink = sink;
      this.cutter = new BlockCutter(file, builder, sink);
    }

    @Override
    public void line(TextLine line) throws IOException {
      if (LibsvmLine.isEmpty(line)) {
        return;
      }
      sink.record(line);
      String problem = parsed.parse(line);
      if (problem == null) {
        problem =
            parsed.labelFrom == parsed.labelTo
                ? labels.parse(null)
                : labels.parse(line.bytes, parsed.labelFrom, parsed.labelTo);
      }
      if (problem != null) {
        sink.bad(line.bad(file, problem));
        return;
      }
      if (parsed.query && !toldOfQueries) {
        LOG.warn("{}: query numbers (qid) are ignored; ranking is not supported", file.path());
        toldOfQueries = true;
      }
      cutter.beforeRow(line.chunk, parsed.count);
      builder.addRow(parsed.columns, parsed.values, parsed.count);
      builder.endRow(labels.number(), labels.text(), 1f);
    }

    @Override
    public void endOfChunk(long chunk) throws IOException {
      cutter.endOfChunk(chunk);
    }
  }

  /**
   * The schema of LIBSVM files: sparse, with numbers for labels if the first lines have nothing
   * else. First lines without any entry are believed only if the user says what they are.
   */
  static RawSchema infer(RawSettings settings, RawInputs inputs, Configuration conf)
      throws IOException {
    Head head = new Head(settings);
    for (InputFile file : inputs.files()) {
      new TextChunks(conf, inputs.chunkBytes(), -1)
          .read(file, 0, file.chunks(), head, RawSinks.NOTHING);
      if (head.lines > 0) {
        break;
      }
    }
    if (head.features == 0 && settings.format() != FormatName.LIBSVM) {
      throw new BadDataException(
          "The first lines of "
              + inputs.files().get(0).path()
              + " hold no index:value; say with --format what they are, also if it is libsvm");
    }
    LabelKind kind = settings.withoutLabel() ? LabelKind.NONE : head.kind;
    if (kind == LabelKind.TEXT && settings.task() == DataKeys.Task.REGRESSION) {
      throw new BadDataException(
          "Regression needs numbers for labels, but a label of "
              + inputs.files().get(0).path()
              + " is '"
              + head.textLabel
              + "'");
    }
    return new RawSchema(
        Layout.SPARSE,
        List.of(),
        kind == LabelKind.NONE ? null : LABEL_NAME,
        kind,
        null,
        List.of(),
        false);
  }

  private static final class Head implements TextChunks.Handler {
    private final RawSettings settings;
    private final LibsvmLine parsed;
    private final DecimalParser numbers = new DecimalParser();
    private LabelKind kind = LabelKind.NONE;
    private String textLabel;
    private int lines;
    private long features;

    Head(RawSettings settings) {
      this.settings = settings;
      this.parsed = new LibsvmLine(settings.firstColumn());
    }

    @Override
    public void line(TextLine line) {
      if (LibsvmLine.isEmpty(line)) {
        return;
      }
      boolean right = parsed.parse(line) == null;
      lines++;
      features += parsed.count;
      String text = parsed.label();
      if (!right || text == null) {
        return;
      }
      byte[] label = settings.meaning(text).getBytes(StandardCharsets.UTF_8);
      if (numbers.parse(label, 0, label.length) != DecimalParser.NUMBER) {
        kind = LabelKind.TEXT;
        textLabel = text;
      } else if (kind == LabelKind.NONE) {
        kind = LabelKind.NUMBER;
      }
    }

    @Override
    public boolean hasEnough() {
      return lines >= HEAD_LINES;
    }
  }
}
