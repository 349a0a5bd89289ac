package org.trainyard.mapreduce.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.trainyard.mapreduce.search.HalvingRule.Rung;

class HalvingRuleTest {
  @Test
  void rungsAreThePowersOfEtaTimesTheFirst() {
    HalvingRule rule = new HalvingRule(4, 3);
    assertEquals(
        List.of(4L, 12L, 36L, 108L),
        LongStream.range(0, 200).filter(rule::isRung).boxed().toList());
    assertEquals(
        List.of(1L, 2L, 4L, 8L, 16L),
        LongStream.range(0, 20).filter(new HalvingRule(1, 2)::isRung).boxed().toList());
  }

  @Test
  void oneOfEtaStaysAndNeverNone() {
    HalvingRule rule = new HalvingRule(4, 3);
    assertEquals(10, rule.stay(32));
    assertEquals(1, rule.stay(3));
    assertEquals(1, rule.stay(2));
    assertEquals(1, rule.stay(1));
  }

  @Test
  void rungsAreToldUntilOneIsLeftOrTheIterationsEnd() {
    HalvingRule rule = new HalvingRule(4, 3);
    assertEquals(
        List.of(new Rung(4, 32, 10), new Rung(12, 10, 3), new Rung(36, 3, 1)),
        rule.rungs(32, 1000));
    assertEquals(List.of(new Rung(4, 32, 10)), rule.rungs(32, 11));
    assertEquals(
        List.of(new Rung(1L << 62, 9, 1)),
        new HalvingRule(1L << 62, 1000).rungs(9, Long.MAX_VALUE));
  }

  @Test
  void thePlanCountsModelPassesAndHowLongABudgetLasts() {
    Map<String, String> settings =
        Map.of(
            "trainyard.search.strategy", "halving",
            "trainyard.search.search", "l2=log:1e-8..1e-1",
            "trainyard.search.budget", "1500",
            "trainyard.validation.folds", "5",
            "trainyard.stop.max-iterations", "100");
    SearchPlan plan = SearchPlan.of(settings::get);
    assertEquals(32, plan.configurations());
    assertEquals(6, plan.modelsEach());
    assertEquals(6 * 32 * 3, plan.passes(3));
    assertEquals(6 * (32 * 4 + 10 * 8 + 3 * 24 + 64), plan.passes(100));
    // 768 for four iterations of 32, 60 for each of eight with 10, 18 for each with 3.
    assertEquals(12 + (1500 - 768 - 480) / 18, plan.affordable());
  }
}
