package org.trainyard.mapreduce.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;

class LossTest {
  private static final int CLASSES = 4;
  private static final int STRIDE = 3;
  private static final double H = 1e-6;

  @ParameterizedTest
  @EnumSource(LossName.class)
  void derivativesAgreeWithDifferences(LossName name) {
    Loss loss = Loss.of(name, CLASSES, 0.7);
    Random random = new Random(5);
    int outputs = loss.outputs();
    double[] m = new double[1 + outputs * STRIDE];
    double[] r = new double[m.length];
    for (int trial = 0; trial < 200; trial++) {
      double y = label(name, random);
      for (int o = 0; o < outputs; o++) {
        m[1 + o * STRIDE] = 3 * random.nextGaussian();
      }
      double value = loss.derivative(m, 1, STRIDE, y, r, 1);
      assertEquals(loss.value(m, 1, STRIDE, y), value, 1e-15 * Math.abs(value));
      for (int o = 0; o < outputs; o++) {
        double up = shifted(loss, m, o, H, y);
        double down = shifted(loss, m, o, -H, y);
        // At a kink of the hinge the difference is off by at most the jump; it is not hit here.
        assertEquals((up - down) / (2 * H), r[1 + o * STRIDE], 1e-6 * (1 + Math.abs(up)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LossName.class)
  void curvatureAgreesWithDifferencesOfTheGradient(LossName name) {
    Loss loss = Loss.of(name, CLASSES, 0.7);
    assertEquals(name != LossName.HINGE, loss.hasHessian());
    if (!loss.hasHessian()) {
      return;
    }
    Random random = new Random(6);
    int outputs = loss.outputs();
    double[] m = new double[outputs];
    double[] v = new double[outputs];
    double[] r = new double[outputs];
    for (int trial = 0; trial < 200; trial++) {
      double y = label(name, random);
      for (int o = 0; o < outputs; o++) {
        m[o] = 2 * random.nextGaussian();
        v[o] = random.nextGaussian();
      }
      loss.hessianVector(m, 0, v, 0, 1, y, r, 0);
      double[] up = gradient(loss, m, v, H, y);
      double[] down = gradient(loss, m, v, -H, y);
      for (int o = 0; o < outputs; o++) {
        assertEquals((up[o] - down[o]) / (2 * H), r[o], 1e-5 * (1 + Math.abs(r[o])));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = LossName.class,
      names = {"LOGISTIC", "SOFTMAX", "HINGE", "SQUARED_HINGE", "HUBER", "SQUARED"})
  void hugeMarginsStayFinite(LossName name) {
    Loss loss = Loss.of(name, 2, 1.35);
    double[] m = new double[2];
    double[] r = new double[2];
    for (double margin : new double[] {-1e100, -1000, 0, 1000, 1e100}) {
      for (double y : new double[] {0, 1}) {
        m[0] = margin;
        m[1] = -margin;
        double value = loss.derivative(m, 0, 1, y, r, 0);
        assertTrue(value >= 0 && value < Double.POSITIVE_INFINITY, name + " at " + margin);
        assertTrue(Double.isFinite(r[0]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LossName.class)
  void aRowHasTheSameBitsAloneAndAmongOthers(LossName name) {
    Loss loss = Loss.of(name, CLASSES, 0.7);
    Random random = new Random(7);
    int outputs = loss.outputs();
    for (int rows : new int[] {0, 1, 2, 7, 8, 9, 64, 127}) {
      double[][] m = new double[2 + 2 * outputs][rows];
      double[][] r = new double[1 + outputs][rows];
      double[] y = new double[rows];
      double[] values = new double[rows];
      double[] only = new double[rows];
      for (int i = 0; i < rows; i++) {
        y[i] = label(name, random);
        for (double[] column : m) {
          column[i] = (i % 5 == 0 ? 1e-305 : i % 7 == 0 ? 1000 : 3) * random.nextGaussian();
        }
      }
      LossWork work = new LossWork(rows);
      loss.derivatives(m, 1, y, rows, values, r, 1, work);
      loss.values(m, 1, y, rows, only, work);
      for (int i = 0; i < rows; i++) {
        double[] one = column(m, 1, outputs, i);
        double[] slope = new double[outputs];
        assertEquals(loss.derivative(one, 0, 1, y[i], slope, 0), values[i]);
        assertEquals(loss.value(one, 0, 1, y[i]), only[i]);
        assertArrayEquals(slope, column(r, 1, outputs, i));
      }
      if (loss.hasHessian()) {
        loss.hessianVectors(m, 1, 1 + outputs, y, rows, r, 1, work);
        for (int i = 0; i < rows; i++) {
          double[] one = column(m, 1, outputs, i);
          double[] v = column(m, 1 + outputs, outputs, i);
          double[] product = new double[outputs];
          loss.hessianVector(one, 0, v, 0, 1, y[i], product, 0);
          assertArrayEquals(product, column(r, 1, outputs, i));
        }
      }
    }
  }

  private static double[] column(double[][] m, int first, int outputs, int row) {
    double[] column = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      column[o] = m[first + o][row];
    }
    return column;
  }

  @Test
  void logisticIsAccurateInItsTails() {
    Loss loss = Loss.of(LossName.LOGISTIC, 2, 1);
    assertEquals(StrictMath.exp(-40), loss.value(new double[] {40}, 0, 1, 1), 1e-30);
    assertEquals(1000, loss.value(new double[] {-1000}, 0, 1, 1));
    double[] m = {-40};
    loss.predict(m, 0, 1);
    assertEquals(StrictMath.exp(-40), m[0], 1e-30);
  }

  @Test
  void twoClassSoftmaxIsLogistic() {
    Loss two = Loss.of(LossName.SOFTMAX, 2, 1);
    Loss one = Loss.of(LossName.LOGISTIC, 2, 1);
    for (double y : new double[] {0, 1}) {
      assertEquals(
          one.value(new double[] {1.7}, 0, 1, y),
          two.value(new double[] {0.4, 2.1}, 0, 1, y),
          1e-15);
    }
  }

  @Test
  void labelsOutOfRangeAreNotNumbers() {
    assertFalse(Loss.of(LossName.POISSON, 0, 1).value(new double[] {0}, 0, 1, -1) >= 0);
    assertFalse(Loss.of(LossName.SOFTMAX, 2, 1).value(new double[] {0, 0}, 0, 1, 2) >= 0);
    assertFalse(Loss.of(LossName.SOFTMAX, 2, 1).value(new double[] {0, 0}, 0, 1, Double.NaN) >= 0);
  }

  private static double label(LossName name, Random random) {
    return switch (name) {
      case SQUARED, HUBER -> random.nextGaussian();
      case POISSON -> random.nextInt(6);
      case SOFTMAX -> random.nextInt(CLASSES);
      default -> random.nextInt(2);
    };
  }

  private static double shifted(Loss loss, double[] m, int output, double by, double y) {
    double[] moved = m.clone();
    moved[1 + output * STRIDE] += by;
    return loss.value(moved, 1, STRIDE, y);
  }

  private static double[] gradient(Loss loss, double[] m, double[] v, double t, double y) {
    double[] moved = m.clone();
    for (int o = 0; o < m.length; o++) {
      moved[o] += t * v[o];
    }
    double[] r = new double[m.length];
    loss.derivative(moved, 0, 1, y, r, 0);
    return r;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 8, 9, 63, 512, 513, 1500})
  void vectorsHaveTheBitsOfThePlainLoops(int rows) {
    Random random = new Random(rows);
    double[] m = new double[rows];
    for (int r = 0; r < rows; r++) {
      m[r] =
          switch (random.nextInt(12)) {
            case 0 -> -0.0;
            case 1 -> Math.scalb(random.nextGaussian(), -1030);
            case 2 -> Math.scalb(random.nextGaussian(), 12);
            case 3 -> random.nextBoolean() ? Double.NEGATIVE_INFINITY : Double.NaN;
            default -> 8 * random.nextGaussian();
          };
    }
    double[] y = random.ints(rows, 0, 2).asDoubleStream().toArray();
    double[][] plain = new double[3][rows];
    double[][] vectors = new double[3][rows];
    for (double[][] into : List.of(plain, vectors)) {
      LogisticRows way = into == plain ? new PlainLogisticRows() : new VectorLogisticRows();
      way.rows(m, y, 0, rows, into[0], into[1]);
      way.rows(m, y, 0, rows, into[2], null);
    }
    assertArrayEquals(plain, vectors);
    assertArrayEquals(plain[0], plain[2]);
    for (int r = 0; r < rows; r++) {
      assertEquals(new LogisticLoss().value(m[r], y[r]), plain[0][r]);
      assertEquals(new LogisticLoss().slope(m[r], y[r]), plain[1][r]);
    }
  }
}
