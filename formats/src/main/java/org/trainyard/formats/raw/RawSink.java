package org.trainyard.formats.raw;

import java.io.IOException;
import org.trainyard.formats.dataset.StoredBlock;

/** Where a {@link RawReader} puts what it finds, in order of the input. */
public interface RawSink {
  /** A finished block, of at least one sample. */
  void block(StoredBlock block) throws IOException;

  /**
   * Every record, in order, before it is judged: {@link #bad} follows at once where it cannot be
   * used, else it becomes the next row of a later block.
   */
  default void record(RawRecord record) throws IOException {}

  /**
   * A record that could not be used. The sink decides whether that ends the reading, by throwing.
   */
  void bad(BadRecord record) throws IOException;

  /**
   * The end of a chunk.
   *
   * @param sha256 digest of the chunk's bytes (uncompressed), for provenance and {@code verify}
   */
  void chunkDone(InputFile file, long chunk, long bytes, byte[] sha256) throws IOException;
}
