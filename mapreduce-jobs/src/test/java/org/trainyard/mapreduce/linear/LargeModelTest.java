package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.formats.state.State;
import org.trainyard.formats.state.StateFiles;
import org.trainyard.formats.vector.Vector;
import org.trainyard.formats.vector.VectorFile;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.SameBits;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.engine.Checkpoints;

/** Models so wide that their vectors stay in files. */
class LargeModelTest {
  private static final int FEATURES = VectorFile.LARGE + 5000;
  private static final int ITERATIONS = 7;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "lbfgs, logistic, 1e-3, 0, false, true",
    "lbfgs, squared-hinge, 0, 0, true, true",
    "lbfgs, logistic, 0, 1e-3, false, false",
    "newton, logistic, 1e-3, 0, false, true",
    "gradient-descent, logistic, 1e-3, 1e-3, false, true",
    "adam, logistic, 1e-3, 0, true, false",
    "local-sgd, logistic, 1e-3, 0, false, true"
  })
  void savedAndLoadedAfterEachIterationGivesTheSameBits(
      String optimiser, String loss, String l2, String l1, boolean standardize, boolean intercept)
      throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("trainyard.optimiser.optimiser", optimiser);
    settings.put("trainyard.model.loss", loss);
    settings.put("trainyard.model.l2", l2);
    settings.put("trainyard.model.l1", l1);
    settings.put("trainyard.model.standardize", Boolean.toString(standardize));
    settings.put("trainyard.model.intercept", Boolean.toString(intercept));
    if (optimiser.equals("lbfgs")) {
      settings.put("trainyard.optimiser.history", "3");
    }
    List<SampleBlock> blocks = blocks();
    LinearAlgorithm onHeap = new LinearAlgorithm(problem(settings, statistics(false)));
    LinearAlgorithm inFiles = new LinearAlgorithm(problem(settings, statistics(true)));
    State kept = onHeap.initial();
    State saved = saved(inFiles.initial());
    for (int k = 1; k <= ITERATIONS && !onHeap.progress(kept).finished(); k++) {
      kept = Passes.run(onHeap, kept, blocks, List.of(), 1, 1);
      saved = saved(Passes.run(inFiles, saved, blocks, List.of(), 1, 2));
      assertFalse(saved.parameters().values().stream().allMatch(Vector::isOnHeap));
      SameBits.assertSameState(kept, saved);
    }
    SameBits.assertSameModel(onHeap.models(kept).get(0), inFiles.models(saved).get(0));
  }

  @Test
  void anIterationWritesItsOwnVectorsAndNotTheHistory() throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("trainyard.model.l2", "1e-6");
    settings.put("trainyard.model.loss", "logistic");
    settings.put("trainyard.optimiser.history", "10");
    LinearAlgorithm algorithm = new LinearAlgorithm(problem(settings, statistics(true)));
    State state = saved(algorithm.initial());
    for (int k = 1; k <= 9; k++) {
      state = saved(Passes.run(algorithm, state, blocks(), List.of(), 1, 1));
    }
    long vectors = state.memory().values().stream().filter(v -> !v.isOnHeap()).count();
    assertTrue(vectors > 12, "a history of " + vectors + " vectors");
    ContentSummary last = fs().getContentSummary(layout().iteration(9));
    long written = last.getLength() / (8L * FEATURES);
    // The point and the direction that mappers read; gradient, s and y.
    assertTrue(written <= 5, "writes " + written + " vectors");
  }

  @Test
  void whatNoStateReadsAnyMoreIsLetGo() throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("trainyard.model.l2", "1e-6");
    settings.put("trainyard.model.loss", "logistic");
    settings.put("trainyard.optimiser.history", "2");
    LinearAlgorithm algorithm = new LinearAlgorithm(problem(settings, statistics(true)));
    Checkpoints checkpoints = new Checkpoints(new Configuration(), layout());
    State state = saved(algorithm.initial());
    State kept = algorithm.initial();
    for (int k = 1; k <= 8; k++) {
      kept = Passes.run(algorithm, kept, blocks(), List.of(), 1, 1);
      state = saved(Passes.run(algorithm, state, blocks(), List.of(), 1, 1));
      checkpoints.release(state);
    }
    SameBits.assertSameState(kept, checkpoints.read(8));
    long vectors = fs().getContentSummary(layout().iterations()).getLength() / (8L * FEATURES);
    // Three pairs; of the last two states points, directions and gradients; the point before them
    // with the direction in the same file.
    assertTrue(vectors <= 14, vectors + " vectors are there");
  }

  private State saved(State state) throws IOException {
    StateFiles.write(fs(), layout().state(state.iteration()), state);
    return StateFiles.read(fs(), layout().state(state.iteration()));
  }

  private RunLayout layout() {
    return new RunLayout(new org.apache.hadoop.fs.Path(folder.toUri()));
  }

  private static FileSystem fs() throws IOException {
    return FileSystem.getLocal(new Configuration());
  }

  private TrainingProblem.Features statistics(boolean inFile) throws IOException {
    Random random = new Random(3);
    double[] mean = random.doubles(FEATURES, 0, 0.01).toArray();
    double[] deviation = random.doubles(FEATURES, 0, 0.1).map(d -> d < 0.01 ? 0 : d).toArray();
    if (!inFile) {
      return new TrainingProblem.Features(FEATURES, null, mean, deviation);
    }
    SortedMap<String, Vector> vectors = new TreeMap<>();
    vectors.put("mean", Vector.of(mean));
    vectors.put("deviation", Vector.of(deviation));
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(folder.toUri() + "/statistics");
    VectorFile.writeVectors(fs(), file, "problem", "{}", vectors);
    SortedMap<String, Vector> read = VectorFile.open(fs(), file, "problem").vectors();
    return new TrainingProblem.Features(FEATURES, null, read.get("mean"), read.get("deviation"));
  }

  private static TrainingProblem problem(
      Map<String, String> settings, TrainingProblem.Features features) {
    return new TrainingProblem(
        features,
        new TrainingProblem.Labels(List.of("a", "b"), new long[] {100, 100}, Double.NaN, 0),
        200,
        4,
        List.of(new ModelSpec(0, Map.of(), 0, ModelSpec.NO_FOLD)),
        Holdout.none(),
        false,
        settings::get,
        5,
        null);
  }

  private static List<SampleBlock> blocks() {
    Random random = new Random(9);
    List<SampleBlock> blocks = new ArrayList<>();
    for (int b = 0; b < 4; b++) {
      int rows = 50;
      int[] dictionary = random.ints(0, FEATURES).distinct().limit(120).sorted().toArray();
      int[] rowStart = new int[rows + 1];
      int[] columns = new int[12 * rows];
      float[] values = new float[12 * rows];
      double[] labels = new double[rows];
      for (int r = 0; r < rows; r++) {
        rowStart[r + 1] = 12 * (r + 1);
        int[] row = random.ints(0, dictionary.length).distinct().limit(12).sorted().toArray();
        System.arraycopy(row, 0, columns, 12 * r, 12);
        for (int k = 0; k < 12; k++) {
          values[12 * r + k] = (float) random.nextGaussian();
        }
        labels[r] = Arrays.stream(row).anyMatch(c -> c % 7 == 0) ? 1 : 0;
      }
      blocks.add(
          new SparseBlock(
              new BlockHeader(b, labels, null), FEATURES, dictionary, rowStart, columns, values));
    }
    return blocks;
  }
}
