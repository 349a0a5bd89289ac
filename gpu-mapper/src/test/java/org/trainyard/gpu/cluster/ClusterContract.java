package org.trainyard.gpu.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.gpu.ContractBlocks;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.gpu.DevicePartials;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.cluster.KMeans;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.KernelTally;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * k-means on a device gives the bytes of the CPU, whatever the sizes. Runs in tests, and as a
 * program of its own where the process may not outlive it: exit code 0 if the contract is kept.
 */
public final class ClusterContract {
  private static final String CLUSTERS = "trainyard.model.clusters";

  /** Exit code where all bytes are right, but the CPU computed some. */
  static final int ON_THE_CPU = 3;

  private ClusterContract() {}

  /** Checks all cases on the device that the driver shows. */
  public static void main(String[] arguments) throws Exception {
    try (Kernels kernels = new CudaProvider().open(new KernelSettings(Precision.EXACT, 1.0))) {
      check(kernels);
      KernelTally tally = kernels.tally();
      System.out.println(
          "rows on the device: " + tally.rowsOnDevice() + ", on the CPU: " + tally.fallbacks());
      System.exit(tally.fallbacks().isEmpty() ? 0 : ON_THE_CPU);
    }
  }

  /** Checks all cases. */
  public static void check(Kernels kernels) {
    for (boolean sparse : new boolean[] {false, true}) {
      for (boolean weighted : new boolean[] {false, true}) {
        int[] rows = {0, 1, 2, 33, 128, 200};
        check(kernels, new ContractBlocks(1, sparse, weighted, false, 0), rows, 1);
        check(kernels, new ContractBlocks(3, sparse, weighted, false, 0), rows, 2, 9, 1);
        check(kernels, new ContractBlocks(33, sparse, weighted, true, 0), rows, 7, 8);
        check(kernels, new ContractBlocks(70, sparse, weighted, false, 0), rows, 5, 3, 4, 17);
      }
    }
    ContractBlocks narrow = new ContractBlocks(2, false, false, false, 0);
    check(kernels, narrow, new int[] {5}, 300, 2);
    check(kernels, narrow, new int[140], 3);
    int[] many = new int[70];
    java.util.Arrays.fill(many, 20);
    check(kernels, new ContractBlocks(31, true, true, true, 0), many, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
  }

  private static void check(Kernels kernels, ContractBlocks kind, int[] rows, int... clusters) {
    List<SampleBlock> blocks = kind.blocks(rows);
    for (boolean plain : new boolean[] {false, true}) {
      Holdout holdout = plain ? Holdout.none() : new Holdout(7, 0.25, 3);
      KMeans kmeans = kmeans(kind.features(), !plain, holdout, clusters);
      State state = state(kind.features(), clusters, blocks);
      List<Segment> segments =
          new ArrayList<>(DevicePartials.segments(Segment.Role.TRAINING, blocks));
      segments.addAll(
          DevicePartials.segments(
              Segment.Role.VALIDATION, blocks.subList(blocks.size() / 2, blocks.size())));
      String name = kind + " " + List.of(clusters.length, plain);
      DevicePartials.assertSame(name, kmeans, state, segments, kernels);
    }
  }

  /** Models of so many clusters each, the first of which hold folds out in turn. */
  private static KMeans kmeans(int features, boolean scaled, Holdout holdout, int... clusters) {
    List<ModelSpec> models = new ArrayList<>();
    for (int m = 0; m < clusters.length; m++) {
      int fold = holdout.folds() == 0 ? ModelSpec.NO_FOLD : m % 5 - 2;
      models.add(new ModelSpec(m, Map.of(CLUSTERS, (double) clusters[m]), m, fold));
    }
    Map<String, String> settings = new HashMap<>();
    settings.put(CLUSTERS, "2");
    settings.put("trainyard.model.standardize", String.valueOf(scaled));
    double[] deviation = new Random(3).doubles(features, 0.1, 4).toArray();
    return new KMeans(
        new TrainingProblem(
            new TrainingProblem.Features(features, null, new double[features], deviation),
            new TrainingProblem.Labels(List.of(), new long[0], Double.NaN, Double.NaN),
            1000,
            10,
            models,
            holdout,
            true,
            settings::get,
            42,
            null));
  }

  /** Random centroids, one of them on a row, and two alike. */
  private static State state(int features, int[] clusters, List<SampleBlock> blocks) {
    Random random = new Random(features);
    SortedMap<String, double[]> centroids = new TreeMap<>();
    for (int m = 0; m < clusters.length; m++) {
      double[] c = random.doubles((long) clusters[m] * features, -1, 1).toArray();
      if (clusters[m] > 2) {
        System.arraycopy(c, 0, c, 2 * features, features);
      }
      centroids.put("centroids." + m, c);
    }
    return State.of(1, JsonNodeFactory.instance.objectNode(), centroids, new TreeMap<>());
  }
}
