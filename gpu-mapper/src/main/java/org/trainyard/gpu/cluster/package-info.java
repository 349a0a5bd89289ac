/**
 * A round of Lloyd's algorithm on a GPU: {@code cluster.cu}, and what prepares its launches.
 *
 * <p>Blocks are gathered to batches, each in a lane of its own, of which two are under way: one
 * computes while the other's blocks are copied and its sums deposited. Of a batch come back only
 * sums and a few rows' numbers.
 *
 * <p>Read {@link org.trainyard.gpu.cluster.CudaClusterScan} first.
 */
package org.trainyard.gpu.cluster;
