package org.trainyard.mapreduce.optimise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.trainyard.formats.vector.Vector;

/**
 * The pairs of steps s and gradient differences y that L-BFGS remembers, oldest first. Immutable.
 *
 * @param pairs s and y of each
 */
record LbfgsMemory(List<Pair> pairs) {
  /** One step and what the gradient did along it, and their product. */
  record Pair(Vector s, Vector y, double sy) {}

  /** Below this cosine a pair says nothing of the curvature. */
  private static final double LEAST_COSINE = 1e-12;

  static LbfgsMemory empty() {
    return new LbfgsMemory(List.of());
  }

  /** Reads what {@link #save} put among the vectors. */
  static LbfgsMemory load(Map<String, Double> numbers, Map<String, Vector> vectors) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; vectors.containsKey(name("s", i)); i++) {
      pairs.add(
          new Pair(
              vectors.get(name("s", i)), vectors.get(name("y", i)), numbers.get(name("sy", i))));
    }
    return new LbfgsMemory(Collections.unmodifiableList(pairs));
  }

  void save(SortedMap<String, Double> numbers, SortedMap<String, Vector> vectors) {
    for (int i = 0; i < pairs.size(); i++) {
      vectors.put(name("s", i), pairs.get(i).s());
      vectors.put(name("y", i), pairs.get(i).y());
      numbers.put(name("sy", i), pairs.get(i).sy());
    }
  }

  private static String name(String letter, int i) {
    return String.format("%s%02d", letter, i);
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  /**
   * With a further pair, if it shows positive curvature, and without the oldest beyond the most.
   */
  LbfgsMemory with(Vector s, Vector y, int most) {
    double sy = Vectors.dot(s, y);
    if (!(sy > LEAST_COSINE * Vectors.norm(s) * Vectors.norm(y))) {
      return this;
    }
    List<Pair> all = new ArrayList<>(pairs);
    all.add(new Pair(s, y, sy));
    return new LbfgsMemory(List.copyOf(all.subList(Math.max(0, all.size() - most), all.size())));
  }

  /**
   * Minus the approximate inverse Hessian times g, by the two-loop recursion: J. Nocedal, "Updating
   * Quasi-Newton Matrices with Limited Storage", Mathematics of Computation 35(151), 1980.
   *
   * @param metric what the Hessian resembles up to a factor; null for the identity
   */
  Vector direction(Vector g, BlockMetric metric) {
    double[] q = Vectors.times(-1, g).array();
    int n = pairs.size();
    double[] alpha = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      Pair pair = pairs.get(i);
      alpha[i] = Vectors.dot(pair.s(), Vector.of(q)) / pair.sy();
      Vectors.addTo(q, -alpha[i], pair.y());
    }
    q = metric == null ? q : metric.solve(Vector.of(q)).array();
    if (n > 0) {
      Pair last = pairs.get(n - 1);
      Vector y = metric == null ? last.y() : metric.solve(last.y());
      double scale = last.sy() / Vectors.dot(last.y(), y);
      for (int j = 0; j < q.length; j++) {
        q[j] *= scale;
      }
    }
    for (int i = 0; i < n; i++) {
      Pair pair = pairs.get(i);
      double beta = Vectors.dot(pair.y(), Vector.of(q)) / pair.sy();
      Vectors.addTo(q, alpha[i] - beta, pair.s());
    }
    return Vector.of(q);
  }
}
