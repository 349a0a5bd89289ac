package org.trainyard.mapreduce.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.problem.TrainingCheck;

class SearchChecksTest {
  private static List<String> check(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    settings.put("trainyard.validation.folds", "5");
    for (int p = 0; p < pairs.length; p += 2) {
      settings.put("trainyard." + pairs[p], pairs[p + 1]);
    }
    Problems problems = new Problems();
    TrainingCheck.check(settings::get, problems);
    return problems.all();
  }

  private static void assertTold(List<String> problems, String... fragments) {
    assertEquals(fragments.length, problems.size(), problems.toString());
    for (int p = 0; p < fragments.length; p++) {
      assertTrue(problems.get(p).contains(fragments[p]), fragments[p] + " in " + problems.get(p));
    }
  }

  @Test
  void aSearchThatIsInOrder() {
    assertTold(check("search.strategy", "halving", "search.search", "l2=log:1e-8..1e-1"));
    assertTold(check("search.strategy", "grid", "model.l2", "1,2", "search.budget", "12"));
  }

  @Test
  void aGridNeedsPointsAndHasNoRungs() {
    assertTold(
        check(
            "search.strategy", "grid",
            "search.search", "l2=log:1e-8..1e-1",
            "search.eta", "4",
            "search.configurations", "9"),
        "--eta",
        "--configurations",
        "the range of l2 has no number of points");
  }

  @Test
  void thereMustBeSomethingToChooseFrom() {
    assertTold(check("search.strategy", "halving"), "one configuration only");
  }

  @Test
  void theBudgetPaysAtLeastTheFirstScan() {
    assertTold(
        check(
            "search.strategy",
            "random",
            "search.search",
            "l2=log:1e-8..1e-1",
            "search.budget",
            "191"),
        "192 model-passes (32 configurations of 6 models each)");
  }

  @Test
  void moreModelsThanARunCanTrainAreCounted() {
    assertTold(
        check(
            "search.strategy", "grid", "search.search", "l2=log:1e-8..1e-1/200 l1=linear:0..1/100"),
        "20000 configurations of 6 models each are 120000 models");
  }

  @Test
  void withoutAStrategyNothingIsSearched() {
    assertTold(check("search.search", "l2=1,2", "search.budget", "5"), "--search", "--budget");
  }

  @Test
  void somethingMustBeHeldOut() {
    assertTold(
        check(
            "search.strategy", "random",
            "search.search", "l2=log:1e-8..1e-1",
            "validation.folds", "0"),
        "--strategy");
  }

  @Test
  void whatTheAlgorithmIgnoresIsNotSearched() {
    assertTold(
        check(
            "search.strategy", "random",
            "search.search", "l2=log:1e-8..1e-1 clusters=int:2..9",
            "model.algorithm", "kmeans"),
        "--l2");
    assertTold(
        check("search.strategy", "random", "search.search", "momentum=linear:0..0.9"),
        "--momentum");
  }

  @Test
  void aRefitNeedsAFractionToAdd() {
    assertTold(check("validation.refit", "true", "validation.folds", "0"), "--refit");
    assertTold(check("validation.refit", "true"));
  }
}
