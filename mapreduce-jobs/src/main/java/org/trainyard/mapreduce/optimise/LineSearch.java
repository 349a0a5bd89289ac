package org.trainyard.mapreduce.optimise;

import java.util.SortedMap;
import org.trainyard.formats.vector.Vector;

/** What {@link Lbfgs} holds during a step; written into its state and read from it. */
final class LineSearch {
  /** The current point, its gradient, and the direction of the search; not modified. */
  final Vector x;

  final Vector g;
  Vector d;

  LbfgsMemory memory;

  /** What the Hessian resembles; null for the identity. */
  BlockMetric metric;

  /** Lengths of the trial steps that were asked for, the gradient's first. */
  double[] ladder = {};

  /** The step along steepest descent that did last, to begin with where curvature is unknown. */
  double scale;

  /** The last step taken. */
  double taken = Double.NaN;

  /** Ladders from the current point without success. */
  int failures;

  LineSearch(Vector x, Vector g, Vector d, LbfgsMemory memory) {
    this.x = x;
    this.g = g;
    this.d = d;
    this.memory = memory;
  }

  static LineSearch load(OptimiserState state) {
    SortedMap<String, Vector> vectors = state.vectors();
    LineSearch search =
        new LineSearch(
            state.point(),
            vectors.get("g"),
            vectors.get("d"),
            LbfgsMemory.load(state.numbers(), vectors));
    search.metric = BlockMetric.load(state.numbers(), vectors);
    search.ladder = vectors.get("ladder").array();
    search.scale = state.numbers().get("scale");
    search.failures = state.numbers().get("failures").intValue();
    search.taken = state.stepLength();
    return search;
  }

  void save(SortedMap<String, Double> numbers, SortedMap<String, Vector> vectors) {
    numbers.put("scale", scale);
    numbers.put("failures", (double) failures);
    vectors.put(OptimiserState.POINT, x);
    vectors.put("ladder", Vector.of(ladder));
    if (g != null) {
      vectors.put("g", g);
      vectors.put("d", d);
      memory.save(numbers, vectors);
    }
    BlockMetric.save(metric, numbers, vectors);
  }
}
