package org.trainyard.gpu.cluster;

import java.util.List;
import java.util.Optional;
import org.trainyard.gpu.device.DeviceBlocks;
import org.trainyard.gpu.device.DeviceMemory;
import org.trainyard.gpu.device.Staging;
import org.trainyard.mapreduce.kernel.ClusterScanSpec;

/**
 * What a lane's kernels read of the models: places, scale and centroids, for dense blocks or for
 * sparse ones.
 *
 * @param memory that holds it all
 * @param models address of {@code cluster.cu}'s Model for each model
 * @param scale address of the factors; 0 for none
 * @param centroids address of the centroids, or twice the centroids if sparse, by groups of
 *     clusters
 * @param squares address of the squares of the centroids; 0 if dense
 */
record ClusterTables(DeviceMemory memory, long models, long scale, long centroids, long squares) {
  /** Clusters that a thread works on at a time: GROUP in {@code cluster.cu}. */
  private static final int GROUP = 8;

  /** Copies the tables; empty if there is no memory. */
  static Optional<ClusterTables> copy(
      ClusterScanSpec spec, boolean sparse, DeviceBlocks blocks, Staging staging) {
    Object[] tables = {
      models(spec),
      spec.scale() == null ? new double[0] : spec.scale(),
      centroids(spec, sparse ? 2.0 : 1.0),
      sparse ? squares(spec) : new double[0]
    };
    long bytes = 0;
    for (Object table : tables) {
      bytes += Staging.bytes(table);
    }
    Optional<DeviceMemory> memory = blocks.pool().take(bytes);
    if (memory.isEmpty()) {
      return Optional.empty();
    }
    long[] address = new long[tables.length];
    long at = 0;
    for (int t = 0; t < tables.length; t++) {
      staging.upload(tables[t], memory.get(), at);
      address[t] = memory.get().address(at);
      at += Staging.bytes(tables[t]);
    }
    return Optional.of(
        new ClusterTables(
            memory.get(),
            address[0],
            spec.scale() == null ? 0 : address[1],
            address[2],
            sparse ? address[3] : 0));
  }

  private static int[] models(ClusterScanSpec spec) {
    int[] models = new int[4 * spec.models().size()];
    int first = 0;
    for (int m = 0; m < spec.models().size(); m++) {
      models[4 * m] = first;
      models[4 * m + 1] = spec.clusters(m);
      models[4 * m + 2] = spec.models().get(m).fold();
      models[4 * m + 3] = spec.models().get(m).divided() ? 1 : 0;
      first += spec.clusters(m);
    }
    return models;
  }

  /** Clusters of all models. */
  static int clusters(ClusterScanSpec spec) {
    int clusters = 0;
    for (int m = 0; m < spec.models().size(); m++) {
      clusters = Math.addExact(clusters, spec.clusters(m));
    }
    return clusters;
  }

  private static int padded(ClusterScanSpec spec) {
    return (clusters(spec) + GROUP - 1) / GROUP * GROUP;
  }

  private static double[] centroids(ClusterScanSpec spec, double factor) {
    int features = spec.features();
    double[] grouped = new double[Math.multiplyExact(padded(spec), features)];
    int cluster = 0;
    for (ClusterScanSpec.Model model : spec.models()) {
      double[] c = model.centroids();
      for (int from = 0; from < c.length; from += features, cluster++) {
        int to = cluster / GROUP * GROUP * features + cluster % GROUP;
        for (int j = 0; j < features; j++) {
          grouped[to + j * GROUP] = factor * c[from + j];
        }
      }
    }
    return grouped;
  }

  /** Sums over the features, ascending. */
  private static double[] squares(ClusterScanSpec spec) {
    double[] squares = new double[padded(spec)];
    int cluster = 0;
    List<ClusterScanSpec.Model> models = spec.models();
    for (ClusterScanSpec.Model model : models) {
      double[] c = model.centroids();
      for (int from = 0; from < c.length; from += spec.features()) {
        double sum = 0;
        for (int i = from; i < from + spec.features(); i++) {
          sum += c[i] * c[i];
        }
        squares[cluster++] = sum;
      }
    }
    return squares;
  }
}
