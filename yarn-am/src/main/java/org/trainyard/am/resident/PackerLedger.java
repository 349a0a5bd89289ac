package org.trainyard.am.resident;

import java.util.HashMap;
import java.util.Map;
import org.trainyard.am.exchange.WorkerId;

/** Which worker packed which file of blocks. Sole owner of that; one thread. */
final class PackerLedger {
  private final Map<String, WorkerId> packers = new HashMap<>();

  /** A worker's copy of a piece of the raw input counts. */
  void packed(Piece piece, WorkerId worker) {
    piece.files().keySet().forEach(file -> packers.put(file, worker));
  }

  /** Who packed most of a split's bytes; null if nobody did who is known. */
  WorkerId ofMost(Piece split) {
    Map<WorkerId, Long> shares = new HashMap<>();
    WorkerId most = null;
    for (Map.Entry<String, Long> file : split.files().entrySet()) {
      WorkerId packer = packers.get(file.getKey());
      if (packer != null) {
        long share = shares.merge(packer, file.getValue(), Long::sum);
        most = most == null || share > shares.get(most) ? packer : most;
      }
    }
    return most;
  }
}
