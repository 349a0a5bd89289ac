package org.trainyard.am.exchange;

import java.util.List;

/**
 * A worker's first word to a master, and its word again to the master of the next attempt.
 *
 * @param peer who and where
 * @param cores that it computes on
 * @param cacheBytes how much decoded data it may keep
 * @param held splits that it has in memory or on its disk
 * @param splits into how many splits it knows the data to be cut; 0 if it knows nothing yet
 */
public record Hello(Peer peer, int cores, long cacheBytes, List<Integer> held, int splits) {}
