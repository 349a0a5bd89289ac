package org.trainyard.am.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.run.IterationDocument;

class ViewsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "0.0401, 40 ms",
    "0.0999, 0.1 s",
    "9.94, 9.9 s",
    "59.6, 60 s",
    "119, 119 s",
    "121, 2 min",
    "7199, 120 min",
    "8000, 2 h 13 min"
  })
  void durations(double seconds, String words) {
    assertEquals(words, Figures.duration(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000000",
    "0.25, 0.250000",
    "0.0005, 5.00000e-04",
    "-3000000, -3.00000e+06",
    "NaN, unknown"
  })
  void numbers(double value, String words) {
    assertEquals(words, Figures.number(value));
  }

  @ParameterizedTest
  @CsvSource({"0, 0 bytes", "1023, 1023 bytes", "1536, 1.5 KiB", "1073741824, 1.0 GiB"})
  void sizes(long bytes, String words) {
    assertEquals(words, Figures.bytes(bytes));
  }

  @Test
  void tablesPutNumbersRightAndWordsLeft() {
    assertEquals(
        List.of("name  count", "a        12", "bcd       3"),
        new Table("name", "count").row("a", "12").row("bcd", "3").lines());
    assertThrows(IllegalArgumentException.class, () -> new Table("a", "b").row("one"));
  }

  @Test
  void theTimeLeftIsThePaceOfTheLastOnesTimesWhatIsLeftAtMost() {
    Eta eta = new Eta(10, 0);
    assertEquals("", eta.words());
    eta.finished(iteration(1, 100, null));
    for (int k = 2; k <= 6; k++) {
      eta.finished(iteration(k, 2, null));
    }
    assertEquals(8.0, eta.seconds().orElseThrow());
    assertEquals("at most 8.0 s left", eta.words());
  }

  @Test
  void theTimeBetweenIterationsCountsUnlessTheRunStoodStill() {
    Eta eta = new Eta(10, 0);
    eta.finished(1, 0, 9, null);
    eta.finished(2, 9_000, 4, null);
    eta.finished(3, 13_500, 1, null);
    assertEquals(7 * 1.5, eta.seconds().orElseThrow(), 1e-9, "the first two are unusual");
    eta.finished(4, 86_400_000, 1.25, null);
    eta.finished(5, 86_401_500, 1.25, null);
    assertEquals(5 * 1.25, eta.seconds().orElseThrow(), 1e-9, "a night is no pace");
  }

  @Test
  void whatDisturbsOneIterationDoesNotMakeTheOthersLonger() {
    Eta eta = new Eta(100, 0);
    double[] seconds = {9, 4, 2, 1, 1.1, 3, 1.2};
    for (int k = 1; k <= seconds.length; k++) {
      eta.finished(iteration(k, seconds[k - 1], null));
    }
    assertEquals(93 * 1.1, eta.seconds().orElseThrow(), 1e-9);
  }

  @Test
  void whatIterationsGainInTheFirstSecondsTheyGainOnceMoreWithinBounds() {
    Eta eta = new Eta(103, 0);
    eta.finished(iteration(1, 1, null));
    eta.finished(iteration(2, 0.8, null));
    eta.finished(iteration(3, 0.7, null));
    // 2.5 s of 10 are over, an eighth was gained.
    assertEquals(100 * 0.7 * (1 - 0.75 * 0.125), eta.seconds().orElseThrow(), 1e-9);
    eta.finished(iteration(4, 0.35, null));
    double cold = 1 - 2.85 / 10;
    assertEquals(
        99 * 0.35 * (1 - cold * 0.2), eta.seconds().orElseThrow(), 1e-9, "a fifth at most");
    eta.finished(iteration(5, 8, null));
    eta.finished(iteration(6, 0.3, null));
    assertEquals(97 * 0.35, eta.seconds().orElseThrow(), 1e-9, "all is warm");
  }

  @Test
  void aRunThatExpectsItsEndIsBelieved() {
    Eta eta = new Eta(1000, 0);
    eta.finished(iteration(1, 3, 21));
    assertEquals("about 60 s left", eta.words());
    eta.finished(iteration(2, 3, null));
    assertEquals(2994.0, eta.seconds().orElseThrow());
  }

  private static IterationDocument iteration(int k, double seconds, Integer expected) {
    return new IterationDocument(1, k, "local", null, 0, seconds, 10, null, expected, List.of());
  }

  @Test
  void aTimeLimitBoundsTheTimeLeft() {
    Eta eta = new Eta(1000, 60);
    eta.finished(iteration(1, 50, null));
    assertEquals(10.0, eta.seconds().orElseThrow());
  }

  private static IterationDocument.Model model(
      double objective, Map<String, Double> validation, String stop) {
    return new IterationDocument.Model(
        "l2=1",
        objective,
        0.25,
        1,
        new TreeMap<>(Map.of("accuracy", 0.5)),
        new TreeMap<>(validation),
        stop);
  }

  private static String line(IterationDocument.Model... models) {
    return IterationLine.of(
        new IterationDocument(1, 7, "local", null, 0, 1.25, 10, null, null, List.of(models)));
  }

  @Test
  void oneModelShowsItsHeldOutMetricsWhereItHasSome() {
    assertEquals(
        "iteration    7   objective 0.500000   gradient 2.50e-01   accuracy 0.500000   1.3 s",
        line(model(0.5, Map.of(), null)));
    assertTrue(line(model(0.5, Map.of("loss", 0.75), null)).contains("held out: loss 0.750000"));
  }

  @Test
  void severalModelsShowTheirRange() {
    assertTrue(
        line(model(0.5, Map.of(), "EPOCHS"), model(0.75, Map.of(), null))
            .contains("2 models: objective 0.500000 to 0.750000, 1 done"));
  }

  @Test
  void onlyHyperparametersThatAreNotTheDefaultAreShown() {
    assertEquals(
        "l2 0.5",
        ModelView.chosen(
            new TreeMap<>(Map.of("trainyard.model.l2", 0.5, "trainyard.model.l1", 0.0))));
  }

  @Test
  void hyperparametersWithoutDefaultAreShownToo() {
    assertEquals(
        "learning-rate 0.9",
        ModelView.chosen(new TreeMap<>(Map.of("trainyard.optimiser.learning-rate", 0.9))));
  }
}
