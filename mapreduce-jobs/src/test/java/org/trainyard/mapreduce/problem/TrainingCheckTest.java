package org.trainyard.mapreduce.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.config.Problems;

class TrainingCheckTest {
  private static List<String> check(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int p = 0; p < pairs.length; p += 2) {
      settings.put("trainyard." + pairs[p], pairs[p + 1]);
    }
    Problems problems = new Problems();
    TrainingCheck.check(settings::get, problems);
    return problems.all();
  }

  @Test
  void theDefaultsAreFine() {
    assertEquals(List.of(), check());
    assertEquals(List.of(), check("model.l2", "1,2", "validation.folds", "5"));
  }

  @Test
  void aSweepNeedsSomethingHeldOut() {
    List<String> problems = check("model.l2", "1,2", "validation.patience", "3");
    assertEquals(2, problems.size());
    assertTrue(
        problems.get(0).contains("--l2") && problems.get(0).contains("--validation-fraction"),
        problems.get(0));
    assertTrue(problems.get(1).contains("--patience"), problems.get(1));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    List<String> problems =
        check(
            "validation.folds",
            "1",
            "validation.validation",
            "/v",
            "model.clusters",
            "9",
            "validation.metric",
            "beauty");
    assertEquals(4, problems.size(), problems.toString());
  }
}
