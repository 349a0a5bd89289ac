package org.trainyard.mapreduce.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Samples;
import org.trainyard.mapreduce.algorithm.TrainingKeys.Activation;

class BackpropagationTest {
  @ParameterizedTest
  @EnumSource(Activation.class)
  void theReferenceGradientIsThatOfCentralDifferences(Activation activation) {
    Topology topology = new Topology(List.of(3, 5, 4, 2), activation);
    Random random = new Random(5);
    double[] flat = random.doubles(topology.parameters(), -1, 1).toArray();
    double[] inputs = {0.3, -1.2, 0.7};
    double[] targets = {0.4, -0.1};
    double[][] masks = {{2, 0, 2, 2, 0}, {1, 1, 1, 1}};
    ReferenceNetwork network = ReferenceNetwork.of(topology, flat);
    double[] outputs = network.forward(inputs, masks)[3];
    double[][][] gradient =
        network.gradient(
            inputs, masks, new double[] {outputs[0] - targets[0], outputs[1] - targets[1]});
    int at = 0;
    for (double[][] layer : gradient) {
      for (double[] row : layer) {
        for (double derivative : row) {
          double h = 1e-6;
          double kept = flat[at];
          flat[at] = kept + h;
          double up = ReferenceNetwork.of(topology, flat).loss(inputs, masks, targets);
          flat[at] = kept - h;
          double down = ReferenceNetwork.of(topology, flat).loss(inputs, masks, targets);
          flat[at++] = kept;
          assertEquals((up - down) / (2 * h), derivative, 1e-8);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void agreesWithTheReference(Activation activation) {
    for (int rows : new int[] {1, 2, 5, 8, 33}) {
      check(new Topology(List.of(3, 2), activation), rows, 0);
      check(new Topology(List.of(1, 1, 1), activation), rows, 0);
      check(new Topology(List.of(7, 9, 3), activation), rows, 0.5);
      check(new Topology(List.of(18, 33, 17, 4), activation), rows, 0.2);
    }
  }

  private static void check(Topology topology, int rows, double dropoutRate) {
    Random random = new Random(rows);
    float[][] x = new float[rows][topology.features()];
    for (float[] row : x) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextInt(3) == 0 ? 0 : (float) random.nextGaussian();
      }
    }
    double[] mean = random.doubles(topology.features(), -1, 1).toArray();
    double[] scale = random.doubles(topology.features(), 0.5, 2).toArray();
    InputScaling scaling = new InputScaling(mean, scale);
    double[] flat =
        random.doubles(topology.parameters(), -0.5, 0.5).map(w -> (double) (float) w).toArray();
    Dropout dropout = new Dropout(1, 2, dropoutRate);
    Samples samples = new Samples(x);
    compare(topology, scaling, flat, dropout, samples.dense(rows).get(0), x, false);
    compare(topology, scaling, flat, dropout, samples.sparse(rows).get(0), x, true);
    compare(topology, scaling, flat, dropout, samples.sparse(rows).get(0), x, false);
    compare(topology, scaling, flat, dropout, samples.dense(rows).get(0), x, true);
  }

  private static void compare(
      Topology topology,
      InputScaling scaling,
      double[] flat,
      Dropout dropout,
      SampleBlock block,
      float[][] x,
      boolean sparse) {
    Batch batch = new Batch(scaling, x.length + 3, sparse);
    for (int r = 0; r < x.length; r++) {
      batch.add(block, r, 1);
    }
    float[][][] weights = topology.zeros();
    topology.load(flat, 0, weights);
    Backpropagation network = new Backpropagation(topology, scaling, x.length + 3);
    network.forward(weights, batch, dropout);
    float[][][] gradient = topology.zeros();
    // Not zero, so that it shows whether it is overwritten.
    gradient[0][0][0] = 7;
    ReferenceNetwork reference = ReferenceNetwork.of(topology, flat);
    double[][][] expected = new double[topology.layers()][][];
    for (int r = 0; r < x.length; r++) {
      double[] inputs = new double[x[r].length];
      for (int j = 0; j < inputs.length; j++) {
        inputs[j] = (x[r][j] - scaling.mean()[j]) * scaling.scale()[j];
      }
      double[][] masks = masks(topology, dropout, block.rowId(r));
      double[] outputs = reference.forward(inputs, masks)[topology.layers()];
      double[] delta = new double[outputs.length];
      for (int o = 0; o < outputs.length; o++) {
        assertEquals(outputs[o], network.outputs()[r][o], 2e-5);
        delta[o] = 0.1 * (r + 1 + o);
        network.outputDeltas()[r][o] = (float) delta[o];
      }
      addTo(expected, reference.gradient(inputs, masks, delta));
    }
    network.backward(weights, batch, gradient);
    for (int l = 0; l < expected.length; l++) {
      for (int i = 0; i < expected[l].length; i++) {
        for (int o = 0; o < expected[l][i].length; o++) {
          double tolerance = 2e-4 * (1 + Math.abs(expected[l][i][o]));
          assertEquals(expected[l][i][o], gradient[l][i][o], tolerance);
        }
      }
    }
  }

  private static double[][] masks(Topology topology, Dropout dropout, long rowId) {
    double[][] masks = new double[topology.layers() - 1][];
    for (int l = 0; l < masks.length; l++) {
      float[] mask = new float[topology.outputs(l)];
      Arrays.fill(mask, 1f);
      if (dropout.rate() > 0) {
        dropout.draw(rowId, l, mask);
      }
      masks[l] = new double[mask.length];
      for (int u = 0; u < mask.length; u++) {
        masks[l][u] = mask[u];
      }
    }
    return masks;
  }

  private static void addTo(double[][][] sum, double[][][] more) {
    for (int l = 0; l < sum.length; l++) {
      if (sum[l] == null) {
        sum[l] = more[l];
        continue;
      }
      for (int i = 0; i < sum[l].length; i++) {
        for (int o = 0; o < sum[l][i].length; o++) {
          sum[l][i][o] += more[l][i][o];
        }
      }
    }
  }

  @Test
  void dropoutLeavesOutTheAskedFractionAndKeepsTheMean() {
    Dropout dropout = new Dropout(3, 1, 0.25);
    float[] mask = new float[1000];
    double sum = 0;
    int dropped = 0;
    for (long row = 0; row < 100; row++) {
      dropout.draw(row, 0, mask);
      for (float m : mask) {
        sum += m;
        dropped += m == 0 ? 1 : 0;
      }
    }
    assertEquals(0.25, dropped / 1e5, 0.01);
    assertEquals(1.0, sum / 1e5, 0.01);
  }

  @Test
  void dropoutIsAFunctionOfItsPlaceAlone() {
    float[] first = new float[64];
    float[] again = new float[64];
    new Dropout(3, 1, 0.5).draw(17, 0, first);
    new Dropout(3, 1, 0.5).draw(18, 0, again);
    assertEquals(false, Arrays.equals(first, again));
    new Dropout(3, 2, 0.5).draw(17, 0, again);
    assertEquals(false, Arrays.equals(first, again));
    new Dropout(3, 1, 0.5).draw(17, 1, again);
    assertEquals(false, Arrays.equals(first, again));
    new Dropout(3, 1, 0.5).draw(17, 0, again);
    assertEquals(true, Arrays.equals(first, again));
  }
}
