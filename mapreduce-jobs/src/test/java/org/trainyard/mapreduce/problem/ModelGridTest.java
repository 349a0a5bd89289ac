package org.trainyard.mapreduce.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.TrainingKeys;

class ModelGridTest {
  @Test
  void everyCombinationTrainsOnAllFoldsAndWithoutEach() {
    Map<String, String> settings =
        Map.of(
            TrainingKeys.L2.name(), "0.1,0.2",
            TrainingKeys.L1.name(), "0,1,2",
            TrainingKeys.FOLDS.name(), "2");
    List<ModelSpec> models = ModelGrid.of(settings::get);
    assertEquals(2 * 3 * 3, models.size());
    for (int m = 0; m < models.size(); m++) {
      assertEquals(m, models.get(m).index());
      assertEquals(m / 3, models.get(m).configuration());
      assertEquals(m % 3 - 1, models.get(m).fold());
    }
    assertEquals(6, models.stream().map(ModelSpec::values).distinct().count());
    assertEquals("l2=0.2 l1=1.0 fold=0", models.get(13).label(models));
  }

  @Test
  void oneModelHasNoLabel() {
    List<ModelSpec> models = ModelGrid.of(Map.<String, String>of()::get);
    assertEquals(1, models.size());
    assertEquals("", models.get(0).label(models));
  }

  @Test
  void foldsPartTheSamplesAndTheFractionIsHeldOutFromAll() {
    Holdout holdout = new Holdout(7, 0.2, 3);
    int[] held = new int[3];
    int common = 0;
    for (long row = 0; row < 30_000; row++) {
      assertEquals(
          Holdout.Use.VALIDATE, holdout.use(Segment.Role.VALIDATION, row, ModelSpec.NO_FOLD));
      Holdout.Use[] uses = new Holdout.Use[3];
      int times = 0;
      for (int fold = 0; fold < 3; fold++) {
        uses[fold] = holdout.use(Segment.Role.TRAINING, row, fold);
        times += uses[fold] == Holdout.Use.VALIDATE ? 1 : 0;
      }
      if (holdout.use(Segment.Role.TRAINING, row, ModelSpec.NO_FOLD) == Holdout.Use.VALIDATE) {
        common++;
        assertEquals(3, times);
      } else {
        assertEquals(1, times);
        for (int fold = 0; fold < 3; fold++) {
          held[fold] += uses[fold] == Holdout.Use.VALIDATE ? 1 : 0;
        }
      }
    }
    assertEquals(6000, common, 300);
    for (int count : held) {
      assertEquals(8000, count, 300);
    }
  }
}
