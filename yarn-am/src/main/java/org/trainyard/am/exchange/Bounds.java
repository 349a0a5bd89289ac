package org.trainyard.am.exchange;

import java.io.IOException;

/** What is too large on the wire, whoever sends it. */
final class Bounds {
  /** What is at most so large goes along with a message, and saves a question and its answer. */
  private static final int SMALL_BYTES = 1 << 17;

  static final byte[] NOTHING = new byte[0];

  private Bounds() {}

  /** The bytes if they are few, else none. */
  static byte[] small(byte[] bytes) {
    return bytes.length <= SMALL_BYTES ? bytes : NOTHING;
  }

  static int check(String what, int bytes, int most) throws IOException {
    if (bytes < 0 || bytes > most) {
      throw new IOException("Refused " + what + " of " + bytes + " bytes: at most " + most);
    }
    return bytes;
  }

  static void checkVersion(String what, byte found, byte known) throws IOException {
    if (found != known) {
      throw new IOException(
          "Cannot read " + what + ": format version " + found + ", this build reads " + known);
    }
  }
}
