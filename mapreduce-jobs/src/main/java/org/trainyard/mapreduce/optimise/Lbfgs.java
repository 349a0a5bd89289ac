package org.trainyard.mapreduce.optimise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.optimise.OptimiserState.Outcome;

/**
 * Limited-memory BFGS, and OWL-QN where there is an absolute penalty: D. C. Liu, J. Nocedal, "On
 * the Limited Memory BFGS Method for Large Scale Optimization", Mathematical Programming 45, 1989;
 * G. Andrew, J. Gao, "Scalable Training of L1-Regularized Log-Linear Models", ICML 2007.
 *
 * <p>A pass over the data costs more than the values at a few more points in it, so the first line
 * search tries a ladder of steps at once: the gradient is asked at the step that will most likely
 * do (1, once there is curvature), and values at others where nothing is known of the scale. Only
 * if another is much better does a second pass ask for the gradient there.
 *
 * @param history most pairs that are remembered
 * @param penalty the absolute penalty
 * @param start what the first steps are made of
 */
public record Lbfgs(int history, AbsolutePenalty penalty, Start start) implements Optimiser {
  /**
   * What is known before there is curvature.
   *
   * @param asksMetric whether to ask for a matrix like the Hessian; not with an absolute penalty,
   *     whose orthants it would not respect
   * @param scale length of the step that is tried first
   */
  public record Start(boolean asksMetric, double scale) {}

  /** Waiting for the value and the gradient at the starting point. */
  private static final String BEGIN = "begin";

  /** Waiting for a ladder of trial steps. */
  private static final String SEARCH = "search";

  /** Waiting for the gradient at the best trial. */
  private static final String CHOSEN = "chosen";

  /** Fraction of the decrease promised by the slope that a step must give (Armijo). */
  private static final double ARMIJO = 1e-4;

  /** A ladder's gradient point is taken if it gives this fraction of the best trial's decrease. */
  private static final double GOOD_ENOUGH = 0.5;

  /** Relative error that is granted to values of f. */
  private static final double ROUNDING = 1e-14;

  /** Ladders without success before the curvature is forgotten, or the search given up. */
  private static final int MOST_LADDERS = 8;

  /**
   * Once there is curvature, a step of 1 nearly always does. A value beside it would double the
   * products of the scan, and spares none where the step does not: the gradient is missing there.
   */
  private static final double[] USUAL_LADDER = {1};

  /** Where a step did not do, the scale is in doubt. */
  private static final double[] SECOND_LADDER = {1, 0.25};

  private static final double[] WIDE_LADDER = {
    1, 0x1p-8, 0x1p-6, 0x1p-4, 0x1p-2, 0x1p2, 0x1p4, 0x1p6
  };

  @Override
  public OptimiserState start(Vector point) {
    LineSearch search = new LineSearch(point, null, null, LbfgsMemory.empty());
    search.scale = start.scale();
    Request request = start.asksMetric() ? Request.metric(point) : Request.gradient(point);
    return state(BEGIN, Outcome.WAITING, Double.NaN, Double.NaN, search, request);
  }

  @Override
  public OptimiserState step(OptimiserState state, Evaluation e) {
    double f = e.values()[0];
    Vector at = state.request().point();
    if (state.phase().equals(BEGIN)) {
      if (!Double.isFinite(f) || !Vectors.allFinite(e.vector())) {
        throw new ArithmeticException(
            "the objective is not finite at the starting point; look for labels, weights or"
                + " features that are not finite or out of the loss's range");
      }
      LineSearch search = new LineSearch(at, e.vector(), null, LbfgsMemory.empty());
      search.scale = start.scale();
      search.metric = e.metric() == null ? null : BlockMetric.of(e.metric());
      return begin(search, f);
    }
    LineSearch search = LineSearch.load(state);
    double objective = f + penalty.value(at);
    boolean usable = Double.isFinite(f) && Vectors.allFinite(e.vector());
    if (state.phase().equals(CHOSEN) && usable) {
      return move(search, at, f, e.vector(), search.ladder[0]);
    }
    return judge(state, search, e, usable ? objective : Double.POSITIVE_INFINITY);
  }

  /** Chooses among the steps of a ladder. */
  private OptimiserState judge(
      OptimiserState state, LineSearch search, Evaluation e, double atFirst) {
    double before = state.objective();
    Vector pseudo = penalty.pseudoGradient(search.x, search.g);
    double slope = penalty.isNone() ? Vectors.dot(pseudo, search.d) : Double.NaN;
    int best = -1;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < e.values().length; i++) {
      double t = search.ladder[i];
      Vector x = trial(search, pseudo, t);
      double value = i == 0 ? atFirst : e.values()[i] + penalty.value(x);
      if (sufficient(search, pseudo, slope, x, t, before, value) && value < lowest) {
        best = i;
        lowest = value;
      }
    }
    boolean first =
        best >= 0 && before - atFirst >= GOOD_ENOUGH * (before - lowest) && atFirst < before;
    if (first || flat(search, e.vector(), slope, before, atFirst)) {
      return move(search, state.request().point(), e.values()[0], e.vector(), search.ladder[0]);
    }
    if (best >= 0) {
      double t = search.ladder[best];
      search.ladder = new double[] {t};
      Request request = Request.gradient(trial(search, pseudo, t));
      return waiting(CHOSEN, state, search, request);
    }
    return shorten(state, search, pseudo, atFirst);
  }

  private boolean sufficient(
      LineSearch search,
      Vector pseudo,
      double slope,
      Vector x,
      double t,
      double before,
      double value) {
    double promised =
        penalty.isNone() ? t * slope : Vectors.dot(pseudo, Vectors.plus(x, -1, search.x));
    return value <= before + ARMIJO * promised && value < before;
  }

  /**
   * Where the decrease drowns in rounding, slopes still tell descent: W. W. Hager, H. Zhang, "A New
   * Conjugate Gradient Method with Guaranteed Descent and an Efficient Line Search", SIAM Journal
   * on Optimization 16(1), 2005.
   */
  private boolean flat(
      LineSearch search, Vector gradient, double slope, double before, double value) {
    if (!penalty.isNone() || !(value <= before + ROUNDING * Math.abs(before))) {
      return false;
    }
    double after = Vectors.dot(gradient, search.d);
    return after <= (2 * ARMIJO - 1) * slope && after >= 0.9 * slope;
  }

  /** No step of the ladder was good: a ladder further down, or the end. */
  private OptimiserState shorten(
      OptimiserState state, LineSearch search, Vector pseudo, double atFirst) {
    double slope = Vectors.dot(pseudo, search.d);
    double shortest = Arrays.stream(search.ladder).min().getAsDouble();
    search.failures++;
    boolean drowned = -slope * search.ladder[0] <= 10 * ROUNDING * Math.abs(state.objective());
    boolean enough = search.failures >= MOST_LADDERS;
    if (drowned || enough) {
      if (search.memory.isEmpty() || drowned) {
        return state(
            SEARCH,
            Outcome.EXHAUSTED,
            state.objective(),
            state.gradientNorm(),
            search,
            Request.none());
      }
      search.memory = LbfgsMemory.empty();
      search.failures = 0;
      search.d = direction(search, pseudo);
      return ask(state, search, pseudo, search.scale, WIDE_LADDER);
    }
    double next = shortest / 4;
    if (Double.isFinite(atFirst) && penalty.isNone()) {
      // The parabola through the value and the slope at 0 and the value at the first step.
      double t = search.ladder[0];
      double vertex = -slope * t * t / (2 * (atFirst - state.objective() - slope * t));
      next = Math.min(next, Math.max(vertex, 1e-3 * next));
    }
    return ask(state, search, pseudo, next, SECOND_LADDER);
  }

  /** Takes a step: remembers its curvature and searches on from there. */
  private OptimiserState move(LineSearch search, Vector x, double f, Vector g, double t) {
    LbfgsMemory memory =
        search.memory.with(
            Vectors.onHeap(Vectors.plus(x, -1, search.x)),
            Vectors.onHeap(Vectors.plus(g, -1, search.g)),
            history);
    LineSearch next = new LineSearch(x, g, null, memory);
    next.scale = search.memory.isEmpty() ? t : search.scale;
    next.metric = search.metric;
    next.taken = t;
    return begin(next, f);
  }

  /** Chooses a direction at a new point and asks for the first ladder along it. */
  private OptimiserState begin(LineSearch search, double f) {
    Vector pseudo = penalty.pseudoGradient(search.x, search.g);
    search.d = direction(search, pseudo);
    if (!(Vectors.dot(pseudo, search.d) < 0)) {
      search.memory = LbfgsMemory.empty();
      search.metric = null;
      search.d = Vectors.times(-1, pseudo);
    }
    double objective = f + penalty.value(search.x);
    double norm = Vectors.norm(pseudo);
    if (norm == 0) {
      return state(SEARCH, Outcome.MOVED, objective, norm, search, Request.none());
    }
    boolean blind = search.memory.isEmpty();
    OptimiserState here = state(SEARCH, Outcome.MOVED, objective, norm, search, Request.none());
    OptimiserState asked =
        ask(here, search, pseudo, blind ? search.scale : 1, blind ? WIDE_LADDER : USUAL_LADDER);
    return new OptimiserState(
        SEARCH,
        Outcome.MOVED,
        objective,
        norm,
        search.taken,
        asked.numbers(),
        asked.vectors(),
        asked.request());
  }

  private Vector direction(LineSearch search, Vector pseudo) {
    return penalty.descending(search.memory.direction(pseudo, search.metric), pseudo);
  }

  private OptimiserState ask(
      OptimiserState state, LineSearch search, Vector pseudo, double longest, double[] ladder) {
    double[] steps = Arrays.stream(ladder).map(step -> longest * step).toArray();
    search.ladder = steps;
    Vector first = trial(search, pseudo, steps[0]);
    if (steps.length == 1) {
      return waiting(SEARCH, state, search, Request.gradient(first));
    }
    if (penalty.isNone()) {
      double[] beside = new double[steps.length - 1];
      for (int i = 0; i < beside.length; i++) {
        beside[i] = steps[i + 1] - steps[0];
      }
      return waiting(SEARCH, state, search, Request.line(first, search.d, beside));
    }
    List<Vector> others = new ArrayList<>();
    for (int i = 1; i < steps.length; i++) {
      others.add(trial(search, pseudo, steps[i]));
    }
    return waiting(SEARCH, state, search, Request.points(first, others));
  }

  /**
   * The point at step t. A penalised coordinate does not leave its orthant: that of its sign, or at
   * 0 that of steepest descent.
   */
  private Vector trial(LineSearch search, Vector pseudo, double t) {
    return penalty.inOrthant(Vectors.plus(search.x, t, search.d), search.x, pseudo);
  }

  private static OptimiserState waiting(
      String phase, OptimiserState state, LineSearch search, Request request) {
    return state(phase, Outcome.WAITING, state.objective(), state.gradientNorm(), search, request);
  }

  private static OptimiserState state(
      String phase,
      Outcome outcome,
      double objective,
      double gradientNorm,
      LineSearch search,
      Request request) {
    TreeMap<String, Double> numbers = new TreeMap<>();
    TreeMap<String, Vector> vectors = new TreeMap<>();
    search.save(numbers, vectors);
    return new OptimiserState(
        phase, outcome, objective, gradientNorm, search.taken, numbers, vectors, request);
  }
}
