package org.trainyard.gpu.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;
import org.trainyard.mapreduce.linear.LinearAlgorithm;

/** A scan on a device has the bytes of the CPU's, whatever is asked of whatever samples. */
class LinearScanSameBitsTest {
  private Kernels device;
  private BothWays both;

  @BeforeEach
  void open() throws Exception {
    device = new CudaProvider().open(new KernelSettings(Precision.EXACT, 0.95));
    both = new BothWays(device);
  }

  @AfterEach
  void close() {
    device.close();
  }

  @ParameterizedTest
  @CsvSource({
    "squared,0",
    "huber,0",
    "poisson,1",
    "logistic,2",
    "hinge,2",
    "squared-hinge,2",
    "softmax,3"
  })
  void everyLossAtThePointAndAlongTheLine(String loss, int classes) {
    agree(new LinearProblem(loss, 5, classes).weighted(), 6, 100, 33);
    agree(new LinearProblem(loss, 5, classes).sparse(), 6, 100, 33);
  }

  @ParameterizedTest
  @CsvSource({"squared,0", "huber,0", "poisson,1", "logistic,2", "squared-hinge,2", "softmax,3"})
  void everyHessian(String loss, int classes) {
    LinearProblem problem = new LinearProblem(loss, 7, classes).weighted();
    agree(problem.set("optimiser.optimiser", "newton"), 6, 65, 40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradient-descent", "adam"})
  void firstOrderMethods(String optimiser) {
    agree(new LinearProblem("logistic", 3, 2).set("optimiser.optimiser", optimiser), 3, 70);
  }

  @Test
  void pointsInFrontOfAnEdge() {
    LinearProblem problem = new LinearProblem("logistic", 6, 2).set("model.l1", 0.05);
    agree(problem, 6, 200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void awkwardNumbersOfRows(boolean sparse) {
    LinearProblem problem = new LinearProblem("logistic", 3, 2).models(2);
    agree(sparse ? problem.sparse() : problem, 3, 0, 1, 7, 8, 9, 511, 512, 513, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,true",
    "1,1,false",
    "3,2,true",
    "50,1,true",
    "50,16,false",
    "129,3,false",
    "784,1,false",
    "2001,2,true"
  })
  void awkwardNumbersOfFeaturesAndModels(int features, int models, boolean sparse) {
    LinearProblem problem = new LinearProblem("logistic", features, 2).models(models);
    agree(sparse ? problem.sparse() : problem, 3, 129, 70);
  }

  @Test
  void classesOfWideImages() {
    agree(new LinearProblem("softmax", 300, 10), 4, 90, 41);
  }

  @Test
  void withoutAnIntercept() {
    agree(new LinearProblem("squared", 5, 0).set("model.intercept", false), 4, 70);
    agree(new LinearProblem("squared", 5, 0).set("model.intercept", false).sparse(), 4, 70);
  }

  @ParameterizedTest
  @CsvSource({"logistic,2,true", "softmax,4,false", "squared,0,true", "logistic,2,false"})
  void foldsAndHeldOutRows(String loss, int classes, boolean weighted) {
    LinearProblem problem = new LinearProblem(loss, 4, classes).holdout(0.2, 3).models(4);
    agree(weighted ? problem.weighted() : problem, 4, 150, 75);
  }

  @Test
  void classesWithFactorsOfWhichOneIsNothing() {
    agree(new LinearProblem("logistic", 4, 2).set("model.class-weights", "class0=0"), 3, 600);
    agree(
        new LinearProblem("softmax", 4, 3)
            .set("model.class-weights", "class0=0.25,class2=3")
            .holdout(0.3, 0),
        3,
        200);
  }

  @Test
  void labelsThatAreNone() {
    for (String loss : List.of("logistic", "squared", "softmax", "poisson")) {
      int classes = loss.equals("softmax") || loss.equals("logistic") ? 2 : 0;
      LinearProblem problem = new LinearProblem(loss, 3, classes);
      List<SampleBlock> sound = problem.blocks(80);
      DenseBlock block = (DenseBlock) problem.blocks(80).get(0);
      double[] labels = block.header().labels().clone();
      labels[17] = Double.NaN;
      labels[18] = -1;
      SampleBlock unsound = new DenseBlock(new BlockHeader(0, labels, null), 3, block.values());
      LinearAlgorithm algorithm = problem.algorithm(sound);
      both.agree(algorithm, sound, List.of(unsound), 2);
    }
  }

  @Test
  void whatLocalStepsAndSecondMomentsNeedIsDoneByTheCpu() {
    LinearProblem local =
        new LinearProblem("logistic", 4, 2).set("optimiser.optimiser", "local-sgd");
    List<SampleBlock> blocks = local.blocks(90, 60);
    both.agree(local.algorithm(blocks), blocks, List.of(), 3);
    LinearProblem online =
        new LinearProblem("logistic", 4, 2).set("optimiser.online-pass", true).models(2);
    both.agree(online.algorithm(blocks), blocks, List.of(), 6);
    assertEquals(1, device.tally().fallbacks().size());
    assertTrue(device.tally().rowsOnDevice() >= 9 * 150);
  }

  @Test
  void manyBlocksInSeveralLaunches() {
    LinearProblem problem = new LinearProblem("logistic", 2, 2);
    List<SampleBlock> blocks = new ArrayList<>();
    for (int b = 0; b < 1100; b++) {
      blocks.addAll(problem.blocks(b % 3));
    }
    both.agree(problem.algorithm(blocks), blocks, List.of(), 1);
  }

  private void agree(LinearProblem problem, int iterations, int... rows) {
    List<SampleBlock> blocks = problem.blocks(rows);
    List<SampleBlock> validation = problem.blocks(37);
    both.agree(problem.algorithm(blocks), blocks, validation, iterations);
    both.assertOnDevice();
  }
}
