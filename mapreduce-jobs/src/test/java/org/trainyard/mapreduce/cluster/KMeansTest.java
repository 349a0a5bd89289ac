package org.trainyard.mapreduce.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trainyard.mapreduce.algorithm.SameBits.assertSameModel;
import static org.trainyard.mapreduce.algorithm.SameBits.assertSameState;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.trainyard.mapreduce.algorithm.TrainingProblem;

class KMeansTest {
  private static final String CLUSTERS = "trainyard.model.clusters";

  @Test
  void findsTheKnownOptimumOfIris() throws Exception {
    Samples iris = RealSamples.iris();
    KMeans kmeans = kmeans(iris, Map.of(CLUSTERS, "3"), Holdout.none(), ModelSpec.NO_FOLD);
    State end = Passes.run(kmeans, iris.dense(40), 100);

    ModelProgress progress = kmeans.progress(end).models().get(0);
    // Of UCI's iris, which differs from Fisher's in two rows; Fisher's is at 78.8514.
    assertEquals(78.940841426146 / 150, progress.objective(), 1e-7);
    assertEquals(StopReason.CENTROIDS_STILL, progress.stop());
    assertEquals(134.0 / 150, purity(kmeans.models(end).get(0), iris, 3), 1e-12);
    assertArrayEquals(
        new double[] {38, 50, 62},
        Arrays.stream(kmeans.models(end).get(0).tensors().get("sizes")).sorted().toArray());
  }

  @Test
  void standardisedDistancesAreThoseOfScaledFeatures() throws Exception {
    Samples iris = RealSamples.iris();
    TrainingProblem.Features statistics = iris.statistics();
    float[][] scaled = new float[iris.x().length][];
    for (int r = 0; r < scaled.length; r++) {
      scaled[r] = new float[4];
      for (int j = 0; j < 4; j++) {
        scaled[r][j] =
            (float)
                ((iris.x()[r][j] - statistics.mean().array()[j])
                    / statistics.deviation().array()[j]);
      }
    }
    Samples byHand = new Samples(scaled);
    KMeans kmeans =
        kmeans(
            iris,
            Map.of(CLUSTERS, "3", "trainyard.model.standardize", "true"),
            Holdout.none(),
            ModelSpec.NO_FOLD);
    KMeans plain = kmeans(byHand, Map.of(CLUSTERS, "3"), Holdout.none(), ModelSpec.NO_FOLD);
    State end = Passes.run(kmeans, iris.dense(40), 100);
    State expected = Passes.run(plain, byHand.dense(40), 100);

    assertEquals(
        plain.progress(expected).models().get(0).objective(),
        kmeans.progress(end).models().get(0).objective(),
        1e-6);
    double[] scores = score(kmeans.models(end).get(0), iris.dense(150).get(0));
    double inertia = 0;
    for (int r = 0; r < 150; r++) {
      inertia += scores[2 * r + 1] / 150;
    }
    assertEquals(kmeans.progress(end).models().get(0).objective(), inertia, 1e-12);
  }

  @Test
  void oneClusterIsTheWeightedMean() {
    Samples samples = random(257, 5, 7);
    float[] weights = new float[257];
    for (int r = 0; r < weights.length; r++) {
      weights[r] = r % 4;
    }
    Samples weighted = new Samples(samples.x(), samples.labels(), weights);
    KMeans kmeans = kmeans(weighted, Map.of(CLUSTERS, "1"), Holdout.none(), ModelSpec.NO_FOLD);
    double[] centroid =
        kmeans
            .models(Passes.run(kmeans, weighted.dense(100), 10))
            .get(0)
            .tensors()
            .get("centroids");
    for (int j = 0; j < 5; j++) {
      double sum = 0;
      double weight = 0;
      for (int r = 0; r < weights.length; r++) {
        sum += (double) weights[r] * samples.x()[r][j];
        weight += weights[r];
      }
      assertEquals(sum / weight, centroid[j], 1e-14);
    }
  }

  @Test
  void theGroupingOfBlocksDoesNotShow() {
    Samples samples = random(1000, 13, 3);
    KMeans kmeans = kmeans(samples, Map.of(CLUSTERS, "7"), new Holdout(42, 0.2, 0), -1);
    State initial = kmeans.initial();
    State one = Passes.run(kmeans, initial, samples.dense(64), List.of(), 20, 1);
    State four = Passes.run(kmeans, initial, samples.dense(64), List.of(), 20, 4);
    assertSameState(one, four);
  }

  @Test
  void trainedTogetherIsTheSameAsAlone() {
    Samples samples = random(1500, 6, 5);
    Holdout holdout = new Holdout(42, 0.1, 3);
    List<ModelSpec> specs =
        List.of(
            new ModelSpec(0, Map.of(CLUSTERS, 2.0), 0, ModelSpec.NO_FOLD),
            new ModelSpec(1, Map.of(CLUSTERS, 30.0), 1, ModelSpec.NO_FOLD),
            new ModelSpec(2, Map.of(CLUSTERS, 5.0), 2, 1),
            new ModelSpec(3, Map.of(CLUSTERS, 1.0), 3, 2));
    KMeans together = new KMeans(problem(samples, Map.of(CLUSTERS, "2,30,5,1"), holdout, specs));
    List<TrainedModel> models = together.models(Passes.run(together, samples.dense(200), 15));
    for (ModelSpec spec : specs) {
      ModelSpec single = new ModelSpec(0, spec.values(), 0, spec.fold());
      KMeans alone =
          new KMeans(problem(samples, Map.of(CLUSTERS, "2,30,5,1"), holdout, List.of(single)));
      TrainedModel model = alone.models(Passes.run(alone, samples.dense(200), 15)).get(0);
      assertSameModel(model, models.get(spec.index()));
    }
  }

  @Test
  void sparseRowsGiveWhatDenseRowsGive() {
    Random random = new Random(9);
    float[][] x = new float[600][20];
    for (int r = 0; r < x.length; r++) {
      for (int j = 0; j < 20; j++) {
        // Whole numbers, so that both forms of the distance are exact.
        x[r][j] = random.nextInt(4) == 0 ? random.nextInt(9) - 2 + 4 * (r % 3) : 0;
      }
    }
    Samples samples = new Samples(x);
    KMeans kmeans = kmeans(samples, Map.of(CLUSTERS, "4"), Holdout.none(), ModelSpec.NO_FOLD);
    TrainedModel dense = kmeans.models(Passes.run(kmeans, samples.dense(100), 30)).get(0);
    TrainedModel sparse = kmeans.models(Passes.run(kmeans, samples.sparse(100), 30)).get(0);
    assertArrayEquals(dense.tensors().get("centroids"), sparse.tensors().get("centroids"), 1e-12);
    double[] scores = score(dense, samples.dense(600).get(0));
    assertArrayEquals(scores, score(dense, samples.sparse(600).get(0)), 1e-9);
  }

  @Test
  void anEmptyClusterTakesTheFarthestRow() {
    float[][] x = {{0}, {1}, {2}, {100}, {100}};
    Samples samples = new Samples(x);
    TrainingProblem problem =
        problem(samples, Map.of(CLUSTERS, "3"), Holdout.none(), List.of(spec(3)));
    // Two centroids that nobody is near to. The two farthest rows are in one place: one moves.
    TrainedModel start = warm(new double[] {1, -1000, 1000}, 3, 1);
    KMeans kmeans = new KMeans(withWarmStart(problem, start));
    State state = Passes.run(kmeans, samples.dense(2), 1);
    double[] centroids = state.parameter("centroids.0");
    assertEquals(203.0 / 5, centroids[0]);
    assertEquals(100, centroids[1]);
    assertEquals(1000, centroids[2]);
    State end = Passes.run(kmeans, state, samples.dense(2), List.of(), 50, 1);
    assertEquals(StopReason.CENTROIDS_STILL, kmeans.progress(end).models().get(0).stop());
    assertEquals(0.5 / 5, kmeans.progress(end).models().get(0).objective(), 1e-12);
  }

  @Test
  void rowsThatAreAllTheSameAreClusteredAllTheSame() {
    float[][] x = new float[50][];
    Arrays.fill(x, new float[] {1.5f, -2});
    Samples samples = new Samples(x);
    KMeans kmeans = kmeans(samples, Map.of(CLUSTERS, "3"), Holdout.none(), ModelSpec.NO_FOLD);
    State end = Passes.run(kmeans, samples.dense(7), 10);
    assertEquals(2, end.iteration());
    assertEquals(StopReason.CENTROIDS_STILL, kmeans.progress(end).models().get(0).stop());
    assertEquals(0.0, kmeans.progress(end).models().get(0).objective());
    assertArrayEquals(new double[] {1.5, -2, 1.5, -2, 1.5, -2}, centroids(kmeans, end));
  }

  @Test
  void heldOutRowsAreMeasuredAndNotTrainedOn() {
    float[][] x = {{0}, {2}, {10}};
    Samples training = new Samples(x);
    TrainingProblem problem =
        problem(training, Map.of(CLUSTERS, "1"), Holdout.none(), List.of(spec(1)));
    KMeans kmeans = new KMeans(problem);
    List<SampleBlock> validation = new Samples(new float[][] {{4}, {6}}).dense(2);
    State end = Passes.run(kmeans, kmeans.initial(), training.dense(3), validation, 10, 1);
    ModelProgress progress = kmeans.progress(end).models().get(0);
    assertEquals(4.0, centroids(kmeans, end)[0]);
    assertEquals((16 + 4 + 36) / 3.0, progress.train().get("inertia"), 1e-12);
    assertEquals(2.0, progress.validation().get("inertia"), 1e-12);
  }

  @Test
  void continuesFromASavedStateAsIfNeverStopped(@TempDir Path folder) throws Exception {
    Samples samples = random(800, 4, 21);
    KMeans kmeans = kmeans(samples, Map.of(CLUSTERS, "9"), new Holdout(42, 0.2, 0), -1);
    List<SampleBlock> blocks = samples.dense(100);
    State through = Passes.run(kmeans, blocks, 9);
    for (int stop = 0; stop < 5; stop++) {
      FileSystem fs = FileSystem.getLocal(new Configuration());
      org.apache.hadoop.fs.Path at =
          new org.apache.hadoop.fs.Path(folder.resolve("s" + stop).toString());
      StateFiles.write(fs, at, Passes.run(kmeans, blocks, stop));
      State resumed = StateFiles.read(fs, at);
      assertSameState(through, Passes.run(kmeans, resumed, blocks, List.of(), 9 - stop, 2));
    }
  }

  @Test
  void stopsEarlyWithTheBestMeasuredCentroids() {
    Samples training = new Samples(new float[][] {{0}, {1}, {5}, {6}, {20}, {21}});
    TrainingProblem problem =
        problem(
            training,
            Map.of(CLUSTERS, "2", "trainyard.validation.patience", "1"),
            Holdout.none(),
            List.of(spec(2)));
    // The held-out rows lie where the first centroids are; every step leads away.
    KMeans kmeans = new KMeans(withWarmStart(problem, warm(new double[] {0, 6}, 2, 1)));
    List<SampleBlock> validation = new Samples(new float[][] {{0}, {6}}).dense(2);
    State end = Passes.run(kmeans, kmeans.initial(), training.dense(6), validation, 10, 1);
    ModelProgress progress = kmeans.progress(end).models().get(0);
    assertEquals(StopReason.EARLY_STOPPING, progress.stop());
    assertEquals(0.0, progress.validation().get("inertia"));
    assertArrayEquals(new double[] {0, 6}, centroids(kmeans, end));
  }

  @Test
  void stopsWhenTheInertiaHardlyChanges() {
    Samples samples = random(2000, 2, 4);
    Map<String, String> settings =
        Map.of(CLUSTERS, "12", "trainyard.stop.relative-tolerance", "0.05");
    KMeans kmeans = kmeans(samples, settings, Holdout.none(), ModelSpec.NO_FOLD);
    State end = Passes.run(kmeans, samples.dense(500), 100);
    assertEquals(StopReason.RELATIVE_CHANGE, kmeans.progress(end).models().get(0).stop());
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    Samples samples = random(10, 2, 1);
    Map<String, String> settings =
        Map.of(
            "trainyard.model.l2",
            "0.1",
            "trainyard.model.l1",
            "0",
            "trainyard.validation.metric",
            "auc",
            CLUSTERS,
            "2.5,11");
    InvalidSettingsException e =
        assertThrows(
            InvalidSettingsException.class,
            () ->
                new KMeans(
                    problem(
                        samples,
                        settings,
                        Holdout.none(),
                        List.of(
                            new ModelSpec(0, Map.of(CLUSTERS, 2.5), 0, -1),
                            new ModelSpec(1, Map.of(CLUSTERS, 11.0), 1, -1)))));
    assertEquals(4, e.problems().size(), e.getMessage());
    assertTrue(e.getMessage().contains("more clusters than the 10 rows"), e.getMessage());
  }

  @Test
  void valuesThatAreNotFiniteEndTheRun() {
    Samples samples = new Samples(new float[][] {{1}, {Float.NaN}, {3}});
    KMeans kmeans = kmeans(samples, Map.of(CLUSTERS, "1"), Holdout.none(), ModelSpec.NO_FOLD);
    DivergedException e =
        assertThrows(DivergedException.class, () -> Passes.run(kmeans, samples.dense(3), 5));
    assertTrue(e.getMessage().contains("iteration 2, model 0"), e.getMessage());
  }

  @Test
  void nothingIsMeasuredBeforeTheFirstRound() {
    Samples samples = random(30, 2, 1);
    KMeans kmeans = kmeans(samples, Map.of(CLUSTERS, "2"), Holdout.none(), ModelSpec.NO_FOLD);
    ModelProgress progress = kmeans.progress(kmeans.initial()).models().get(0);
    assertTrue(Double.isNaN(progress.objective()));
    assertNull(progress.stop());
    assertTrue(progress.train().isEmpty());
  }

  private static double[] centroids(KMeans kmeans, State state) {
    return kmeans.models(state).get(0).tensors().get("centroids");
  }

  private static ModelSpec spec(int clusters) {
    return new ModelSpec(0, Map.of(CLUSTERS, (double) clusters), 0, ModelSpec.NO_FOLD);
  }

  private static KMeans kmeans(
      Samples samples, Map<String, String> settings, Holdout holdout, int fold) {
    ModelSpec spec = new ModelSpec(0, Map.of(), 0, fold);
    return new KMeans(problem(samples, settings, holdout, List.of(spec)));
  }

  private static TrainingProblem problem(
      Samples samples, Map<String, String> settings, Holdout holdout, List<ModelSpec> specs) {
    return new TrainingProblem(
        samples.statistics(),
        new TrainingProblem.Labels(List.of(), new long[0], Double.NaN, Double.NaN),
        samples.x().length,
        1,
        specs,
        holdout,
        true,
        settings::get,
        42,
        null);
  }

  private static TrainingProblem withWarmStart(TrainingProblem problem, TrainedModel model) {
    return new TrainingProblem(
        problem.features(),
        problem.labels(),
        problem.rows(),
        problem.blocks(),
        problem.models(),
        problem.holdout(),
        problem.hasValidation(),
        problem.settings(),
        problem.seed(),
        model);
  }

  private static TrainedModel warm(double[] centroids, int clusters, int features) {
    return new TrainedModel(
        KMeans.NAME,
        new ObjectMapper().createObjectNode().put("clusters", clusters).put("features", features),
        new TreeMap<>(Map.of("centroids", centroids)));
  }

  private static Samples random(int rows, int features, long seed) {
    Random random = new Random(seed);
    float[][] x = new float[rows][features];
    for (float[] row : x) {
      double center = 6 * random.nextInt(4);
      for (int j = 0; j < features; j++) {
        row[j] = (float) (center * (j % 2) + random.nextGaussian());
      }
    }
    return new Samples(x);
  }

  private static double[] score(TrainedModel model, SampleBlock block) {
    double[] scores = new double[2 * block.rows()];
    new KMeansScorer(model).score(block, scores);
    return scores;
  }

  private static double purity(TrainedModel model, Samples samples, int classes) {
    double[] scores = score(model, samples.dense(samples.x().length).get(0));
    int[][] table = new int[classes][classes];
    for (int r = 0; r < samples.x().length; r++) {
      table[(int) scores[2 * r]][(int) samples.labels()[r]]++;
    }
    double right = 0;
    for (int[] row : table) {
      right += Arrays.stream(row).max().orElse(0);
    }
    return right / samples.x().length;
  }
}
