package org.trainyard.am.exchange;

import java.io.IOException;

/** What is refused on the wire, whoever sends it. */
final class Bounds {
  private Bounds() {}

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
