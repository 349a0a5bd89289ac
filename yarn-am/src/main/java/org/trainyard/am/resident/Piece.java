package org.trainyard.am.resident;

import java.util.List;
import java.util.Map;

/**
 * One split of the data, or one piece of raw input, as the master sees it.
 *
 * @param bytes of the packed blocks, or of the input
 * @param hosts that hold a copy
 * @param files of blocks, as paths without file system: those that the split lies in with the bytes
 *     in each; the one that the piece is packed to
 */
record Piece(long bytes, List<String> hosts, Map<String, Long> files) {
  /** Of which nobody knows the files. */
  Piece(long bytes, List<String> hosts) {
    this(bytes, hosts, Map.of());
  }
}
