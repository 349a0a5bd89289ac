package org.trainyard.mapreduce.optimise;

import java.util.Arrays;
import java.util.TreeMap;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.optimise.OptimiserState.Outcome;

/**
 * Gradient descent with momentum: v ← μ v - η g, x ← x + v (B. T. Polyak, "Some Methods of Speeding
 * up the Convergence of Iteration Methods", USSR Computational Mathematics and Mathematical Physics
 * 4(5), 1964). An absolute penalty is a proximal step of length η after each.
 *
 * <p>The objective that is told belongs to the point before the step; the point that is published
 * is the one after it, unless a stop rule held it back.
 *
 * @param rate η of each step
 * @param momentum μ, 0 to below 1
 * @param penalty the absolute penalty
 */
public record GradientDescent(LearningRate rate, double momentum, AbsolutePenalty penalty)
    implements Optimiser {
  @Override
  public OptimiserState start(Vector point) {
    TreeMap<String, Vector> vectors = new TreeMap<>();
    vectors.put(OptimiserState.POINT, point);
    vectors.put("velocity", Vector.of(new double[point.length()]));
    return DescentSteps.state(Outcome.WAITING, null, 0, Double.NaN, vectors, point);
  }

  @Override
  public OptimiserState step(OptimiserState state, Evaluation e) {
    Vector at = state.request().point();
    DescentSteps.requireFinite(at, e);
    double[] x = at.array();
    double[] gradient = e.vector().array();
    long k = DescentSteps.count(state);
    double eta = rate.at(k);
    double[] next = x.clone();
    double[] v = state.vectors().get("velocity").array();
    for (int j = 0; j < x.length; j++) {
      next[j] += momentum * v[j] - eta * gradient[j];
    }
    double[] reach = new double[x.length];
    Arrays.fill(reach, eta);
    penalty.shrink(next, reach);
    Vector reached = Vector.of(next);
    TreeMap<String, Vector> vectors = new TreeMap<>();
    vectors.put(OptimiserState.POINT, at);
    vectors.put("velocity", Vectors.plus(reached, -1, at));
    DescentSteps.Seen seen = DescentSteps.Seen.of(at, e, penalty);
    return DescentSteps.state(Outcome.MOVED, seen, k + 1, eta, vectors, reached);
  }

  @Override
  public Vector published(OptimiserState state) {
    return DescentSteps.published(state);
  }
}
