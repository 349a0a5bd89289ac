package org.trainyard.am.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.am.facts.Outliers.Oddity;
import org.trainyard.formats.event.RunEvent.SplitSum;

class OutliersTest {
  @Test
  void namesWhatIsSlowLargeOrOfUnusualLossAndNothingElse() {
    List<SplitSum> splits = new ArrayList<>();
    for (int s = 0; s < 10; s++) {
      splits.add(FactsExample.split(s, 100 + s, 0.5 + 0.01 * s));
    }
    splits.add(FactsExample.split(10, 500, 0.55));
    splits.add(new SplitSum(11, 1, 0, 1000, 50, 50, 100, "n1", 0.55));
    splits.add(FactsExample.split(12, 100, 3));
    List<Outliers.Judged> judged = Outliers.splits(splits);
    for (int s = 0; s < 10; s++) {
      assertEquals(List.of(), judged.get(s).oddities());
    }
    assertEquals(List.of(Oddity.SLOW), judged.get(10).oddities());
    assertEquals(List.of(Oddity.LARGE), judged.get(11).oddities());
    assertEquals(List.of(Oddity.UNUSUAL_LOSS), judged.get(12).oddities());
  }

  @Test
  void saysNothingOfFewSplitsOrOfSomeMilliseconds() {
    List<SplitSum> few = List.of(FactsExample.split(0, 10, 1), FactsExample.split(1, 900, 1));
    assertTrue(Outliers.splits(few).stream().allMatch(split -> split.oddities().isEmpty()));
    List<SplitSum> quick = new ArrayList<>();
    for (int s = 0; s < 8; s++) {
      quick.add(FactsExample.split(s, s == 7 ? 20 : 2, Double.NaN));
    }
    assertTrue(Outliers.splits(quick).stream().allMatch(split -> split.oddities().isEmpty()));
  }

  @Test
  void roundingIsNoUnusualLoss() {
    List<SplitSum> splits = new ArrayList<>();
    for (int s = 0; s < 8; s++) {
      splits.add(FactsExample.split(s, 100, 0.7 + (s == 7 ? 1e-12 : s * 1e-16)));
    }
    assertTrue(Outliers.splits(splits).stream().allMatch(split -> split.oddities().isEmpty()));
  }

  @Test
  void namesASlowNode() {
    List<SplitSum> splits = new ArrayList<>();
    for (int s = 0; s < 6; s++) {
      splits.add(FactsExample.split(s, s % 2 == 1 ? 90 : 30, 1));
    }
    List<Outliers.Node> nodes = Outliers.nodes(splits);
    assertEquals(List.of("n0", "n1"), nodes.stream().map(Outliers.Node::node).toList());
    assertFalse(nodes.get(0).slow());
    assertTrue(nodes.get(1).slow());
    assertEquals(300, nodes.get(1).rows());
    assertEquals(900, nodes.get(1).msPerThousandRows(), 1e-9);
  }
}
