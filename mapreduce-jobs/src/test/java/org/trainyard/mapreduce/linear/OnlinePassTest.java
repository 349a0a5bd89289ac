package org.trainyard.mapreduce.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trainyard.mapreduce.algorithm.SameBits.assertSameModel;
import static org.trainyard.mapreduce.algorithm.SameBits.assertSameState;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Passes;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.RealSamples;
import org.trainyard.mapreduce.algorithm.Samples;

/** A second-order method that begins where one pass of local SGD leads. */
class OnlinePassTest {
  private static final Samples SAMPLES = MadeSamples.twoClasses(240, 6, 9);

  private static LinearCase problem(Samples samples, String optimiser) {
    return new LinearCase(samples).classes("no", "yes").optimiser(optimiser);
  }

  private static LinearCase online(LinearCase problem) {
    return problem.set("optimiser", "online-pass", true);
  }

  private static ModelProgress only(LinearAlgorithm algorithm, State state) {
    return algorithm.progress(state).models().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lbfgs", "newton"})
  void theFirstIterationIsAPassOfLocalSgd(String optimiser) {
    LinearCase local = problem(SAMPLES, "local-sgd").set("optimiser", "segments", 3).blocks(8);
    LinearCase begun = problem(SAMPLES, optimiser).set("optimiser", "segments", 3).blocks(8);
    LinearAlgorithm walks = local.model("l2", 0.01).algorithm();
    LinearAlgorithm algorithm = online(begun.model("l2", 0.01)).algorithm();
    List<SampleBlock> blocks = SAMPLES.dense(30);
    State walked = Passes.run(walks, blocks, 1);
    State state = Passes.run(algorithm, blocks, 1);
    assertEquals(walks.blocksInSegment(), algorithm.blocksInSegment());
    assertSameModel(walks.models(walked).get(0), algorithm.models(state).get(0));
    assertEquals(only(walks, walked).objective(), only(algorithm, state).objective());
    double there = only(walks, Passes.run(walks, blocks, 2)).objective();
    State next = Passes.run(algorithm, blocks, 2);
    assertEquals(there, only(algorithm, next).objective());
    assertTrue(there < only(algorithm, state).objective(), "a pass helps on these samples");
  }

  @ParameterizedTest
  @CsvSource({"lbfgs, 100", "lbfgs, 1e300", "newton, 100", "newton, 1e300"})
  void whereThePassLedNowhereTheMethodBeginsAtZero(String optimiser, double rate) {
    LinearCase plain = problem(SAMPLES, optimiser).model("l2", 0.01);
    LinearAlgorithm cold = plain.algorithm();
    List<SampleBlock> blocks = SAMPLES.sparse(30);
    State expected = Passes.run(cold, blocks, 5);
    LinearAlgorithm online = online(plain).set("optimiser", "learning-rate", rate).algorithm();
    State state = Passes.run(online, blocks, 6);
    assertEquals(5, expected.iteration());
    assertEquals(6, state.iteration());
    assertSameModel(cold.models(expected).get(0), online.models(state).get(0));
    assertEquals(cold.progress(expected).models(), online.progress(state).models());
  }

  @ParameterizedTest
  @CsvSource({"lbfgs, 0", "lbfgs, 0.01", "newton, 0"})
  void sameBitsForAnyTasksAndFromAnyState(String optimiser, double l1) {
    LinearCase several =
        online(problem(SAMPLES, optimiser))
            .model("l1", l1)
            .set("optimiser", "segments", 3)
            .set("validation", "patience", 4)
            .holdout(new Holdout(5, 0, 2))
            .blocks(8)
            .with(Map.of("trainyard.model.l2", 0.001), 0)
            .with(Map.of("trainyard.model.l2", 0.1), 1)
            .with(Map.of("trainyard.optimiser.learning-rate", 1e3), 0);
    LinearAlgorithm algorithm = several.algorithm();
    List<SampleBlock> blocks = SAMPLES.sparse(30);
    State expected = Passes.run(algorithm, algorithm.initial(), blocks, List.of(), 12, 1);
    State shared = Passes.run(algorithm, algorithm.initial(), blocks, List.of(), 12, 3);
    assertSameState(expected, shared);
    State state = several.algorithm().initial();
    while (state.iteration() < expected.iteration()) {
      state = Passes.run(several.algorithm(), copy(state), blocks, List.of(), 1, 2);
    }
    assertSameState(expected, state);
  }

  /** What is left of a state once it is written and read. */
  private static State copy(State state) {
    return new State(
        state.iteration(), state.control().deepCopy(), state.parameters(), state.memory());
  }

  /** A pass costs a scan: far from the optimum it saves more, and near it just gives that back. */
  @ParameterizedTest
  @CsvSource({"lbfgs, 1e-2, 2", "lbfgs, 1e-3, 0", "newton, 1e-2, 2", "newton, 1e-3, 0"})
  void savesScansOnRealSamples(String optimiser, double gap, int atLeast) throws Exception {
    Samples train = RealSamples.a9a();
    List<SampleBlock> blocks = train.sparse(1024);
    LinearCase problem = problem(train, optimiser).model("l2", 1.0 / 32561).blocks(blocks.size());
    int cold = scans(problem.algorithm(), blocks, gap);
    int online = scans(online(problem).algorithm(), blocks, gap);
    assertTrue(
        online + atLeast <= cold, online + " scans with an online pass, " + cold + " without");
  }

  private static int scans(LinearAlgorithm algorithm, List<SampleBlock> blocks, double gap) {
    State state = algorithm.initial();
    while (!(only(algorithm, state).objective() <= A9A_OPTIMUM * (1 + gap))) {
      state = Passes.run(algorithm, state, blocks, List.of(), 1, 1);
      assertTrue(state.iteration() < 60, "does not come near the optimum");
    }
    return state.iteration();
  }

  /** With an intercept, and l2 = 1/32561. */
  private static final double A9A_OPTIMUM = 0.3233491;

  @Test
  void measuresConvergenceByTheGradientAtZero() {
    LinearCase plain = problem(SAMPLES, "lbfgs").set("stop", "gradient-tolerance", 0.02);
    plain.model("l2", 0.01).set("stop", "relative-tolerance", 0);
    List<SampleBlock> blocks = SAMPLES.dense(60);
    double first = only(plain.algorithm(), Passes.run(plain.algorithm(), blocks, 1)).gradientNorm();
    LinearAlgorithm algorithm = online(plain).algorithm();
    State end = Passes.run(algorithm, blocks, 60);
    assertTrue(algorithm.progress(end).finished());
    assertTrue(only(algorithm, end).gradientNorm() <= 0.02 * first);
    assertEquals(first, only(algorithm, Passes.run(algorithm, blocks, 1)).gradientNorm());
  }
}
