package org.trainyard.mapreduce.optimise;

import java.util.TreeMap;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.optimise.OptimiserState.Outcome;

/**
 * Trust-region Newton: C.-J. Lin, R. C. Weng, S. S. Keerthi, "Trust Region Newton Method for
 * Large-Scale Logistic Regression", Journal of Machine Learning Research 9, 2008; the radius rule
 * after C.-J. Lin, J. J. Moré, "Newton's Method for Large Bound-Constrained Optimization Problems",
 * SIAM Journal on Optimization 9(4), 1999.
 *
 * <p>Each product of the Hessian with a direction, one step of conjugate gradients, is an
 * evaluation of its own; so is each trial point, with value and gradient together. Where a matrix
 * like the Hessian can be had, it preconditions the conjugate gradients, and the region is a ball
 * in its metric (C.-Y. Hsia, W.-L. Chiang, C.-J. Lin, "Preconditioned Conjugate Gradient Methods in
 * Truncated Newton Frameworks for Large-scale Linear Classification", ACML 2018).
 *
 * @param asksMetric whether to ask for such a matrix
 */
public record TrustRegionNewton(boolean asksMetric) implements Optimiser {
  private static final String BEGIN = "begin";
  private static final String CONJUGATE = "conjugate-gradients";
  private static final String TRIAL = "trial";

  /** Least ratio of actual to predicted decrease for a step to be taken, and for it to be good. */
  private static final double TAKEN = 1e-4;

  private static final double FAIR = 0.25;
  private static final double GOOD = 0.75;

  /** Factors by which the radius may change. */
  private static final double SHRINK = 0.25;

  private static final double SHRINK_LESS = 0.5;
  private static final double GROW = 4.0;

  /** Conjugate gradients end at this fraction of the gradient's norm, or after so many steps. */
  private static final double FORCING = 0.1;

  private static final int MOST_PRODUCTS = 250;
  private static final double ROUNDING = 1e-12;

  @Override
  public OptimiserState start(Vector point) {
    TreeMap<String, Vector> vectors = new TreeMap<>();
    vectors.put(OptimiserState.POINT, point);
    return new OptimiserState(
        BEGIN,
        Outcome.WAITING,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        new TreeMap<>(),
        vectors,
        asksMetric ? Request.metric(point) : Request.gradient(point));
  }

  @Override
  public OptimiserState step(OptimiserState state, Evaluation e) {
    return switch (state.phase()) {
      case BEGIN -> begun(state, e);
      case CONJUGATE -> product(state, e.vector());
      default -> tried(state, e);
    };
  }

  private static OptimiserState begun(OptimiserState state, Evaluation e) {
    if (!Double.isFinite(e.values()[0]) || !Vectors.allFinite(e.vector())) {
      throw new ArithmeticException(
          "the objective is not finite at the starting point; look for labels, weights or features"
              + " that are not finite or out of the loss's range");
    }
    BlockMetric metric = e.metric() == null ? null : BlockMetric.of(e.metric());
    Vector g = e.vector();
    double radius = Math.sqrt(Vectors.dot(g, solve(metric, g)));
    return begin(
        Outcome.MOVED,
        new Place(state.point(), e.values()[0], g, metric),
        radius,
        true,
        Double.NaN);
  }

  /** Where the Newton step is solved for. */
  private record Place(Vector x, double f, Vector g, BlockMetric metric) {}

  private static Vector solve(BlockMetric metric, Vector v) {
    return metric == null ? v : metric.solve(v);
  }

  private static Vector root(BlockMetric metric, Vector v) {
    return metric == null ? v : metric.root(v);
  }

  /** Begins to solve for the Newton step at x within the radius. */
  private static OptimiserState begin(
      Outcome outcome, Place at, double radius, boolean first, double taken) {
    Vector r = Vectors.times(-1, at.g());
    Vector d = solve(at.metric(), r);
    TreeMap<String, Vector> vectors = new TreeMap<>();
    vectors.put(OptimiserState.POINT, at.x());
    vectors.put("g", at.g());
    vectors.put("s", Vector.of(new double[r.length()]));
    vectors.put("r", r);
    vectors.put("d", d);
    TreeMap<String, Double> numbers = new TreeMap<>();
    BlockMetric.save(at.metric(), numbers, vectors);
    numbers.put("unsolved", Vectors.dot(r, d));
    numbers.put("unsolvedAtFirst", Vectors.dot(r, d));
    numbers.put("radius", radius);
    numbers.put("first", first ? 1.0 : 0.0);
    numbers.put("products", 0.0);
    double norm = Vectors.norm(at.g());
    Request request = norm == 0 ? Request.none() : Request.hessian(at.x(), d);
    return new OptimiserState(CONJUGATE, outcome, at.f(), norm, taken, numbers, vectors, request);
  }

  /** One step of conjugate gradients, given H d. */
  private static OptimiserState product(OptimiserState state, Vector hd) {
    Vector d = state.vectors().get("d");
    Vector oldR = state.vectors().get("r");
    double radius = state.numbers().get("radius");
    double products = state.numbers().get("products") + 1;
    double curvature = Vectors.dot(d, hd);
    if (!Vectors.allFinite(hd)) {
      throw new ArithmeticException("the Hessian is not finite; --optimiser lbfgs may get further");
    }
    BlockMetric metric = BlockMetric.load(state.numbers(), state.vectors());
    double rz = state.numbers().get("unsolved");
    Vector from = state.vectors().get("s");
    double alpha = curvature > 0 ? rz / curvature : Double.POSITIVE_INFINITY;
    Vector s = curvature > 0 ? Vectors.plus(from, alpha, d) : from;
    boolean outside = !(curvature > 0) || Vectors.norm(root(metric, s)) > radius;
    if (outside) {
      alpha = toBoundary(root(metric, from), root(metric, d), radius);
      s = Vectors.plus(from, alpha, d);
    }
    Vector r = Vectors.plus(oldR, -alpha, hd);
    Vector z = solve(metric, r);
    double newRz = Vectors.dot(r, z);
    boolean done =
        outside
            || newRz <= FORCING * FORCING * state.numbers().get("unsolvedAtFirst")
            || products >= MOST_PRODUCTS;
    TreeMap<String, Vector> vectors = new TreeMap<>(state.vectors());
    vectors.put("s", s);
    vectors.put("r", r);
    TreeMap<String, Double> numbers = new TreeMap<>(state.numbers());
    numbers.put("products", products);
    numbers.put("unsolved", newRz);
    Request request;
    if (done) {
      request = Request.gradient(Vectors.plus(state.point(), 1, s));
    } else {
      Vector next = Vectors.plus(z, newRz / rz, d);
      vectors.put("d", next);
      request = Request.hessian(state.point(), next);
    }
    return new OptimiserState(
        done ? TRIAL : CONJUGATE,
        Outcome.WAITING,
        state.objective(),
        state.gradientNorm(),
        state.stepLength(),
        numbers,
        vectors,
        request);
  }

  /** The positive t with |s + t d| = radius. */
  private static double toBoundary(Vector s, Vector d, double radius) {
    double sd = Vectors.dot(s, d);
    double ss = Vectors.dot(s, s);
    double dd = Vectors.dot(d, d);
    double room = radius * radius - ss;
    double root = Math.sqrt(sd * sd + dd * room);
    return sd >= 0 ? room / (sd + root) : (root - sd) / dd;
  }

  /** Judges the trial point and sets the radius. */
  private static OptimiserState tried(OptimiserState state, Evaluation e) {
    Vector s = state.vectors().get("s");
    Vector g = state.vectors().get("g");
    double gs = Vectors.dot(g, s);
    double predicted = -0.5 * (gs - Vectors.dot(s, state.vectors().get("r")));
    boolean finite = Double.isFinite(e.values()[0]) && Vectors.allFinite(e.vector());
    double f = finite ? e.values()[0] : Double.POSITIVE_INFINITY;
    double actual = state.objective() - f;
    BlockMetric metric = BlockMetric.load(state.numbers(), state.vectors());
    double length = Vectors.norm(root(metric, s));
    double radius = state.numbers().get("radius");
    if (state.numbers().get("first") == 1.0) {
      radius = Math.min(radius, length);
    }
    double beyond = -actual - gs;
    double alpha = beyond <= 0 ? GROW : Math.max(SHRINK, -0.5 * (gs / beyond));
    if (actual < TAKEN * predicted) {
      radius = Math.min(Math.max(alpha, SHRINK) * length, SHRINK_LESS * radius);
    } else if (actual < FAIR * predicted) {
      radius = Math.max(SHRINK * radius, Math.min(alpha * length, SHRINK_LESS * radius));
    } else if (actual < GOOD * predicted) {
      radius = Math.max(SHRINK * radius, Math.min(alpha * length, GROW * radius));
    } else {
      radius = Math.max(radius, Math.min(alpha * length, GROW * radius));
    }
    double rounding = ROUNDING * Math.abs(state.objective());
    boolean flat = Math.abs(actual) <= rounding && Math.abs(predicted) <= rounding;
    boolean steeper = finite && Vectors.norm(e.vector()) >= state.gradientNorm();
    if (actual > TAKEN * predicted || flat && finite && !steeper) {
      Vector x = state.request().point();
      Place there = new Place(x, f, e.vector(), metric);
      return begin(Outcome.MOVED, there, radius, false, length);
    }
    boolean exhausted = flat || !(predicted > 0) || radius == 0;
    return begin(
        exhausted ? Outcome.EXHAUSTED : Outcome.WAITING,
        new Place(state.point(), state.objective(), g, metric),
        radius,
        false,
        state.stepLength());
  }
}
