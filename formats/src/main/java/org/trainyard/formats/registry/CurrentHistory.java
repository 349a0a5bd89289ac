package org.trainyard.formats.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which version is current, and which ones were, as the steps lead there: {@code SET} goes to a new
 * place and forgets what was ahead, {@code BACK} and {@code FORWARD} walk among the places. Pure.
 *
 * @param visited versions in the order of their becoming current
 * @param position index of the current one; -1 when none ever was
 */
public record CurrentHistory(List<Integer> visited, int position) {
  /** Follows the steps; one that leads beyond either end stays where it is. */
  static CurrentHistory of(List<CurrentStep> steps) {
    List<Integer> visited = new ArrayList<>();
    int position = -1;
    for (CurrentStep step : steps) {
      switch (step.move()) {
        case SET -> {
          visited.subList(position + 1, visited.size()).clear();
          visited.add(step.version());
          position++;
        }
        case BACK -> position = Math.max(position - 1, Math.min(position, 0));
        case FORWARD -> position = Math.min(position + 1, visited.size() - 1);
      }
    }
    return new CurrentHistory(List.copyOf(visited), position);
  }

  /** The current version. */
  public OptionalInt current() {
    return at(position);
  }

  /** The version that a step back leads to. */
  public OptionalInt back() {
    return at(position - 1);
  }

  /** The version that a step forward leads to. */
  public OptionalInt forward() {
    return at(position + 1);
  }

  private OptionalInt at(int index) {
    return index >= 0 && index < visited.size()
        ? OptionalInt.of(visited.get(index))
        : OptionalInt.empty();
  }
}
