package org.trainyard.am.exchange;

import java.util.List;

/**
 * Add up one shard of all contributors' partials.
 *
 * @param iteration whose partials
 * @param attempt at reducing this iteration, from 1
 * @param shard which shard
 * @param contributors who kept at least one split; the reducing worker may be one of them
 */
public record ReduceOrder(int iteration, int attempt, int shard, List<Peer> contributors) {}
