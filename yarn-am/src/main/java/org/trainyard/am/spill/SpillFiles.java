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

    /** Reads what was appended. */
    ByteBuffer read(long from, int bytes) throws IOException;
  }

  /** A new file; the name is for people. */
  Spill create(String name) throws IOException;
}
