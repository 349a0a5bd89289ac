package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.Samples;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainingProblem;

/** What a scan of several models costs, counted in the columns of its plan. */
class ScanCostTest {
  private static final int ROWS = 400;

  private static final Samples SAMPLES = MadeSamples.twoClasses(ROWS, 5, 3);

  private static LinearCase classes() {
    return new LinearCase(SAMPLES).classes("a", "b").optimiser("gradient-descent");
  }

  private static ScanPlan plan(LinearCase of, State state) {
    TrainingProblem problem = of.problem();
    return ScanPlan.of(
        LinearStateCodec.requests(state),
        LinearSettings.of(problem.settings(), problem, new Problems()).models(problem));
  }

  @Test
  void foldsAndConfigurationsAreColumnsOfOneScan() {
    ScanPlan one = plan(classes(), classes().algorithm().initial());
    LinearCase crossed = classes().holdout(new Holdout(1, 0, 5));
    for (int configuration = 0; configuration < 4; configuration++) {
      for (int fold = ModelSpec.NO_FOLD; fold < 5; fold++) {
        crossed.with(Map.of("trainyard.model.l2", 0.01 * configuration), fold);
      }
    }
    ScanPlan all = plan(crossed, crossed.algorithm().initial());
    assertEquals(24 * one.columns(), all.columns());
    assertEquals(24 * one.shape().vectors(), all.shape().vectors());
    assertEquals(24 * one.shape().scalars(), all.shape().scalars());
  }

  @Test
  void aRunGetsCheaperAsItsModelsConverge() {
    LinearCase sweep = classes().optimiser("lbfgs").holdout(new Holdout(1, 0.2, 0));
    for (double l2 : new double[] {1e-6, 1e-4, 1e-2, 1, 100}) {
      sweep.with(Map.of("trainyard.model.l2", l2), ModelSpec.NO_FOLD);
    }
    LinearAlgorithm algorithm = sweep.algorithm();
    List<SampleBlock> blocks = SAMPLES.dense(100);
    State state = algorithm.initial();
    long columns = 0;
    int before = 5;
    int cheaper = 0;
    while (!algorithm.progress(state).finished()) {
      List<ModelProgress> models = algorithm.progress(state).models();
      int[] running = IntStream.range(0, 5).filter(m -> models.get(m).stop() == null).toArray();
      ScanPlan plan = plan(sweep, state);
      assertArrayEquals(running, plan.slots().stream().mapToInt(ScanPlan.Slot::model).toArray());
      assertEquals(
          plan.slots().stream().mapToInt(slot -> slot.request().vectors().size()).sum(),
          plan.columns());
      cheaper += running.length < before ? 1 : 0;
      before = running.length;
      columns += plan.columns();
      state = Passes.run(algorithm, state, blocks, List.of(), 1, 1);
    }
    assertTrue(cheaper >= 2, "models leave one by one");
    assertTrue(columns < 2L * 5 * state.iteration(), columns + " columns");
    assertEquals(0, plan(sweep, state).columns());
  }

  @Test
  void aStoppedModelHasNoColumnNoFoldAndNoMemory() {
    LinearCase folds = classes().optimiser("lbfgs").holdout(new Holdout(1, 0, 3));
    for (int fold = ModelSpec.NO_FOLD; fold < 3; fold++) {
      folds.with(Map.of("trainyard.model.l2", 0.01), fold);
    }
    LinearAlgorithm algorithm = folds.algorithm();
    State state = Passes.run(algorithm, SAMPLES.dense(100), 4);
    State stopped =
        algorithm.stopped(
            state, new TreeMap<>(Map.of(1, StopReason.OUTDONE, 3, StopReason.BUDGET)));
    ScanPlan plan = plan(folds, stopped);
    assertEquals(plan(folds, state).columns() / 2, plan.columns());
    LinearModels models =
        LinearSettings.of(folds.problem().settings(), folds.problem(), new Problems())
            .models(folds.problem());
    assertArrayEquals(new int[] {ModelSpec.NO_FOLD, 1}, models.distinctFolds(plan));
    assertTrue(numbers(stopped) < numbers(state), "vectors of the optimiser");
    assertArrayEquals(
        algorithm.models(state).get(1).tensors().get("coefficients"),
        algorithm.models(stopped).get(1).tensors().get("coefficients"));
    assertEquals(StopReason.OUTDONE, algorithm.progress(stopped).models().get(1).stop());
    assertEquals(StopReason.BUDGET, algorithm.progress(stopped).models().get(3).stop());
  }

  private static long numbers(State state) {
    return state.memory().values().stream().mapToLong(v -> v.length()).sum();
  }

  @Test
  void moreSumsThanAScanCanHoldAreRefusedWithTheFigure() {
    LinearCase many = new LinearCase(new Samples(new float[][] {new float[300_000]}));
    for (int m = 0; m < 3000; m++) {
      many.with(Map.of("trainyard.model.l2", 1.0 * m), ModelSpec.NO_FOLD);
    }
    String message =
        assertThrows(InvalidSettingsException.class, many::algorithm).problems().get(0);
    assertTrue(
        message.startsWith("3000 models of 300001 parameters each are 900003000 sums"), message);
    assertTrue(message.contains("26 GiB"), message);
  }
}
