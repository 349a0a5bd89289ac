package org.trainyard.mapreduce.optimise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.optimise.OptimiserState.Outcome;

class OptimiserTest {
  private static final Lbfgs.Start PLAIN = new Lbfgs.Start(false, 1);

  /** A function with gradient and Hessian products. */
  private interface Smooth {
    double value(double[] x);

    double[] gradient(double[] x);

    default double[] metric() {
      return null;
    }
  }

  /** Ill-conditioned quadratic around (1, 2, 3, …). */
  private record Bowl(double[] curvature) implements Smooth {
    @Override
    public double value(double[] x) {
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        sum += 0.5 * curvature[j] * (x[j] - j - 1) * (x[j] - j - 1);
      }
      return sum;
    }

    @Override
    public double[] gradient(double[] x) {
      double[] g = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        g[j] = curvature[j] * (x[j] - j - 1);
      }
      return g;
    }

    @Override
    public double[] metric() {
      double[] packed = new double[curvature.length * (curvature.length + 1) / 2];
      for (int j = 0; j < curvature.length; j++) {
        packed[j * (j + 1) / 2 + j] = curvature[j];
      }
      return packed;
    }
  }

  /** H. H. Rosenbrock's valley; its minimum is at (1, 1). */
  private static final class Valley implements Smooth {
    @Override
    public double value(double[] x) {
      double a = x[1] - x[0] * x[0];
      return 100 * a * a + (1 - x[0]) * (1 - x[0]);
    }

    @Override
    public double[] gradient(double[] x) {
      double a = x[1] - x[0] * x[0];
      return new double[] {-400 * x[0] * a - 2 * (1 - x[0]), 200 * a};
    }
  }

  private static final double[] CURVATURE = {1, 10, 100, 0.1, 3};
  private static final double[] MINIMUM = {1, 2, 3, 4, 5};

  @Test
  void lbfgsFindsTheBottomOfABowl() {
    OptimiserState end = minimise(new Lbfgs(10, none(), PLAIN), new Bowl(CURVATURE), 5, 40);
    assertArrayEquals(MINIMUM, end.point().array(), 1e-8);
  }

  @Test
  void lbfgsCrossesTheValley() {
    OptimiserState end = minimise(new Lbfgs(5, none(), PLAIN), new Valley(), 2, 120);
    assertArrayEquals(new double[] {1, 1}, end.point().array(), 1e-6);
  }

  @Test
  void aMetricMakesAQuadraticOneStep() {
    Lbfgs lbfgs = new Lbfgs(10, none(), new Lbfgs.Start(true, 1));
    OptimiserState end = minimise(lbfgs, new Bowl(CURVATURE), 5, 2);
    assertArrayEquals(MINIMUM, end.point().array(), 1e-12);
  }

  @Test
  void aMetricThatIsNotPositiveDefiniteIsIgnored() {
    Lbfgs lbfgs = new Lbfgs(10, none(), new Lbfgs.Start(true, 1));
    OptimiserState begun = lbfgs.start(Vector.of(new double[5]));
    Bowl bowl = new Bowl(CURVATURE);
    Evaluation e =
        new Evaluation(
            new double[] {bowl.value(begun.point().array())},
            Vector.of(bowl.gradient(begun.point().array())),
            new double[15]);
    assertEquals(Request.Kind.LINE, lbfgs.step(begun, e).request().kind());
  }

  @Test
  void newtonFindsTheBottomOfABowlAndCrossesTheValley() {
    assertArrayEquals(
        MINIMUM,
        minimise(new TrustRegionNewton(false), new Bowl(CURVATURE), 5, 80).point().array(),
        1e-6);
    assertArrayEquals(
        new double[] {1, 1},
        minimise(new TrustRegionNewton(false), new Valley(), 2, 200).point().array(),
        1e-6);
  }

  @Test
  void newtonWithAMetricNeedsOneProductForAQuadratic() {
    OptimiserState end = minimise(new TrustRegionNewton(true), new Bowl(CURVATURE), 5, 3);
    assertArrayEquals(MINIMUM, end.point().array(), 1e-5);
  }

  @Test
  void owlqnShrinksToTheClosedForm() {
    double[] weights = {0.5, 30, 20, 0, 0.3};
    OptimiserState end =
        minimise(
            new Lbfgs(10, new AbsolutePenalty(Vector.of(weights)), PLAIN),
            new Bowl(CURVATURE),
            5,
            80);
    double[] expected = new double[5];
    for (int j = 0; j < 5; j++) {
      expected[j] = Math.max(0, MINIMUM[j] - weights[j] / CURVATURE[j]);
    }
    assertArrayEquals(expected, end.point().array(), 1e-6);
    assertEquals(0.0, end.point().array()[1]);
  }

  @Test
  void descentsWithProximalStepsReachTheSamePoint() {
    double[] curvature = {1, 2, 3, 0.5, 1};
    double[] weights = {0.5, 10, 1, 0, 0.3};
    AbsolutePenalty penalty = new AbsolutePenalty(Vector.of(weights));
    double[] expected = new double[5];
    for (int j = 0; j < 5; j++) {
      expected[j] = Math.max(0, MINIMUM[j] - weights[j] / curvature[j]);
    }
    Optimiser descent = new GradientDescent(new LearningRate(0.1, 0), 0.5, penalty);
    assertArrayEquals(
        expected, minimise(descent, new Bowl(curvature), 5, 500).point().array(), 1e-6);
    Optimiser adam = new Adam(new LearningRate(0.1, 0.001), penalty);
    assertArrayEquals(expected, minimise(adam, new Bowl(curvature), 5, 3000).point().array(), 1e-3);
  }

  @Test
  void overflowIsAReasonForShorterSteps() {
    // Beyond all numbers a few steps to the right.
    Smooth steep =
        new Smooth() {
          @Override
          public double value(double[] x) {
            return StrictMath.exp(400 * x[0]) - 1000 * x[0];
          }

          @Override
          public double[] gradient(double[] x) {
            return new double[] {400 * StrictMath.exp(400 * x[0]) - 1000};
          }
        };
    OptimiserState end = minimise(new Lbfgs(5, none(), new Lbfgs.Start(false, 1e6)), steep, 1, 80);
    assertEquals(StrictMath.log(2.5) / 400, end.point().array()[0], 1e-9);
  }

  @Test
  void notFiniteAtTheStartIsToldAsDivergence() {
    Optimiser lbfgs = new Lbfgs(5, none(), PLAIN);
    Evaluation nothing = new Evaluation(new double[] {Double.NaN}, Vector.of(0.0), null);
    for (Optimiser o :
        new Optimiser[] {
          lbfgs, new TrustRegionNewton(false), new Adam(new LearningRate(1, 0), none())
        }) {
      OptimiserState begun = o.start(Vector.of(0.0));
      assertThrows(ArithmeticException.class, () -> o.step(begun, nothing));
    }
  }

  @Test
  void anEndIsToldWhereNoStepDescends() {
    // A gradient that lies.
    Smooth liar =
        new Smooth() {
          @Override
          public double value(double[] x) {
            return x[0] * x[0];
          }

          @Override
          public double[] gradient(double[] x) {
            return new double[] {-2 * x[0] - 1};
          }
        };
    Optimiser lbfgs = new Lbfgs(5, none(), PLAIN);
    OptimiserState state = lbfgs.start(Vector.of(0.0));
    int scans = 0;
    while (state.request().kind() != Request.Kind.NONE && scans++ < 100) {
      state = lbfgs.step(state, answer(liar, state.request()));
    }
    assertEquals(Outcome.EXHAUSTED, state.outcome());
    assertTrue(scans < 30);
  }

  private static AbsolutePenalty none() {
    return AbsolutePenalty.none();
  }

  private static OptimiserState minimise(Optimiser optimiser, Smooth f, int n, int scans) {
    OptimiserState state = optimiser.start(Vector.of(new double[n]));
    for (int i = 0; i < scans && state.request().kind() != Request.Kind.NONE; i++) {
      state = optimiser.step(state, answer(f, state.request()));
      if (state.gradientNorm() < 1e-11) {
        break;
      }
    }
    return state;
  }

  private static Evaluation answer(Smooth f, Request request) {
    Vector x = request.point();
    double[] values = new double[request.values()];
    for (int i = 0; i < values.length; i++) {
      Vector at =
          i == 0
              ? x
              : request.kind() == Request.Kind.LINE
                  ? Vectors.plus(x, request.steps()[i - 1], request.vectors().get(1))
                  : request.vectors().get(i);
      values[i] = f.value(at.array());
    }
    if (request.kind() == Request.Kind.HESSIAN) {
      Vector d = request.vectors().get(1);
      double h = 1e-6 / (1e-12 + Vectors.norm(d));
      double[] up = f.gradient(Vectors.plus(x, h, d).array());
      double[] down = f.gradient(Vectors.plus(x, -h, d).array());
      double[] product = new double[x.length()];
      Arrays.setAll(product, j -> (up[j] - down[j]) / (2 * h));
      return new Evaluation(values, Vector.of(product), null);
    }
    boolean metric = request.kind() == Request.Kind.METRIC;
    return new Evaluation(values, Vector.of(f.gradient(x.array())), metric ? f.metric() : null);
  }
}
