package org.trainyard.formats.raw;

import java.io.IOException;
import org.trainyard.formats.dataset.StoredBlock.BlockId;

/** Cuts the rows of a file into blocks: at the end of each chunk, and where a block is full. */
final class BlockCutter {
  private final InputFile file;
  private final BlockBuilder builder;
  private final RawSink sink;
  private int part;

  BlockCutter(InputFile file, BlockBuilder builder, RawSink sink) {
    this.file = file;
    this.builder = builder;
    this.sink = sink;
  }

  /** To be called before a row of so many numbers is added. */
  void beforeRow(long chunk, int values) throws IOException {
    if (builder.isFullFor(values)) {
      cut(chunk);
    }
  }

  /** To be called after the last row of a chunk. */
  void endOfChunk(long chunk) throws IOException {
    if (builder.rows() > 0) {
      cut(chunk);
    }
    part = 0;
  }

  private void cut(long chunk) throws IOException {
    sink.block(builder.take(new BlockId(file.index(), chunk, part++)));
  }
}
