package org.trainyard.mapreduce.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.junit.jupiter.api.Test;

/** Against StrictMath over many numbers, against 40 decimal digits over some. */
class ElementaryTest {
  private static final DfpField DIGITS = new DfpField(40);

  @Test
  void exponentialsAreWithinAnUlp() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000_000; i++) {
      double x = (i % 3 == 0 ? 1 : i % 3 == 1 ? 40 : 708) * (2 * random.nextDouble() - 1);
      near(StrictMath.exp(x), Exponential.exp(x), 1, x);
    }
    double worst = 0;
    for (int i = 0; i < 2_000; i++) {
      double x = (i % 2 == 0 ? 1 : 30) * (2 * random.nextDouble() - 1);
      worst = Math.max(worst, ulps(DIGITS.newDfp(x).exp(), Exponential.exp(x)));
    }
    assertTrue(worst < 1, worst + " ulp");
  }

  @Test
  void exponentialsOfTheEdges() {
    assertEquals(1.0, Exponential.exp(0.0));
    assertEquals(1.0, Exponential.exp(-0.0));
    assertEquals(1.0, Exponential.exp(1e-300));
    assertEquals(0.0, Exponential.exp(Double.NEGATIVE_INFINITY));
    assertEquals(0.0, Exponential.exp(-1e300));
    assertEquals(0.0, Exponential.exp(-745.2));
    assertEquals(Double.MIN_VALUE, Exponential.exp(-745.1));
    assertEquals(Double.POSITIVE_INFINITY, Exponential.exp(709.79));
    assertEquals(Double.POSITIVE_INFINITY, Exponential.exp(Double.POSITIVE_INFINITY));
    assertTrue(Double.isNaN(Exponential.exp(Double.NaN)));
    for (double x = -745; x < -708; x += 0.37) {
      assertEquals(StrictMath.exp(x), Exponential.exp(x), 2 * Double.MIN_VALUE);
    }
    near(StrictMath.exp(709.78), Exponential.exp(709.78), 1, 709.78);
  }

  @Test
  void logarithmsAreWithinTwoUlps() {
    Random random = new Random(2);
    for (int i = 0; i < 1_000_000; i++) {
      double x = i % 2 == 0 ? random.nextDouble() : StrictMath.exp(-700 * random.nextDouble());
      near(StrictMath.log1p(x), Logarithm.log1p(x), 2, x);
      double y = StrictMath.exp((i % 2 == 0 ? 2 : 700) * (2 * random.nextDouble() - 1));
      near(StrictMath.log(y), Logarithm.log(y), 2, y);
    }
    double worst = 0;
    for (int i = 0; i < 2_000; i++) {
      double x = random.nextDouble();
      worst = Math.max(worst, ulps(DIGITS.newDfp(x).add(1).log(), Logarithm.log1p(x)));
      double y = 1 + 9 * random.nextDouble();
      worst = Math.max(worst, ulps(DIGITS.newDfp(y).log(), Logarithm.log(y)));
    }
    assertTrue(worst < 1.5, worst + " ulp");
  }

  @Test
  void logarithmsOfTheEdges() {
    assertEquals(0.0, Logarithm.log1p(0.0));
    assertEquals(Double.MIN_VALUE, Logarithm.log1p(Double.MIN_VALUE));
    assertEquals(StrictMath.log(2), Logarithm.log1p(1.0));
    assertTrue(Double.isNaN(Logarithm.log1p(Double.NaN)));
    assertEquals(0.0, Logarithm.log(1.0));
    assertEquals(Double.NEGATIVE_INFINITY, Logarithm.log(0.0));
    assertEquals(Double.POSITIVE_INFINITY, Logarithm.log(Double.POSITIVE_INFINITY));
    assertTrue(Double.isNaN(Logarithm.log(-1.0)));
    assertTrue(Double.isNaN(Logarithm.log(Double.NaN)));
    assertEquals(StrictMath.log(1e-310), Logarithm.log(1e-310));
  }

  @Test
  void sigmoidsAreWithinAnUlpOfTheNearestFloat() {
    Random random = new Random(4);
    for (int i = 0; i < 1_000_000; i++) {
      int exponent = random.nextInt(40) - 30;
      float z = Math.scalb(2 * random.nextFloat() - 1, exponent);
      float tanh = (float) StrictMath.tanh(z);
      assertEquals(tanh, Sigmoid.tanh(z), Math.ulp(tanh), () -> "tanh " + z);
      float logistic = (float) (1 / (1 + StrictMath.exp(-z)));
      assertEquals(logistic, Sigmoid.logistic(z), Math.ulp(logistic), () -> "logistic " + z);
      assertEquals(-Sigmoid.tanh(z), Sigmoid.tanh(-z));
    }
  }

  @Test
  void sigmoidsOfTheEdges() {
    assertEquals(0f, Sigmoid.tanh(0f));
    assertEquals(-0f, Sigmoid.tanh(-0f));
    assertEquals(Float.MIN_VALUE, Sigmoid.tanh(Float.MIN_VALUE));
    assertEquals(1f, Sigmoid.tanh(1e30f));
    assertEquals(-1f, Sigmoid.tanh(Float.NEGATIVE_INFINITY));
    assertTrue(Float.isNaN(Sigmoid.tanh(Float.NaN)));
    assertEquals(0.5f, Sigmoid.logistic(0f));
    assertEquals(0.5f, Sigmoid.logistic(-0f));
    assertEquals(1f, Sigmoid.logistic(Float.POSITIVE_INFINITY));
    assertEquals(0f, Sigmoid.logistic(Float.NEGATIVE_INFINITY));
    assertEquals((float) StrictMath.exp(-80), Sigmoid.logistic(-80f), Math.ulp(1e-34f));
    assertTrue(Float.isNaN(Sigmoid.logistic(Float.NaN)));
  }

  @Test
  void neighboursKeepTheirOrder() {
    rising(-1e-3, Exponential::exp);
    rising(-0.3465735902799726, Exponential::exp);
    rising(0.25, Logarithm::log1p);
    rising(0.999, Logarithm::log1p);
    rising(0.999, Logarithm::log);
  }

  /** Over steps of eight ulps: adjacent numbers may fall into the rounding. */
  private static void rising(double from, DoubleUnaryOperator f) {
    double x = from;
    double before = f.applyAsDouble(x);
    for (int i = 0; i < 10_000; i++) {
      x += 8 * Math.ulp(x);
      double now = f.applyAsDouble(x);
      assertTrue(now >= before, () -> "falls after " + from);
      before = now;
    }
  }

  @Test
  void aNumberHasTheSameBitsAloneAndInAnArray() {
    Random random = new Random(3);
    for (int count : new int[] {0, 1, 2, 7, 8, 9, 63, 64, 65, 130}) {
      double[] x = new double[count + 1];
      for (int i = 0; i < count; i++) {
        x[i] = i % 9 == 7 ? 750 * (2 * random.nextDouble() - 1) : -50 * random.nextDouble();
      }
      x[count] = 1;
      double[] e = new double[count + 1];
      // Often enough for a compiled loop to take over.
      for (int again = 0; again < 300; again++) {
        Exponential.exp(x, e, count);
      }
      for (int i = 0; i < count; i++) {
        assertEquals(Exponential.exp(x[i]), e[i]);
      }
      assertEquals(0, e[count]);
      double[] l = Arrays.stream(e).map(value -> value % 1).toArray();
      double[] f = l.clone();
      Logarithm.log1p(l, 0, count);
      for (int i = 0; i < count; i++) {
        assertEquals(Logarithm.log1p(f[i]), l[i]);
      }
      assertEquals(0, l[count]);
    }
  }

  private static void near(double expected, double found, int ulps, double at) {
    if (Math.abs(expected - found) > ulps * Math.ulp(expected)) {
      assertEquals(expected, found, ulps * Math.ulp(expected), "at " + at);
    }
  }

  private static double ulps(Dfp exact, double found) {
    double difference = exact.subtract(DIGITS.newDfp(found)).abs().toDouble();
    return difference / Math.ulp(found);
  }
}
