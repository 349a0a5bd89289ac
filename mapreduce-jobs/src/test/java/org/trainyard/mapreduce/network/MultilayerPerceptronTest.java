package org.trainyard.mapreduce.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trainyard.mapreduce.algorithm.SameBits.assertSameModel;
import static org.trainyard.mapreduce.algorithm.SameBits.assertSameState;
import static org.trainyard.mapreduce.network.NetworkCase.ROWS_IN_BLOCK;
import static org.trainyard.mapreduce.network.NetworkCase.hills;
import static org.trainyard.mapreduce.network.NetworkCase.problem;
import static org.trainyard.mapreduce.network.NetworkCase.rings;
import static org.trainyard.mapreduce.network.NetworkCase.scores;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.formats.state.StateFiles;
import org.trainyard.mapreduce.algorithm.DivergedException;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.RealSamples;
import org.trainyard.mapreduce.algorithm.Samples;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainedModel;

class MultilayerPerceptronTest {
  private static final String HIDDEN = "trainyard.model.hidden";
  private static final String ACTIVATION = "trainyard.model.activation";
  private static final String DROPOUT = "trainyard.model.dropout";
  private static final String L2 = "trainyard.model.l2";
  private static final String RULE = "trainyard.optimiser.local-rule";
  private static final String RATE = "trainyard.optimiser.learning-rate";
  private static final String BATCH = "trainyard.optimiser.batch-size";
  private static final String EPOCHS = "trainyard.optimiser.local-epochs";
  private static final String SEGMENTS = "trainyard.optimiser.segments";
  private static final String PATIENCE = "trainyard.validation.patience";

  @ParameterizedTest
  @CsvSource({"relu,adam,0.02", "tanh,adam,0.02", "sigmoid,adam,0.05", "relu,momentum,0.05"})
  void learnsWhatNoLinearModelCan(String activation, String rule, String rate) {
    Samples training = rings(800, 3, 1);
    Map<String, String> settings =
        Map.of(
            HIDDEN,
            "24",
            ACTIVATION,
            activation,
            RULE,
            rule,
            RATE,
            rate,
            BATCH,
            "16",
            SEGMENTS,
            "4");
    MultilayerPerceptron mlp = new MultilayerPerceptron(problem(training, 3, settings));
    State end =
        Passes.run(
            mlp, mlp.initial(), training.dense(ROWS_IN_BLOCK), rings(300, 3, 2).dense(100), 25, 1);
    ModelProgress progress = mlp.progress(end).models().get(0);
    assertTrue(progress.validation().get("accuracy") > 0.97, progress.toString());
  }

  @Test
  void learnsMnistFromFewImages() throws Exception {
    Samples all = RealSamples.mnist(2500);
    Samples training = all.range(0, 2000);
    List<SampleBlock> test = all.range(2000, 2500).dense(500);
    MultilayerPerceptron mlp =
        new MultilayerPerceptron(problem(training, 10, Map.of(HIDDEN, "32", SEGMENTS, "2")));
    State end = Passes.run(mlp, mlp.initial(), training.dense(ROWS_IN_BLOCK), test, 8, 1);
    ModelProgress progress = mlp.progress(end).models().get(0);
    assertTrue(progress.validation().get("accuracy") > 0.86, progress.toString());
    assertTrue(progress.train().get("accuracy") > 0.95, progress.toString());
  }

  @Test
  void tellsNumbersInTheUnitsOfTheLabel() {
    Samples training = hills(2000, 3);
    Samples test = hills(500, 4);
    Map<String, String> settings =
        Map.of(HIDDEN, "32,16", BATCH, "32", SEGMENTS, "2", RATE, "0.01");
    MultilayerPerceptron mlp = new MultilayerPerceptron(problem(training, 0, settings));
    State end =
        Passes.run(mlp, mlp.initial(), training.dense(ROWS_IN_BLOCK), test.dense(500), 30, 1);
    ModelProgress progress = mlp.progress(end).models().get(0);
    assertTrue(progress.validation().get("r2") > 0.99, progress.toString());
    double rmse = progress.validation().get("rmse");
    assertEquals(0.5 * rmse * rmse, progress.validation().get("loss"), 1e-6 * rmse * rmse);

    // What is published was not measured yet; one more pass measures it.
    double[] scores = scores(mlp.models(end).get(0), test.dense(500).get(0));
    double squares = 0;
    for (int r = 0; r < scores.length; r++) {
      squares += (scores[r] - test.labels()[r]) * (scores[r] - test.labels()[r]);
    }
    State next = Passes.run(mlp, end, training.dense(ROWS_IN_BLOCK), test.dense(500), 1, 1);
    assertEquals(
        mlp.progress(next).models().get(0).validation().get("rmse"),
        Math.sqrt(squares / scores.length),
        1e-9);
  }

  @Test
  void theGroupingOfSegmentsDoesNotShow() {
    Samples samples = rings(700, 2, 5);
    Map<String, String> settings =
        Map.of(HIDDEN, "9,5", DROPOUT, "0.3", SEGMENTS, "5", BATCH, "16", EPOCHS, "2", L2, "0.01");
    for (String rule : List.of("adam", "momentum")) {
      Map<String, String> all = new HashMap<>(settings);
      all.put(RULE, rule);
      MultilayerPerceptron mlp =
          new MultilayerPerceptron(
              problem(samples, 2, all, new Holdout(42, 0.2, 0), List.of(spec(0, -1)), null));
      List<SampleBlock> blocks = samples.dense(ROWS_IN_BLOCK);
      List<SampleBlock> validation = rings(100, 2, 6).dense(30);
      State one = Passes.run(mlp, mlp.initial(), blocks, validation, 4, 1);
      State three = Passes.run(mlp, mlp.initial(), blocks, validation, 4, 3);
      assertSameState(one, three);
      assertTrue(one.parameter("weights.0")[0] != mlp.initial().parameter("weights.0")[0]);
    }
  }

  @Test
  void trainedTogetherIsTheSameAsAlone() {
    Samples samples = rings(600, 3, 7);
    Holdout holdout = new Holdout(42, 0.1, 3);
    Map<String, String> settings = Map.of(HIDDEN, "8", SEGMENTS, "3", BATCH, "32");
    List<Map<String, Double>> values =
        List.of(
            Map.of(),
            Map.of(RATE, 0.05, DROPOUT, 0.5),
            Map.of(L2, 0.1, "trainyard.optimiser.decay", 0.5),
            Map.of(RATE, 0.01));
    int[] folds = {-1, -1, 0, 2};
    List<ModelSpec> specs =
        List.of(
            new ModelSpec(0, values.get(0), 0, folds[0]),
            new ModelSpec(1, values.get(1), 1, folds[1]),
            new ModelSpec(2, values.get(2), 2, folds[2]),
            new ModelSpec(3, values.get(3), 3, folds[3]));
    MultilayerPerceptron together =
        new MultilayerPerceptron(problem(samples, 3, settings, holdout, specs, null));
    State all = Passes.run(together, samples.dense(ROWS_IN_BLOCK), 4);
    for (int m = 0; m < 4; m++) {
      List<ModelSpec> single = List.of(new ModelSpec(0, values.get(m), 0, folds[m]));
      MultilayerPerceptron alone =
          new MultilayerPerceptron(problem(samples, 3, settings, holdout, single, null));
      State end = Passes.run(alone, samples.dense(ROWS_IN_BLOCK), 4);
      assertSameModel(alone.models(end).get(0), together.models(all).get(m));
      assertEquals(alone.progress(end).models().get(0), together.progress(all).models().get(m));
    }
  }

  @Test
  void continuesFromASavedStateAsIfNeverStopped(@TempDir Path folder) throws Exception {
    Samples samples = rings(400, 2, 9);
    Map<String, String> settings =
        Map.of(HIDDEN, "7", SEGMENTS, "2", PATIENCE, "2", DROPOUT, "0.2", RATE, "0.05");
    MultilayerPerceptron mlp =
        new MultilayerPerceptron(
            problem(samples, 2, settings, new Holdout(42, 0.3, 0), List.of(spec(0, -1)), null));
    List<SampleBlock> blocks = samples.dense(ROWS_IN_BLOCK);
    State through = Passes.run(mlp, blocks, 7);
    FileSystem fs = FileSystem.getLocal(new Configuration());
    for (int stop = 0; stop < 7; stop += 2) {
      org.apache.hadoop.fs.Path at =
          new org.apache.hadoop.fs.Path(folder.resolve("s" + stop).toString());
      StateFiles.write(fs, at, Passes.run(mlp, blocks, stop));
      State resumed = StateFiles.read(fs, at);
      assertSameState(through, Passes.run(mlp, resumed, blocks, List.of(), 7 - stop, 2));
    }
  }

  @Test
  void sparseRowsGiveWhatDenseRowsGive() {
    Samples samples = rings(300, 2, 11);
    Map<String, String> settings =
        Map.of(HIDDEN, "6", SEGMENTS, "2", BATCH, "32", ACTIVATION, "tanh");
    MultilayerPerceptron mlp = new MultilayerPerceptron(problem(samples, 2, settings));
    State dense = Passes.run(mlp, samples.dense(ROWS_IN_BLOCK), 3);
    State sparse = Passes.run(mlp, samples.sparse(ROWS_IN_BLOCK), 3);
    assertArrayEquals(dense.parameter("weights.0"), sparse.parameter("weights.0"), 2e-3);
    TrainedModel model = mlp.models(dense).get(0);
    assertArrayEquals(
        scores(model, samples.dense(300).get(0)), scores(model, samples.sparse(300).get(0)), 1e-3);
  }

  @Test
  void stopsEarlyWithTheBestMeasuredParameters() {
    Samples training = rings(200, 2, 13);
    // Labels the other way round: every step makes the held-out loss worse.
    Samples other = rings(100, 2, 14);
    double[] turned = other.labels().clone();
    for (int r = 0; r < turned.length; r++) {
      turned[r] = 1 - turned[r];
    }
    List<SampleBlock> validation = new Samples(other.x(), turned).dense(100);
    Map<String, String> settings = Map.of(HIDDEN, "16", PATIENCE, "3", RATE, "0.02", BATCH, "8");
    MultilayerPerceptron mlp = new MultilayerPerceptron(problem(training, 2, settings));
    State end = Passes.run(mlp, mlp.initial(), training.dense(ROWS_IN_BLOCK), validation, 40, 1);
    ModelProgress progress = mlp.progress(end).models().get(0);
    assertEquals(StopReason.EARLY_STOPPING, progress.stop());
    TrainedModel published = mlp.models(end).get(0);
    double[] scores = scores(published, validation.get(0));
    double loss = 0;
    for (int r = 0; r < turned.length; r++) {
      loss -= Math.log(turned[r] > 0.5 ? scores[r] : 1 - scores[r]) / turned.length;
    }
    assertEquals(progress.validation().get("loss"), loss, 1e-6);
  }

  @Test
  void aWarmStartGivesTheSameOutputsUnderAnotherScaling() {
    Samples first = hills(400, 15);
    Map<String, String> settings = Map.of(HIDDEN, "12", ACTIVATION, "tanh");
    MultilayerPerceptron mlp = new MultilayerPerceptron(problem(first, 0, settings));
    TrainedModel model = mlp.models(Passes.run(mlp, first.dense(ROWS_IN_BLOCK), 3)).get(0);
    Samples second = hills(300, 16).range(0, 40);
    MultilayerPerceptron continued =
        new MultilayerPerceptron(
            problem(second, 0, settings, Holdout.none(), List.of(spec(0, -1)), model));
    TrainedModel same = continued.models(continued.initial()).get(0);
    assertArrayEquals(
        scores(model, first.dense(400).get(0)), scores(same, first.dense(400).get(0)), 0.5);
  }

  @Test
  void classWeightsMoveTheBalance() {
    Samples samples = rings(300, 2, 17);
    double plain = mean(scoresOfClassOne(samples, "c1=1"));
    double heavy = mean(scoresOfClassOne(samples, "c1=50"));
    assertTrue(heavy > plain + 0.2, heavy + " and " + plain);
  }

  private static double[] scoresOfClassOne(Samples samples, String classWeights) {
    Map<String, String> settings =
        Map.of(
            HIDDEN, "4", BATCH, "8", RATE, "0.02", "trainyard.model.class-weights", classWeights);
    MultilayerPerceptron mlp = new MultilayerPerceptron(problem(samples, 2, settings));
    State end = Passes.run(mlp, samples.dense(ROWS_IN_BLOCK), 4);
    return scores(mlp.models(end).get(0), samples.dense(300).get(0));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  @Test
  void tooLargeARateEndsTheRunWithTheModelNamed() {
    Samples samples = hills(200, 18);
    Map<String, String> settings = Map.of(RULE, "momentum", RATE, "1000");
    MultilayerPerceptron mlp = new MultilayerPerceptron(problem(samples, 0, settings));
    DivergedException e =
        assertThrows(
            DivergedException.class, () -> Passes.run(mlp, samples.dense(ROWS_IN_BLOCK), 20));
    assertTrue(e.getMessage().contains("model 0: parameter"), e.getMessage());
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    Samples samples = rings(100, 3, 1);
    Map<String, String> settings =
        Map.of(
            HIDDEN,
            "12,none",
            "trainyard.model.loss",
            "squared",
            "trainyard.model.l1",
            "0.1",
            "trainyard.validation.metric",
            "rmse",
            "trainyard.optimiser.optimiser",
            "lbfgs",
            "trainyard.model.class-weights",
            "c9=2");
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class,
            () -> new MultilayerPerceptron(problem(samples, 3, settings)));
    assertEquals(6, e.problems().size(), e.getMessage());
  }

  private static ModelSpec spec(int index, int fold) {
    return new ModelSpec(index, Map.of(), index, fold);
  }
}
