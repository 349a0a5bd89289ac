package org.trainyard.am.page;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.view.Figures;

/**
 * How a run stands, in one sentence: "iteration 17 of at most 100, objective 0.3212, about 4 min
 * left; waiting for 2 containers in queue root.ml". Pure.
 */
final class Headline {
  private Headline() {}

  /** The sentence. */
  static String of(RunFacts facts) {
    RunFacts.Head head = facts.head();
    if (head.state().over()) {
      return head.sentence() == null ? word(head.state()) : head.sentence();
    }
    StringBuilder text = new StringBuilder();
    if (head.iteration() == 0) {
      text.append(head.sentence() == null ? "not begun" : head.sentence());
    } else {
      text.append("iteration ").append(head.iteration());
      text.append(" of at most ").append(head.mostIterations());
      objective(facts.models())
          .ifPresent(value -> text.append(", objective ").append(Figures.number(value)));
      String left = left(head);
      text.append(left.isEmpty() ? "" : ", " + left);
    }
    if (head.waiting() != null && head.waiting().sentence() != null) {
      text.append("; ").append(head.waiting().sentence());
    }
    return text.toString();
  }

  /** How long it still takes, in words; empty if nobody knows. */
  static String left(RunFacts.Head head) {
    return head.state().over() || Double.isNaN(head.secondsLeft())
        ? ""
        : (head.leftIsExpected() ? "about " : "at most ")
            + Figures.duration(head.secondsLeft())
            + " left";
  }

  /** A state as a word for people. */
  static String word(RunFacts.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static OptionalDouble objective(List<RunFacts.Model> models) {
    return models.stream()
        .mapToDouble(model -> model.objective().lastValue())
        .filter(Double::isFinite)
        .min();
  }
}
