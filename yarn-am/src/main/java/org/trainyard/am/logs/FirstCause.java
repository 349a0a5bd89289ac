package org.trainyard.am.logs;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses, of all that failed, what to show: of what ended the run the first that is known in
 * detail, since what follows is mostly its consequence; else the latest that was survived. Pure.
 *
 * @param suspect the cause
 * @param others everything else that failed, in the order of time
 */
public record FirstCause(Suspect suspect, List<Suspect> others) {
  private static final Comparator<Suspect> BY_TIME =
      Comparator.comparingLong(each -> each.atMs() == 0 ? Long.MAX_VALUE : each.atMs());

  /** The cause; empty if nothing failed. */
  public static Optional<FirstCause> of(List<Suspect> suspects) {
    List<Suspect> ordered = suspects.stream().sorted(BY_TIME).distinct().toList();
    Optional<Suspect> chosen =
        first(ordered, true)
            .or(() -> first(ordered, false))
            .or(() -> ordered.stream().reduce((before, after) -> after));
    return chosen.map(
        suspect ->
            new FirstCause(
                suspect, ordered.stream().filter(other -> !other.equals(suspect)).toList()));
  }

  private static Optional<Suspect> first(List<Suspect> ordered, boolean inContainer) {
    return ordered.stream()
        .filter(suspect -> suspect.weight() == Suspect.Weight.FATAL)
        .filter(suspect -> !inContainer || suspect.container() != null)
        .findFirst();
  }
}
