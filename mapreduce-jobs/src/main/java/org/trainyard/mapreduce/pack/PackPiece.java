package org.trainyard.mapreduce.pack;

import java.util.List;

/**
 * A piece of raw input.
 *
 * @param bytes as stored
 * @param hosts that hold a copy of its beginning
 */
public record PackPiece(long bytes, List<String> hosts) {}
