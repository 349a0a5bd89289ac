package org.trainyard.mapreduce.optimise;

import java.util.TreeMap;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.optimise.OptimiserState.Outcome;

/**
 * Adam on the full gradient: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization",
 * ICLR 2015, with β1 = 0.9, β2 = 0.999, ε = 1e-8. An absolute penalty is a proximal step in the
 * metric of the second moments.
 *
 * <p>The objective that is told belongs to the point before the step; the point that is published
 * is the one after it, unless a stop rule held it back.
 *
 * @param rate of each step
 * @param penalty the absolute penalty
 */
public record Adam(LearningRate rate, AbsolutePenalty penalty) implements Optimiser {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  @Override
  public OptimiserState start(Vector point) {
    TreeMap<String, Vector> vectors = new TreeMap<>();
    vectors.put(OptimiserState.POINT, point);
    vectors.put("first", Vector.of(new double[point.length()]));
    vectors.put("second", Vector.of(new double[point.length()]));
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
    double correct1 = 1 - StrictMath.pow(BETA1, k + 1.0);
    double correct2 = 1 - StrictMath.pow(BETA2, k + 1.0);
    double[] first = state.vectors().get("first").array().clone();
    double[] second = state.vectors().get("second").array().clone();
    double[] reach = new double[x.length];
    double[] next = x.clone();
    for (int j = 0; j < x.length; j++) {
      double g = gradient[j];
      first[j] = BETA1 * first[j] + (1 - BETA1) * g;
      second[j] = BETA2 * second[j] + (1 - BETA2) * (g * g);
      reach[j] = eta / (Math.sqrt(second[j] / correct2) + EPSILON);
      next[j] -= reach[j] * (first[j] / correct1);
    }
    penalty.shrink(next, reach);
    TreeMap<String, Vector> vectors = new TreeMap<>();
    vectors.put(OptimiserState.POINT, at);
    vectors.put("first", Vector.of(first));
    vectors.put("second", Vector.of(second));
    DescentSteps.Seen seen = DescentSteps.Seen.of(at, e, penalty);
    return DescentSteps.state(Outcome.MOVED, seen, k + 1, eta, vectors, Vector.of(next));
  }

  @Override
  public Vector published(OptimiserState state) {
    return DescentSteps.published(state);
  }
}
