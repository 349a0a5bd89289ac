package org.trainyard.mapreduce.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;

class SearchSpaceTest {
  private static final String L2 = "trainyard.model.l2";

  private static KeySource settings(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int p = 0; p < pairs.length; p += 2) {
      settings.put("trainyard." + pairs[p], pairs[p + 1]);
    }
    return settings::get;
  }

  private static List<Map<String, Double>> points(KeySource settings) {
    Problems problems = new Problems();
    List<Map<String, Double>> points = SearchSpace.of(settings, problems).points(settings);
    assertEquals(List.of(), problems.all());
    return points;
  }

  private static List<Double> values(String key, KeySource settings) {
    return points(settings).stream().map(point -> point.get(key)).toList();
  }

  @Test
  void aGridIsEveryCombinationOfListsRangesAndPlainValues() {
    KeySource settings =
        settings(
            "search.strategy", "grid",
            "search.search", "l2=log:1e-8..1e-1/8  clusters=int:2..4",
            "model.l1", "0,1e-5");
    List<Map<String, Double>> points = points(settings);
    assertEquals(8 * 3 * 2, points.size());
    assertEquals(points.size(), new HashSet<>(points).size());
    assertEquals(
        List.of(1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1),
        points.stream().map(point -> point.get(L2)).distinct().toList());
    assertEquals(
        List.of(2.0, 3.0, 4.0),
        points.stream().map(point -> point.get("trainyard.model.clusters")).distinct().toList());
  }

  @Test
  void evenlySpacedPointsOfEverySpread() {
    assertEquals(
        List.of(0.0, 0.25, 0.5, 0.75, 1.0),
        values(L2, settings("search.strategy", "grid", "search.search", "l2=linear:0..1/5")));
    assertEquals(
        List.of(2.0, 5.0, 8.0),
        values(
            "trainyard.model.clusters",
            settings("search.strategy", "grid", "search.search", "clusters=int:2..8/3")));
    assertEquals(
        List.of(1.0, 3.162, 10.0),
        values(L2, settings("search.strategy", "grid", "search.search", "l2=log:1..10/3")));
  }

  @Test
  void randomPointsFollowTheSeedAloneAndTheirDistribution() {
    String[] asked = {
      "search.strategy",
      "random",
      "search.configurations",
      "400",
      "search.search",
      "l2=log:1e-8..1e-2"
    };
    List<Double> drawn = values(L2, settings(asked));
    assertEquals(drawn, values(L2, settings(asked)));
    assertEquals(400, new HashSet<>(drawn).size());
    long below = drawn.stream().filter(value -> value < 1e-5).count();
    assertEquals(200, below, 50, "half of the decades");
    assertTrue(drawn.stream().allMatch(value -> value >= 1e-8 && value <= 1e-2));

    String[] another = asked.clone();
    String[] seeded = java.util.Arrays.copyOf(another, another.length + 2);
    seeded[another.length] = "model.seed";
    seeded[another.length + 1] = "43";
    assertNotEquals(drawn, values(L2, settings(seeded)));
  }

  @Test
  void anotherDimensionLeavesTheDrawsOfTheFirstAlone() {
    List<Double> alone =
        values(L2, settings("search.strategy", "random", "search.search", "l2=log:1e-8..1e-2"));
    List<Double> beside =
        values(
            L2,
            settings(
                "search.strategy", "random", "search.search", "l2=log:1e-8..1e-2 l1=linear:0..1"));
    assertEquals(32, alone.size());
    assertEquals(alone, beside);
  }

  @Test
  void wholeNumbersAreDrawnEvenlyWithBothEnds() {
    String[] asked = {
      "search.strategy",
      "random",
      "search.configurations",
      "10000",
      "search.search",
      "clusters=int:1..10 l2=linear:0..1"
    };
    int[] counts = new int[11];
    for (double k : values("trainyard.model.clusters", settings(asked))) {
      counts[(int) k]++;
    }
    assertEquals(0, counts[0]);
    for (int k = 1; k <= 10; k++) {
      assertEquals(1000, counts[k], 250, "k = " + k);
    }
  }

  @Test
  void noConfigurationIsDrawnTwiceAndASmallSpaceIsTriedWhole() {
    assertEquals(
        List.of(1.0, 2.0, 3.0),
        values(L2, settings("search.strategy", "random", "search.search", "l2=1,2,3")));
    List<Double> some =
        values(
            L2,
            settings(
                "search.strategy",
                "random",
                "search.configurations",
                "5",
                "search.search",
                "l2=1,2,3,4,5,6"));
    assertEquals(5, some.size());
    assertEquals(5, new HashSet<>(some).size());
  }

  @Test
  void halvingTakesAGridWhereThereIsOneAndDrawsWhereNot() {
    assertEquals(
        8,
        points(settings("search.strategy", "halving", "search.search", "l2=log:1e-8..1e-1/8"))
            .size());
    assertEquals(
        32,
        points(settings("search.strategy", "asha", "search.search", "l2=log:1e-8..1e-1")).size());
    assertEquals(
        4,
        points(
                settings(
                    "search.strategy",
                    "halving",
                    "search.configurations",
                    "4",
                    "search.search",
                    "l2=log:1e-8..1e-1/8"))
            .size());
  }

  @Test
  void checksSeeWhatIsSearched() {
    KeySource settings =
        settings("search.strategy", "random", "search.search", "l2=log:1e-8..1e-2");
    KeySource over = SearchSpace.of(settings, new Problems()).over(settings);
    assertEquals("1.0E-8,0.01", over.get(L2));
    assertEquals("random", over.get("trainyard.search.strategy"));
    assertFalse(over.get("trainyard.model.l1") != null);
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    String words =
        "l2 penalty=1 l2=log:0..1 l2=cube:1..2 clusters=int:1.5..3 l1=1,1 momentum=2 decay=linear:5..1"
            + " dropout=linear:0 huber-delta=log:1..2/1";
    Problems problems = new Problems();
    SearchSpace.of(settings("search.search", words, "model.l1", "3"), problems);
    String told = String.join("\n", problems.all());
    for (String fragment :
        new String[] {
          "= l2: it is not of the form NAME=VALUES",
          "'penalty' cannot be searched; these can: l2, l1,",
          "a logarithmic range begins above 0",
          "'cube' is no spread of values",
          "whole numbers",
          "'l1' is given by --l1 too",
          "a value stands there twice",
          "--momentum (trainyard.optimiser.momentum) = 2",
          "the first end is not below the second",
          "a range needs two ends",
          "'1' is no number of points"
        }) {
      assertTrue(told.contains(fragment), fragment + " in\n" + told);
    }
  }
}
