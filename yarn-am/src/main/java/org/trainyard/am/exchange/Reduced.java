package org.trainyard.am.exchange;

/**
 * A shard is summed and can be fetched.
 *
 * @param iteration as ordered
 * @param attempt as ordered
 * @param shard as ordered
 */
public record Reduced(int iteration, int attempt, int shard) {}
