package org.trainyard.gpu.network;

import org.trainyard.gpu.device.LaunchShape;

/**
 * How the threads of a block share out a product; see network.cuh and tensor.cuh. All of one
 * precision give the same bits.
 */
enum Tiling {
  SMALL("small", 16, 128),
  LARGE("large", 64, 256),
  HUGE("huge", 128, 256),
  /** By warps, on tensor cores, as the following. */
  TENSOR_SMALL("small", 32, 128),
  TENSOR_LARGE("large", 64, 128),
  TENSOR_HUGE("huge", 128, 256);

  private static final int MOST_IN_GRID = 65_535;

  private final String suffix;
  private final int edge;
  private final int threads;

  Tiling(String suffix, int edge, int threads) {
    this.suffix = suffix;
    this.edge = edge;
    this.threads = threads;
  }

  /** Tiles of a result. */
  long tiles(long rows, long columns) {
    return (rows + edge - 1) / edge * ((columns + edge - 1) / edge);
  }

  /** A block for each tile of the results of all lanes. */
  LaunchShape shape(int rows, int columns, int lanes) {
    return new LaunchShape(
        LaunchShape.groups(columns, edge), LaunchShape.groups(rows, edge), lanes, threads, 1, 0);
  }

  /** So many blocks for each lane. */
  LaunchShape shape(long tiles, int lanes) {
    return new LaunchShape(Math.toIntExact(tiles), 1, lanes, threads, 1, 0);
  }

  /** Whether a grid can be so high. */
  boolean reaches(int rows) {
    return (rows + edge - 1) / edge <= MOST_IN_GRID;
  }

  /** The end of the names of its kernels. */
  String suffix() {
    return suffix;
  }
}
