package org.trainyard.am.resident;

import java.util.List;

/**
 * One split of the data, as the master sees it.
 *
 * @param bytes of the packed blocks
 * @param hosts that hold a copy
 */
record Piece(long bytes, List<String> hosts) {}
