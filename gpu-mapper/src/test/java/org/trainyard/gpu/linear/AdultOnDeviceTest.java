package org.trainyard.gpu.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.formats.state.State;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;
import org.trainyard.mapreduce.linear.LinearAlgorithm;

/** A part of a9a, trained to the end: two models, the same bits as the CPU's in every iteration. */
class AdultOnDeviceTest {
  private static final Path DATA = Path.of("../integration-tests/data/a9a/a9a.libsvm.gz");
  private static final int FEATURES = 123;
  private static final int ROWS = 3000;
  private static final int ROWS_IN_BLOCK = 1024;

  @Test
  void trainsTheModelsOfTheCpu() throws Exception {
    List<SampleBlock> blocks = blocks();
    LinearAlgorithm algorithm =
        new LinearProblem("logistic", FEATURES, 2)
            .set("stop.gradient-tolerance", 1e-5)
            .holdout(0.1, 0)
            .models(2)
            .algorithm(blocks);
    try (Kernels device = new CudaProvider().open(new KernelSettings(Precision.EXACT, 0.5))) {
      BothWays both = new BothWays(device);
      State end = both.agree(algorithm, blocks, List.of(), 60);
      both.assertOnDevice();
      assertTrue(algorithm.progress(end).finished());
      double auc = algorithm.progress(end).models().get(0).validation().get("auc");
      assertTrue(auc > 0.85, "auc " + auc);
      List<TrainedModel> trained = algorithm.models(end);
      List<TrainedModel> onCpu = algorithm.models(reference(algorithm, blocks));
      for (int m = 0; m < 2; m++) {
        for (String name : List.of("coefficients", "intercepts")) {
          assertArrayEquals(onCpu.get(m).tensors().get(name), trained.get(m).tensors().get(name));
        }
      }
    }
  }

  private static State reference(LinearAlgorithm algorithm, List<SampleBlock> blocks) {
    State state = algorithm.initial();
    while (!algorithm.progress(state).finished()) {
      Partial partial = BothWays.partial(algorithm, state, Kernels.NONE, blocks, List.of());
      state = algorithm.next(state, partial.totals());
    }
    return state;
  }

  private static List<SampleBlock> blocks() throws IOException {
    List<SampleBlock> blocks = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DATA)), StandardCharsets.US_ASCII))) {
      List<String> all = lines.lines().limit(ROWS).toList();
      for (int from = 0; from < ROWS; from += ROWS_IN_BLOCK) {
        blocks.add(block(blocks.size(), all.subList(from, Math.min(ROWS, from + ROWS_IN_BLOCK))));
      }
    }
    return blocks;
  }

  private static SparseBlock block(int index, List<String> lines) {
    TreeSet<Integer> occurring = new TreeSet<>();
    double[] labels = new double[lines.size()];
    int[] rowStart = new int[lines.size() + 1];
    List<Integer> features = new ArrayList<>();
    for (int r = 0; r < labels.length; r++) {
      String[] fields = lines.get(r).trim().split(" ");
      labels[r] = fields[0].startsWith("+") ? 1 : 0;
      for (int f = 1; f < fields.length; f++) {
        features.add(Integer.parseInt(fields[f].substring(0, fields[f].indexOf(':'))) - 1);
      }
      rowStart[r + 1] = features.size();
    }
    occurring.addAll(features);
    List<Integer> dictionary = List.copyOf(occurring);
    float[] ones = new float[features.size()];
    Arrays.fill(ones, 1f);
    return new SparseBlock(
        new BlockHeader(index, labels, null),
        FEATURES,
        dictionary.stream().mapToInt(Integer::intValue).toArray(),
        rowStart,
        features.stream().mapToInt(dictionary::indexOf).toArray(),
        ones);
  }
}
