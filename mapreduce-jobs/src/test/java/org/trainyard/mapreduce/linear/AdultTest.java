package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.RealSamples;
import org.trainyard.mapreduce.algorithm.Samples;

/** Logistic regression on a9a, against LIBLINEAR with -s 0 -c 1 -e 1e-12. */
class AdultTest {
  private static final double L2 = 1.0 / 32561;
  private static final double OPTIMUM = 0.32337958246484566;

  private static Samples train;
  private static List<SampleBlock> blocks;
  private static List<SampleBlock> test;

  @BeforeAll
  static void read() throws Exception {
    train = RealSamples.a9a();
    blocks = train.sparse(4096);
    test = RealSamples.a9aTest().sparse(4096);
  }

  @ParameterizedTest
  @CsvSource({"lbfgs,35", "newton,60"})
  void reachesTheOptimumOfLiblinear(String optimiser, int scans) {
    LinearAlgorithm algorithm = adult().optimiser(optimiser).algorithm();
    State state = Passes.run(algorithm, algorithm.initial(), blocks, test, scans, 1);
    ModelProgress progress = algorithm.progress(state).models().get(0);
    assertEquals(1, progress.objective() / OPTIMUM, 1e-6);
    assertTrue(progress.stop().converged());
    assertEquals(0.8499, progress.validation().get("accuracy"), 0.0005);
    assertEquals(0.9023, progress.validation().get("auc"), 0.0001);
  }

  private static LinearCase adult() {
    return new LinearCase(train).classes("-1", "+1").model("l2", L2).model("intercept", false);
  }
}
