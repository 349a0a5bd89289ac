package org.trainyard.mapreduce.optimise;

import java.util.TreeMap;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.optimise.OptimiserState.Outcome;

/**
 * Local SGD: every segment of the data takes mini-batch steps on its own from the common point, and
 * the weighted mean of where they end is the next common point. S. U. Stich, "Local SGD Converges
 * Fast and Communicates Little", ICLR 2019.
 *
 * <p>The mini-batch rule is the map side's. The objective that is told belongs to the point before
 * the steps; the point that is published is the one after them.
 *
 * @param penalty the absolute penalty, for the objective
 */
public record LocalMean(AbsolutePenalty penalty) implements Optimiser {
  @Override
  public OptimiserState start(Vector point) {
    return state(Outcome.WAITING, Double.NaN, point, point);
  }

  @Override
  public OptimiserState step(OptimiserState state, Evaluation e) {
    Vector point = state.request().point();
    double objective = e.values()[0] + penalty.value(point);
    if (!Double.isFinite(objective)
        || !Vectors.allFinite(e.vector())
        || !Double.isFinite(Vectors.dot(point, point))) {
      throw new ArithmeticException(
          "the objective or the parameters are not finite; a smaller --learning-rate may help");
    }
    return state(Outcome.MOVED, objective, point, e.vector());
  }

  @Override
  public Vector published(OptimiserState state) {
    return state.request().kind() == Request.Kind.NONE ? state.point() : state.request().point();
  }

  private static OptimiserState state(
      Outcome outcome, double objective, Vector point, Vector next) {
    TreeMap<String, Vector> vectors = new TreeMap<>();
    vectors.put(OptimiserState.POINT, point);
    return new OptimiserState(
        "local",
        outcome,
        objective,
        Double.NaN,
        Double.NaN,
        new TreeMap<>(),
        vectors,
        Request.local(next));
  }
}
