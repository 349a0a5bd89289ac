package org.trainyard.formats.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.registry.CurrentStep.Move;

class CurrentHistoryTest {
  /** Steps: a number is a SET, b is BACK, f is FORWARD; -1 stands for no version. */
  @ParameterizedTest
  @CsvSource({
    "'',      -1, -1, -1",
    "b,       -1, -1, -1",
    "f,       -1, -1, -1",
    "1,        1, -1, -1",
    "1 2,      2,  1, -1",
    "1 2 b,    1, -1,  2",
    "1 2 b b,  1, -1,  2",
    "1 2 b f,  2,  1, -1",
    "1 2 f,    2,  1, -1",
    "1 2 b 3,  3,  1, -1",
    "5 6 7 b b f, 6, 5, 7",
    "1 2 1 b,  2,  1,  1",
  })
  void walksAsABrowserDoes(String steps, int current, int back, int forward) {
    List<CurrentStep> parsed = new ArrayList<>();
    for (String step : steps.isEmpty() ? new String[0] : steps.split(" ")) {
      Move move = step.equals("b") ? Move.BACK : step.equals("f") ? Move.FORWARD : Move.SET;
      int version = move == Move.SET ? Integer.parseInt(step) : 0;
      parsed.add(new CurrentStep(CurrentStep.VERSION, move, version, 0, "me"));
    }
    CurrentHistory history = CurrentHistory.of(parsed);
    assertEquals(optional(current), history.current());
    assertEquals(optional(back), history.back());
    assertEquals(optional(forward), history.forward());
  }

  private static OptionalInt optional(int version) {
    return version < 0 ? OptionalInt.empty() : OptionalInt.of(version);
  }
}
