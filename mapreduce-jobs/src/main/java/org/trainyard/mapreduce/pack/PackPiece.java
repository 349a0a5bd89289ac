package org.trainyard.mapreduce.pack;

import java.util.List;

/**
 * A piece of raw input.
 *
 * @param bytes as stored
 * @param hosts that hold a copy of its beginning
 * @param file of the dataset that its blocks go to, as a path without file system
 */
public record PackPiece(long bytes, List<String> hosts, String file) {}
