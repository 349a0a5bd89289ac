package org.trainyard.formats.raw;

import java.io.IOException;

/**
 * Reads one kind of raw file. Made from the settings and the schema alone, so every task makes the
 * same one; what a chunk gives depends on the input's bytes and never on which chunks are read
 * together.
 */
public interface RawReader {
  /**
   * Reads chunks {@code fromChunk} up to, not including, {@code toChunk} of a file, in order.
   *
   * @throws BadDataException when the file cannot be read as what it is said to be, with the place
   *     and the reason
   */
  void read(InputFile file, long fromChunk, long toChunk, RawSink sink) throws IOException;
}
