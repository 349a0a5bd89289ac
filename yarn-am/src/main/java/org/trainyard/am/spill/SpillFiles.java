package org.trainyard.am.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where data go that do not fit the memory. Thread-safe. */
public interface SpillFiles extends Closeable {
  /** One file, which is written at its end only. */
  interface Spill extends Closeable {
    /** Appends all of a buffer; where it begins. */
    long append(ByteBuffer bytes) throws IOException;

    /** Reads what was appended, as much as the buffer has room for; it is at its limit then. */
    void read(long from, ByteBuffer into) throws IOException;

    /** The same into a new buffer, ready to be read from. */
    default ByteBuffer read(long from, int bytes) throws IOException {
      ByteBuffer into = ByteBuffer.allocate(bytes);
      read(from, into);
      return into.flip();
    }
  }

  /** A new file; the name is for people. */
  Spill create(String name) throws IOException;
}
