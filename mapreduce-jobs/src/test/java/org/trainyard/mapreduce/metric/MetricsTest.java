package org.trainyard.mapreduce.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.mapreduce.algorithm.Scorer.Output;
import org.trainyard.mapreduce.elementary.VectorModule;
import org.trainyard.mapreduce.metric.MetricsLayout.LossKind;
import org.trainyard.mapreduce.metric.MetricsLayout.Task;

class MetricsTest {
  private static final MetricsLayout BINARY = new MetricsLayout(Task.BINARY, LossKind.OTHER, 0);

  @Test
  void areaUnderTheCurveCountsPairsAndHalvesTies() {
    Random random = new Random(1);
    int n = 300;
    double[] margin = new double[n];
    double[] label = new double[n];
    double[] weight = new double[n];
    for (int i = 0; i < n; i++) {
      margin[i] = random.nextInt(21) - 10;
      label[i] = random.nextInt(21) - 10 < margin[i] ? 1 : 0;
      weight[i] = 0.5 * (1 + random.nextInt(4));
    }
    double pairs = 0;
    double all = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (label[i] == 1 && label[j] == 0) {
          double w = weight[i] * weight[j];
          all += w;
          pairs += margin[i] > margin[j] ? w : margin[i] == margin[j] ? w / 2 : 0;
        }
      }
    }
    Map<String, Double> metrics = binary(margin, label, weight);
    assertEquals(pairs / all, metrics.get("auc"), 1e-14);
  }

  @Test
  void weightsCountAsRepetitions() {
    Map<String, Double> weighted =
        binary(new double[] {1, -2, 0.5}, new double[] {1, 0, 0}, new double[] {3, 1, 2});
    Map<String, Double> repeated =
        binary(
            new double[] {1, 1, 1, -2, 0.5, 0.5},
            new double[] {1, 1, 1, 0, 0, 0},
            new double[] {1, 1, 1, 1, 1, 1});
    assertEquals(repeated, weighted);
    assertEquals(4.0 / 6, weighted.get("accuracy"));
  }

  @Test
  void tablesOfSeveralModelsDoNotMix() {
    Partial partial = new Partial(PartialShape.ofSums(0, 2 * BINARY.scalars()));
    MetricsAccumulator good = new MetricsAccumulator(BINARY, 0, 0);
    MetricsAccumulator bad = new MetricsAccumulator(BINARY, BINARY.scalars(), 1);
    for (int i = 0; i < 10; i++) {
      double sign = i % 2 == 0 ? 1 : -1;
      good.binary(sign * (i + 1), i % 2 == 0 ? 1 : 0, 1, 0.25, partial);
      bad.binary(-sign * (i + 1), i % 2 == 0 ? 1 : 0, 1, 4, partial);
    }
    good.deposit(partial);
    bad.deposit(partial);
    MetricsReader reader = new MetricsReader(partial.totals());
    SortedMap<String, Double> first = reader.read(BINARY, 0, 0);
    SortedMap<String, Double> second = reader.read(BINARY, BINARY.scalars(), 1);
    assertEquals(Map.of("accuracy", 1.0, "auc", 1.0, "loss", 0.25), first);
    assertEquals(Map.of("accuracy", 0.0, "auc", 0.0, "loss", 4.0), second);
  }

  @Test
  void binsKeepTheOrderOfMargins() {
    double[] ascending = {
      Double.NEGATIVE_INFINITY, -1e30, -1.01, -1, -1e-30, 0, 1e-30, 1, 1.01, 1e30
    };
    for (int i = 1; i < ascending.length; i++) {
      assertTrue(MetricsAccumulator.bin(ascending[i - 1]) < MetricsAccumulator.bin(ascending[i]));
    }
    assertEquals(MetricsAccumulator.bin(-0.0), MetricsAccumulator.bin(0.0));
  }

  @Test
  void regressionMetricsFollowTheirDefinitions() {
    double[] label = {1e9, 1e9 + 1, 1e9 + 2, 1e9 + 3};
    double[] prediction = {1e9, 1e9 + 2, 1e9 + 2, 1e9 + 2};
    MetricsLayout layout = new MetricsLayout(Task.VALUE, LossKind.NONE, 1e9 + 1.4);
    Partial partial = new Partial(PartialShape.ofSums(0, layout.scalars()));
    MetricsAccumulator accumulator = new MetricsAccumulator(layout, 0, 0);
    for (int i = 0; i < label.length; i++) {
      accumulator.value(prediction[i], label[i], 1, Double.NaN);
    }
    accumulator.deposit(partial);
    Map<String, Double> metrics = new MetricsReader(partial.totals()).read(layout, 0, 0);
    assertEquals(Math.sqrt(0.5), metrics.get("rmse"), 1e-15);
    assertEquals(0.5, metrics.get("mae"), 1e-15);
    assertEquals(1 - 2.0 / 5.0, metrics.get("r2"), 1e-7);
    assertFalse(metrics.containsKey("loss"));
  }

  @Test
  void scoresOfAModelGiveTheMetricsOfTheirKind() {
    Map<String, Double> two =
        scored(Output.PROBABILITY, new double[] {0.9, 0.2, 0.4}, 1, new double[] {1, 0, 1});
    assertEquals(-(Math.log(0.9) + Math.log(0.8) + Math.log(0.4)) / 3, two.get("log-loss"), 1e-15);
    assertEquals(2.0 / 3, two.get("accuracy"));
    assertEquals(1.0, two.get("auc"));
    Map<String, Double> three =
        scored(
            Output.CLASS_PROBABILITIES,
            new double[] {0.2, 0.3, 0.5, 0.6, 0.4, 0},
            3,
            new double[] {2, 1});
    assertEquals(-(Math.log(0.5) + Math.log(0.4)) / 2, three.get("log-loss"), 1e-15);
    assertEquals(0.5, three.get("accuracy"));
  }

  @Test
  void nothingMeasuredGivesNoMetrics() {
    assertTrue(binary(new double[0], new double[0], new double[0]).isEmpty());
  }

  private static Map<String, Double> scored(
      Output output, double[] scores, int outputs, double[] labels) {
    MetricsLayout layout = MetricsLayout.of(output, 0);
    Partial partial = new Partial(PartialShape.ofSums(0, layout.scalars()));
    MetricsAccumulator accumulator = new MetricsAccumulator(layout, 0, 0);
    for (int r = 0; r < labels.length; r++) {
      accumulator.scores(output, scores, r * outputs, outputs, labels[r], 1, partial);
    }
    accumulator.deposit(partial);
    return new MetricsReader(partial.totals()).read(layout, 0, 0);
  }

  private static Map<String, Double> binary(double[] margin, double[] label, double[] weight) {
    Partial partial = new Partial(PartialShape.ofSums(0, BINARY.scalars()));
    MetricsAccumulator accumulator = new MetricsAccumulator(BINARY, 0, 0);
    for (int i = 0; i < margin.length; i++) {
      accumulator.binary(margin[i], label[i], weight[i], 1, partial);
    }
    accumulator.deposit(partial);
    return new MetricsReader(partial.totals()).read(BINARY, 0, 0);
  }

  @Test
  void manyRowsAtOnceAreCountedAsOneByOne() {
    int rows = 30_000;
    Random random = new Random(5);
    double[] margins = random.doubles(rows, -3, 3).toArray();
    double[] labels = random.ints(rows, 0, 2).asDoubleStream().toArray();
    double[] weights = random.ints(rows, 0, 4).mapToDouble(w -> w == 3 ? 0.75 : w % 2).toArray();
    // So many binary digits that no order of additions rounds.
    double[] losses = random.ints(rows, 0, 1 << 20).mapToDouble(l -> l * 0x1p-20).toArray();
    Partial single = new Partial(PartialShape.ofSums(0, 2 * BINARY.scalars()));
    Partial together = new Partial(PartialShape.ofSums(0, 2 * BINARY.scalars()));
    for (int table = 0; table < 2; table++) {
      MetricsAccumulator one = new MetricsAccumulator(BINARY, table * BINARY.scalars(), table);
      MetricsAccumulator all = new MetricsAccumulator(BINARY, table * BINARY.scalars(), table);
      for (int r = 0; r < rows; r++) {
        if (weights[r] > 0) {
          one.binary(margins[r], labels[r], weights[r], losses[r], single);
        }
      }
      all.binary(margins, labels, weights, losses, rows, together);
      one.deposit(single);
      all.deposit(together);
      for (int r = 0; r < rows; r++) {
        margins[r] /= 2;
      }
    }
    assertEquals(entries(single), entries(together));
    for (int table = 0; table < 2; table++) {
      assertEquals(
          new MetricsReader(single.totals()).read(BINARY, table * BINARY.scalars(), table),
          new MetricsReader(together.totals()).read(BINARY, table * BINARY.scalars(), table));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 512, 20_000})
  void weightsOfOneAndZeroAreCountedAsAnyOthers(int rows) {
    Random random = new Random(rows);
    double[] margins = random.doubles(rows, -3, 3).toArray();
    margins[0] = -0.0;
    double[] labels = random.ints(rows, 0, 2).asDoubleStream().toArray();
    double[] weights = random.ints(rows, 0, 2).asDoubleStream().toArray();
    double[] losses = random.doubles(rows).toArray();
    losses[rows / 2] = Double.NaN;
    weights[rows / 2] = 0;
    Partial any = new Partial(PartialShape.ofSums(0, BINARY.scalars()));
    Partial ones = new Partial(PartialShape.ofSums(0, BINARY.scalars()));
    MetricsAccumulator toAny = new MetricsAccumulator(BINARY, 0, 0);
    MetricsAccumulator toOnes = new MetricsAccumulator(BINARY, 0, 0);
    for (int from = 0; from < rows; from += 512) {
      int to = Math.min(rows, from + 512);
      double[] m = Arrays.copyOfRange(margins, from, to);
      double[] y = Arrays.copyOfRange(labels, from, to);
      double[] w = Arrays.copyOfRange(weights, from, to);
      double[] l = Arrays.copyOfRange(losses, from, to);
      toAny.binary(m, y, w, l, to - from, any);
      int counted = (int) Arrays.stream(w).sum();
      toOnes.binaryOnes(m, y, w, counted, l, to - from, ones);
    }
    toAny.deposit(any);
    toOnes.deposit(ones);
    assertEquals(entries(any), entries(ones));
    for (int s = 0; s < BINARY.scalars(); s++) {
      assertEquals(any.scalars().value(s), ones.scalars().value(s));
    }
    assertTrue(Double.isFinite(any.scalars().value(1)), "what weighs nothing does not count");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 64, 1000})
  void vectorsFindTheKeysOfTheLoop(int rows) {
    double[] margins = new double[rows + 3];
    double[] labels = new double[rows + 3];
    Random random = new Random(rows);
    double[] awkward = {
      0.0,
      -0.0,
      Double.NaN,
      Double.longBitsToDouble(-1L),
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      1e-42,
      -3e38,
      1e300,
      Math.nextDown(0x1.01p3)
    };
    for (int r = 0; r < rows + 3; r++) {
      margins[r] =
          random.nextBoolean() ? awkward[random.nextInt(awkward.length)] : random.nextGaussian();
      labels[r] = random.nextInt(8) == 0 ? Double.NaN : random.nextInt(2);
    }
    int[] loop = new int[rows + 2];
    int[] vectors = new int[rows + 2];
    new PlainScoreKeys().of(margins, labels, 3, 3 + rows, loop, 2);
    VectorModule.make(ScoreKeys.class, "VectorScoreKeys")
        .of(margins, labels, 3, 3 + rows, vectors, 2);
    assertArrayEquals(loop, vectors);
  }

  private static Map<Long, Long> entries(Partial of) {
    Map<Long, Long> entries = new TreeMap<>();
    of.counts().forEach(entries::put);
    return entries;
  }
}
