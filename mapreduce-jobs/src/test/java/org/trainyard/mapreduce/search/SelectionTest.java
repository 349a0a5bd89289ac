package org.trainyard.mapreduce.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.metric.Metric;

class SelectionTest {
  @Test
  void foldsChooseTheConfigurationAndTheModelOfAllFoldsIsPublished() {
    List<ModelSpec> models = new ArrayList<>();
    List<Progress.ModelProgress> progress = new ArrayList<>();
    double[][] accuracy = {{0.5, 0.6, 0.7}, {0.9, 0.5, 0.5}, {0.1, 0.8, 0.9}};
    for (int c = 0; c < 3; c++) {
      for (int fold = ModelSpec.NO_FOLD; fold < 2; fold++) {
        models.add(new ModelSpec(models.size(), Map.of("trainyard.model.l2", (double) c), c, fold));
        progress.add(measured("accuracy", accuracy[c][fold + 1]));
      }
    }
    List<Selection.Candidate> candidates =
        Selection.candidates(models, new Progress(1, progress), Metric.ACCURACY);
    Selection.Candidate best = Selection.best(candidates, Metric.ACCURACY);
    assertEquals(3, candidates.size());
    assertEquals(6, best.model().index());
    assertEquals(0.85, best.score(), 1e-12);
    assertEquals(0.0707, best.spread(), 1e-4);
  }

  @Test
  void aSmallerLossIsBetterAndNaNNeverWins() {
    List<ModelSpec> models = new ArrayList<>();
    List<Progress.ModelProgress> progress = new ArrayList<>();
    for (double loss : new double[] {Double.NaN, 0.4, 0.3, 0.3}) {
      models.add(new ModelSpec(models.size(), Map.of(), models.size(), ModelSpec.NO_FOLD));
      progress.add(measured("loss", loss));
    }
    List<Selection.Candidate> candidates =
        Selection.candidates(models, new Progress(1, progress), Metric.LOSS);
    assertEquals(2, Selection.best(candidates, Metric.LOSS).model().index());
  }

  private static Progress.ModelProgress measured(String metric, double value) {
    TreeMap<String, Double> validation = new TreeMap<>(Map.of(metric, value));
    return new Progress.ModelProgress(0, 0, 0, new TreeMap<>(), validation, null);
  }
}
