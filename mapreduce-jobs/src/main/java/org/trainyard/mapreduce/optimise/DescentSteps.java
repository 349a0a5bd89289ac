package org.trainyard.mapreduce.optimise;

import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.vector.Vector;

/** What methods that step along every gradient have in common. */
final class DescentSteps {
  private static final String STEPS = "steps";

  private DescentSteps() {}

  /**
   * What is known of an evaluated point.
   *
   * @param objective penalties included
   * @param gradientNorm of the pseudo-gradient
   */
  record Seen(double objective, double gradientNorm) {
    static Seen of(Vector x, Evaluation e, AbsolutePenalty penalty) {
      return new Seen(
          e.values()[0] + penalty.value(x), Vectors.norm(penalty.pseudoGradient(x, e.vector())));
    }
  }

  /** A point whose square overflows has run away, though losses may still be finite there. */
  static void requireFinite(Vector at, Evaluation e) {
    if (!Double.isFinite(e.values()[0])
        || !Vectors.allFinite(e.vector())
        || !Double.isFinite(Vectors.dot(at, at))) {
      throw new ArithmeticException(
          "the objective or its gradient is not finite; a smaller --learning-rate may help, else"
              + " look for labels, weights or features out of the loss's range");
    }
  }

  static long count(OptimiserState state) {
    return state.numbers().get(STEPS).longValue();
  }

  static OptimiserState state(
      OptimiserState.Outcome outcome,
      Seen seen,
      long steps,
      double length,
      SortedMap<String, Vector> vectors,
      Vector next) {
    TreeMap<String, Double> numbers = new TreeMap<>();
    numbers.put(STEPS, (double) steps);
    return new OptimiserState(
        "descent",
        outcome,
        seen == null ? Double.NaN : seen.objective(),
        seen == null ? Double.NaN : seen.gradientNorm(),
        length,
        numbers,
        vectors,
        Request.gradient(next));
  }

  static Vector published(OptimiserState state) {
    return state.request().kind() == Request.Kind.NONE ? state.point() : state.request().point();
  }
}
