package org.trainyard.am.page;

import java.util.Comparator;
import java.util.List;
import org.trainyard.am.facts.Curve;
import org.trainyard.am.facts.RunFacts;

/** The models of a run, the best first. Pure. */
final class Ranking {
  private Ranking() {}

  /**
   * By the held-out metric that chooses, where it is there, and else by the objective; models of
   * which nothing is known come last.
   */
  static List<RunFacts.Model> of(RunFacts facts) {
    boolean byMetric =
        facts.head().metric() != null
            && facts.models().stream()
                .anyMatch(model -> model.validation().containsKey(facts.head().metric()));
    Comparator<RunFacts.Model> order =
        Comparator.comparingDouble(
            model -> byMetric ? metric(facts, model) : last(model.objective()));
    return facts.models().stream().sorted(order.thenComparingInt(RunFacts.Model::index)).toList();
  }

  /** Smaller is better, unknown is worst. */
  private static double metric(RunFacts facts, RunFacts.Model model) {
    double value = last(model.validation().get(facts.head().metric()));
    return facts.head().largerIsBetter() ? -value : value;
  }

  private static double last(Curve curve) {
    return curve == null ? Double.NaN : curve.lastValue();
  }
}
