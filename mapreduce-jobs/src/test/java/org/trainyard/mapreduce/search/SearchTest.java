package org.trainyard.mapreduce.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trainyard.mapreduce.algorithm.SameBits.assertSameModel;
import static org.trainyard.mapreduce.algorithm.SameBits.assertSameState;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.formats.state.StateFiles;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.DivergedException;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.LossSum;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.RealSamples;
import org.trainyard.mapreduce.algorithm.Samples;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.catalogue.KnownAlgorithms;
import org.trainyard.mapreduce.problem.ModelGrid;

/** Searches over all three algorithms, in one thread. */
class SearchTest {
  private static final Map<String, String> HALVING =
      Map.of("search.strategy", "halving", "search.first-rung", "3", "search.eta", "3");

  private static TrainingProblem problem(Samples samples, Map<String, String> more, boolean search)
      throws Exception {
    Map<String, String> settings = new HashMap<>();
    if (search) {
      HALVING.forEach((name, value) -> settings.put("trainyard." + name, value));
    }
    more.forEach((name, value) -> settings.put("trainyard." + name, value));
    int folds = Integer.parseInt(more.getOrDefault("validation.folds", "0"));
    double fraction = folds > 0 ? 0 : 0.25;
    boolean clusters = "kmeans".equals(more.get("model.algorithm"));
    return new TrainingProblem(
        samples.statistics(),
        clusters
            ? new TrainingProblem.Labels(List.of(), new long[0], Double.NaN, Double.NaN)
            : new TrainingProblem.Labels(
                List.of("a", "b", "c"), new long[] {50, 50, 50}, Double.NaN, Double.NaN),
        samples.x().length,
        4,
        ModelGrid.of(settings::get),
        new Holdout(42, fraction, folds),
        true,
        settings::get,
        42,
        null);
  }

  private static final Map<String, String> LINEAR =
      Map.of("search.search", "l2=log:1e-5..10/9", "model.l2", "0");
  private static final Map<String, String> NETWORKS =
      Map.of(
          "model.algorithm", "mlp",
          "model.hidden", "5",
          "search.search", "learning-rate=log:1e-5..1e-1/9");
  private static final Map<String, String> CLUSTERS =
      Map.of("model.algorithm", "kmeans", "search.search", "clusters=int:2..10");

  private static Algorithm algorithm(Map<String, String> settings) throws Exception {
    return new KnownAlgorithms().create(problem(samples(settings), settings, true));
  }

  /** For k-means more rows than it is seeded on: else it is done at once. */
  private static Samples samples(Map<String, String> settings) throws Exception {
    return settings == CLUSTERS ? MANY : RealSamples.iris();
  }

  private static final Samples MANY = many();

  private static Samples many() {
    Random random = new Random(3);
    float[][] x = new float[3_000][1];
    for (float[] row : x) {
      row[0] = (float) random.nextGaussian();
    }
    return new Samples(x);
  }

  private static List<SampleBlock> blocks(Map<String, String> settings) throws Exception {
    return settings == CLUSTERS ? MANY.dense(1000) : blocks();
  }

  private static List<SampleBlock> blocks() throws Exception {
    return RealSamples.iris().dense(40);
  }

  private static long running(Algorithm algorithm, State state) {
    return algorithm.progress(state).models().stream().filter(m -> m.stop() == null).count();
  }

  @Test
  void aThirdStaysAtEachRungWhateverTheAlgorithm() throws Exception {
    for (Map<String, String> settings : List.of(LINEAR, NETWORKS, CLUSTERS)) {
      Algorithm algorithm = algorithm(settings);
      assertEquals(9, running(algorithm, Passes.run(algorithm, blocks(settings), 2)));
      State rung = Passes.run(algorithm, blocks(settings), 3);
      List<Progress.ModelProgress> models = algorithm.progress(rung).models();
      long outdone = models.stream().filter(m -> m.stop() == StopReason.OUTDONE).count();
      long stopped = models.stream().filter(m -> m.stop() != null).count();
      assertTrue(outdone >= 5 && stopped >= 6 && stopped < 9, outdone + " of " + stopped);
      double worstIn =
          models.stream()
              .filter(m -> m.stop() == null)
              .mapToDouble(m -> m.validation().get("loss"))
              .max()
              .orElseThrow();
      double bestOut =
          models.stream()
              .filter(m -> m.stop() == StopReason.OUTDONE)
              .mapToDouble(m -> m.validation().get("loss"))
              .min()
              .orElseThrow();
      assertTrue(worstIn <= bestOut, worstIn + " stays, " + bestOut + " leaves");
      assertTrue(running(algorithm, Passes.run(algorithm, blocks(settings), 9)) <= 1);
    }
  }

  @Test
  void lossesAreFoundInThePartialsWhateverTheAlgorithm() throws Exception {
    for (Map<String, String> settings : List.of(LINEAR, NETWORKS, CLUSTERS)) {
      Algorithm algorithm = algorithm(settings);
      State state = Passes.run(algorithm, blocks(settings), 1);
      Totals totals = Passes.sum(algorithm, state, blocks(settings));
      List<LossSum> losses = algorithm.losses(state);
      List<Progress.ModelProgress> models =
          algorithm.progress(algorithm.next(state, totals)).models();
      assertEquals(models.size(), losses.size(), settings.toString());
      for (int m = 0; m < losses.size(); m++) {
        double loss = totals.scalars()[losses.get(m).lossAt()];
        double weight = totals.scalars()[losses.get(m).weightAt()];
        assertEquals(models.get(m).train().get("loss"), loss / weight, 1e-12);
      }
    }
  }

  @Test
  void aModelThatHasStoppedHasNoPlaceInThePartialsAndNoVectorsForMappers() throws Exception {
    for (Map<String, String> settings : List.of(LINEAR, NETWORKS, CLUSTERS)) {
      Algorithm algorithm = algorithm(settings);
      State before = Passes.run(algorithm, blocks(settings), 2);
      State after = Passes.run(algorithm, blocks(settings), 3);
      long left = running(algorithm, after);
      int scalarsEach = algorithm.shape(before).scalars() / 9;
      assertEquals(left, algorithm.shape(after).scalars() / scalarsEach, settings.toString());
      assertTrue(algorithm.shape(after).vectors() < algorithm.shape(before).vectors());
      assertTrue(numbers(after) < numbers(before), "mappers read less");
      assertTrue(
          after.memory().values().stream().mapToLong(Vector::length).sum() > 0,
          "the models that left are kept");
    }
  }

  private static long numbers(State state) {
    return state.parameters().values().stream().mapToLong(Vector::length).sum();
  }

  @Test
  void theCourseCountsWhatWasScanned() throws Exception {
    TrainingProblem problem = problem(RealSamples.iris(), LINEAR, true);
    Algorithm algorithm = new KnownAlgorithms().create(problem);
    State state = algorithm.initial();
    long counted = 0;
    for (int k = 0; k < 12; k++) {
      counted += running(algorithm, state);
      state = Passes.run(algorithm, state, blocks(), List.of(), 1, 1);
      Course course = Course.of(state, problem.models());
      assertEquals(counted, course.spent());
      for (ModelSpec model : problem.models()) {
        if (algorithm.progress(state).models().get(model.index()).stop() == StopReason.OUTDONE) {
          assertFalse(course.in(model.configuration()));
          assertEquals(
              course.left()[model.configuration()],
              course.iterations(model.configuration(), problem.models()));
        }
      }
    }
    assertTrue(counted < 9 * 12 / 2, counted + " model-passes");
  }

  @Test
  void theOneThatStaysIsTrainedAsIfTheOthersHadNeverLeft() throws Exception {
    Algorithm halving = algorithm(LINEAR);
    State end = Passes.run(halving, blocks(), 10);
    int survivor = -1;
    List<Progress.ModelProgress> models = halving.progress(end).models();
    for (int m = 0; m < models.size(); m++) {
      survivor = models.get(m).stop() == null ? m : survivor;
    }
    Map<String, String> grid = new HashMap<>(LINEAR);
    grid.put("search.strategy", "grid");
    Algorithm all = new KnownAlgorithms().create(problem(RealSamples.iris(), grid, true));
    State together = Passes.run(all, blocks(), 10);
    assertNull(all.progress(together).models().get(survivor).stop());
    assertSameModel(all.models(together).get(survivor), halving.models(end).get(survivor));
  }

  @Test
  void stoppedAfterAnyIterationSavedLoadedAndContinuedIsTheSame(@TempDir Path folder)
      throws Exception {
    for (Map<String, String> settings : List.of(LINEAR, NETWORKS, CLUSTERS)) {
      Algorithm algorithm = algorithm(settings);
      State through = Passes.run(algorithm, blocks(settings), 11);
      for (int stop : new int[] {0, 1, 2, 3, 4, 8, 9, 10}) {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        org.apache.hadoop.fs.Path at =
            new org.apache.hadoop.fs.Path(
                folder.resolve(settings.getOrDefault("model.algorithm", "linear") + stop).toUri());
        StateFiles.write(fs, at, Passes.run(algorithm, blocks(settings), stop));
        Algorithm again = algorithm(settings);
        State resumed = StateFiles.read(fs, at);
        assertSameState(
            through,
            Passes.run(again, resumed, blocks(settings), List.of(), 11 - stop, 1 + stop % 3));
      }
    }
  }

  @Test
  void aBudgetIsNeverExceededAndNothingIsLeftOfItThatWouldPayAScan() throws Exception {
    for (long budget : new long[] {9, 26, 27, 28, 30, 33}) {
      Map<String, String> settings = new HashMap<>(LINEAR);
      settings.put("search.budget", Long.toString(budget));
      TrainingProblem problem = problem(RealSamples.iris(), settings, true);
      Algorithm algorithm = new KnownAlgorithms().create(problem);
      State end = Passes.run(algorithm, blocks(), 50);
      long spent = Course.of(end, problem.models()).spent();
      assertTrue(spent <= budget, spent + " of " + budget);
      assertTrue(spent > budget - 9, spent + " of " + budget);
      assertTrue(
          algorithm.progress(end).models().stream().anyMatch(m -> m.stop() == StopReason.BUDGET));
    }
  }

  @Test
  void foldsLeaveTogetherAndTheirMeanDecides() throws Exception {
    Map<String, String> settings = new HashMap<>(LINEAR);
    settings.put("validation.folds", "3");
    settings.put("search.first-rung", "4");
    TrainingProblem problem = problem(RealSamples.iris(), settings, true);
    Algorithm algorithm = new KnownAlgorithms().create(problem);
    State end = Passes.run(algorithm, blocks(), 4);
    Course course = Course.of(end, problem.models());
    Map<Integer, Long> outdone = new HashMap<>();
    for (ModelSpec model : problem.models()) {
      if (algorithm.progress(end).models().get(model.index()).stop() == null) {
        assertTrue(course.in(model.configuration()));
      } else if (!course.in(model.configuration())) {
        outdone.merge(model.configuration(), 1L, Long::sum);
      }
    }
    assertEquals(6, outdone.size());
    assertTrue(outdone.values().stream().allMatch(count -> count == 4), outdone.toString());
  }

  @Test
  void aDivergedConfigurationLeavesAtOnceAndAllOfThemEndTheSearch() throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("optimiser.optimiser", "gradient-descent");
    settings.put("search.search", "learning-rate=0.01,0.1,1e300");
    settings.put("validation.folds", "2");
    TrainingProblem problem = problem(RealSamples.iris(), settings, true);
    Algorithm algorithm = new KnownAlgorithms().create(problem);
    State state = algorithm.initial();
    while (Course.of(state, problem.models()).in(2)) {
      state = Passes.run(algorithm, state, blocks(), List.of(), 1, 1);
      assertTrue(state.iteration() < 20, "the third configuration diverges");
    }
    assertEquals(6, running(algorithm, state), "of the others, with their folds");
    Course course = Course.of(state, problem.models());
    assertEquals(StopReason.DIVERGED, course.left(2, problem.models(), algorithm.progress(state)));
    List<Selection.Candidate> candidates =
        Selection.candidates(
            problem.models(),
            algorithm.progress(state),
            org.trainyard.mapreduce.metric.Metric.LOSS);
    assertTrue(Double.isNaN(candidates.get(2).score()));

    settings.put("search.search", "learning-rate=1e299,1e300");
    Algorithm hopeless = new KnownAlgorithms().create(problem(RealSamples.iris(), settings, true));
    List<SampleBlock> blocks = blocks();
    String message =
        assertThrows(DivergedException.class, () -> Passes.run(hopeless, blocks, 20)).getMessage();
    assertTrue(message.contains("every one of the 2 configurations"), message);
  }

  @Test
  void withoutASearchAModelThatDivergesEndsTheRun() throws Exception {
    Map<String, String> settings =
        Map.of("optimiser.optimiser", "gradient-descent", "optimiser.learning-rate", "0.01,1e300");
    Algorithm algorithm =
        new KnownAlgorithms().create(problem(RealSamples.iris(), settings, false));
    List<SampleBlock> blocks = blocks();
    assertThrows(DivergedException.class, () -> Passes.run(algorithm, blocks, 20));
  }

  @Test
  void theRefitIsTheModelThatNothingIsHeldOutFrom() throws Exception {
    Samples iris = RealSamples.iris();
    Map<String, String> settings =
        Map.of("search.strategy", "grid", "model.l2", "1e-3,1e-2", "validation.refit", "true");
    TrainingProblem problem = problem(iris, settings, true);
    Algorithm algorithm = new KnownAlgorithms().create(problem);
    State end = Passes.run(algorithm, blocks(), 40);
    TrainingProblem whole =
        new TrainingProblem(
            problem.features(),
            problem.labels(),
            problem.rows(),
            problem.blocks(),
            List.of(
                new ModelSpec(0, problem.models().get(1).values(), 0, ModelSpec.NO_FOLD),
                new ModelSpec(1, problem.models().get(3).values(), 1, ModelSpec.NO_FOLD)),
            Holdout.none(),
            false,
            problem.settings(),
            problem.seed(),
            null);
    Algorithm alone = new KnownAlgorithms().create(whole);
    State wholeEnd = Passes.run(alone, blocks(), 40);
    assertArrayEquals(
        alone.models(wholeEnd).get(1).tensors().get("coefficients"),
        algorithm.models(end).get(3).tensors().get("coefficients"));
  }
}
