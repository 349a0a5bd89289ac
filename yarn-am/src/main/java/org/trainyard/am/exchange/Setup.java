package org.trainyard.am.exchange;

/**
 * The answer to hello: what stays the same while the worker lives.
 *
 * @param epoch number of the master's attempt; orders of an earlier one are not obeyed
 * @param run directory of the run
 * @param splits into how many splits the segments are combined
 * @param shards into how many shards partials are cut
 */
public record Setup(int epoch, String run, int splits, int shards) {}
