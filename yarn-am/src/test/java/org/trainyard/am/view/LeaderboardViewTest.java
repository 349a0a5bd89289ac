package org.trainyard.am.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.publish.Candidates;

class LeaderboardViewTest {
  private static Candidates fifty() {
    List<Candidates.Configuration> configurations = new ArrayList<>();
    for (int c = 0; c < 50; c++) {
      Map<String, Double> values =
          Map.of("trainyard.model.l2", c + 1.0, "trainyard.model.l1", 0.25);
      configurations.add(
          new Candidates.Configuration(
              c, values, c == 7 ? Double.NaN : 0.5 + c / 1000.0, 0.01, 4, "OUTDONE"));
    }
    return new Candidates(1, "auc", 49, 1234, configurations, List.of());
  }

  @Test
  void fiftyConfigurationsAreNotMoreThanOneWantsToRead() {
    List<String> lines = LeaderboardView.lines(fifty(), 5, "/runs/x/leaderboard.csv");
    assertEquals(1 + 5 + 2, lines.size());
    assertTrue(lines.get(0).contains("held-out auc"), lines.get(0));
    assertTrue(lines.get(1).trim().startsWith("1  l2 50.0 "), lines.get(1));
    assertTrue(lines.get(1).endsWith("published"), lines.get(1));
    assertTrue(lines.get(2).contains("other configurations do better"), lines.get(2));
    assertEquals("… and 45 more in /runs/x/leaderboard.csv", lines.get(6));
    assertEquals("50 configurations, 1,234 model-passes", lines.get(7));
  }

  @Test
  void aConfigurationWithoutAScoreIsTheLast() {
    List<String> lines = LeaderboardView.lines(fifty(), 50, "");
    assertTrue(lines.get(50).contains("l2 8.0"), lines.get(50));
    assertTrue(lines.get(50).contains("unknown"), lines.get(50));
  }

  @Test
  void oneConfigurationHasNoLeaderboard() {
    List<Candidates.Configuration> one = fifty().configurations().subList(0, 1);
    assertEquals(
        List.of(), LeaderboardView.lines(new Candidates(1, "auc", 0, 6, one, List.of()), 5, ""));
  }

  @Test
  void aLiveSearchTellsWhoLeadsOverTheFoldsAndWhyOthersLeft() {
    List<IterationDocument.Model> models = new ArrayList<>();
    models.add(model("l2=1.0", Map.of(), null));
    models.add(model("l2=1.0 fold=0", Map.of("auc", 0.8), null));
    models.add(model("l2=1.0 fold=1", Map.of("auc", 0.9), null));
    models.add(model("l2=2.0", Map.of(), "OUTDONE"));
    models.add(model("l2=2.0 fold=0", Map.of("auc", 0.7), "OUTDONE"));
    models.add(model("l2=2.0 fold=1", Map.of("auc", 0.99), "GRADIENT_NORM"));
    IterationDocument latest =
        new IterationDocument(1, 7, "local", null, 0, 1.25, 10, null, null, models);
    List<String> lines = LeaderboardView.standing(latest, Metric.AUC, 5);
    assertEquals("3 of 6 models in the scan", lines.get(0));
    assertEquals("  2 left: other configurations do better", lines.get(1));
    assertEquals("  1 left: the gradient is small enough", lines.get(2));
    assertTrue(lines.get(4).startsWith("l2=1.0"), lines.get(4));
    assertTrue(lines.get(4).endsWith("0.850000"), lines.get(4));
    assertTrue(lines.get(5).startsWith("l2=2.0"), lines.get(5));
    assertEquals(6, lines.size());
  }

  private static IterationDocument.Model model(
      String label, Map<String, Double> validation, String stop) {
    return new IterationDocument.Model(
        label, 0.5, 0.25, 1, new TreeMap<>(), new TreeMap<>(validation), stop);
  }
}
