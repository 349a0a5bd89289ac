package org.trainyard.formats.raw;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.trainyard.formats.dataset.StoredBlock;
import org.trainyard.formats.dataset.StoredBlock.Codes;

/** Keeps all that a reader gives. */
final class CollectingSink implements RawSink {
  final List<StoredBlock> blocks = new ArrayList<>();
  final List<BadRecord> bad = new ArrayList<>();
  final List<String> chunks = new ArrayList<>();

  /** Positions and lines of the records, if they are wanted. */
  final List<String> records = new ArrayList<>();

  private final boolean withRecords;

  CollectingSink() {
    this(false);
  }

  CollectingSink(boolean withRecords) {
    this.withRecords = withRecords;
  }

  @Override
  public void record(RawRecord record) {
    if (withRecords) {
      records.add(record.position() + " " + new String(record.line(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void block(StoredBlock block) {
    blocks.add(block);
  }

  @Override
  public void bad(BadRecord record) {
    bad.add(record);
  }

  @Override
  public void chunkDone(InputFile file, long chunk, long bytes, byte[] sha256) {
    chunks.add(file.index() + "/" + chunk + " " + bytes + " " + HexFormat.of().formatHex(sha256));
  }

  int rows() {
    return blocks.stream().mapToInt(StoredBlock::rows).sum();
  }

  /** All that was given, as text to compare: equal only if all arrays are. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (StoredBlock block : blocks) {
      text.append(block.id()).append(' ').append(block.rows());
      text.append(Arrays.toString(block.labels())).append(text(block.textLabels()));
      text.append(Arrays.toString(block.weights())).append(Arrays.toString(block.dense()));
      if (block.sparse() != null) {
        text.append(Arrays.toString(block.sparse().dictionary()));
        text.append(Arrays.toString(block.sparse().rowStart()));
        text.append(Arrays.toString(block.sparse().columns()));
        text.append(Arrays.toString(block.sparse().values()));
      }
      for (Codes codes : block.categorical()) {
        text.append(text(codes));
      }
      text.append('\n');
    }
    return text + bad.toString() + "\n" + String.join("\n", chunks) + "\n" + records;
  }

  private static String text(Codes codes) {
    return codes == null
        ? "-"
        : Arrays.toString(codes.dictionary()) + Arrays.toString(codes.codes());
  }
}
