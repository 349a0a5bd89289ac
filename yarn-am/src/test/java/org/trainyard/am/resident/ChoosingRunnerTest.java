package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trainyard.am.resident.ChoosingRunner.Freedom;
import org.trainyard.am.resident.ChoosingRunner.Prospect.Estimate;
import org.trainyard.am.resident.ResidentUnavailableException.Why;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.engine.IterationRunner;
import org.trainyard.mapreduce.engine.RunContext;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.StopSignal;

/** Which engine each iteration gets, and what is said of it. */
class ChoosingRunnerTest {
  private final List<String> said = new ArrayList<>();
  private final List<String> rests = new ArrayList<>();
  private final Deque<IOException> troubles = new ArrayDeque<>();
  private final RunContext run =
      new RunContext(
          null,
          null,
          null,
          null,
          StopSignal.never(),
          new RunListener() {
            @Override
            public void phase(String sentence) {
              said.add(sentence);
            }
          });

  private record Engine(String engine, Deque<IOException> troubles) implements IterationRunner {
    @Override
    public Result run(RunContext run, int k, State before) throws IOException {
      if (!troubles.isEmpty()) {
        throw troubles.remove();
      }
      return new Result(null, engine);
    }
  }

  /** Lists, in order, the iterations it carried out and when it was let rest. */
  private record Chain(List<String> heard) implements IterationRunner {
    @Override
    public String engine() {
      return "chained";
    }

    @Override
    public Result run(RunContext run, int k, State before) {
      heard.add("iteration " + k);
      return new Result(null, engine());
    }

    @Override
    public void rest() {
      heard.add("rest");
    }
  }

  @Test
  void whatTheChainGotReadyIsLetGoWhenTheContainersTakeOver() throws Exception {
    List<String> heard = new ArrayList<>();
    ChoosingRunner runner =
        new ChoosingRunner(
            new Engine("resident", troubles),
            new Chain(heard),
            (context, k) -> false,
            Freedom.ANY,
            context -> new Estimate(true, 0.1),
            why -> rests.add(why));
    troubles.add(new ResidentUnavailableException(Why.NO_CONTAINER, "no container came in 30 s"));
    assertEquals(List.of("chained", "resident"), engines(runner, 2));
    runner.rest();
    assertEquals(List.of("rest", "iteration 1", "rest", "rest"), heard);
  }

  private ChoosingRunner runner(Freedom freedom, ChoosingRunner.Adoptable adoptable) {
    return new ChoosingRunner(
        new Engine("resident", troubles),
        new Engine("chained", new ArrayDeque<>()),
        adoptable,
        freedom,
        context -> new Estimate(true, 0.1),
        why -> rests.add(why));
  }

  private List<String> engines(ChoosingRunner runner, int iterations) throws Exception {
    List<String> engines = new ArrayList<>();
    for (int k = 1; k <= iterations; k++) {
      assertEquals(runner.run(run, k, null).job(), runner.engine());
      engines.add(runner.engine());
    }
    return engines;
  }

  @Test
  void saysOnceWhyAsLongAsNothingChanges() throws Exception {
    ChoosingRunner runner = runner(Freedom.ANY, (context, k) -> false);
    assertEquals(List.of("resident", "resident", "resident"), engines(runner, 3));
    assertEquals(
        List.of("iteration 1: engine resident, because the containers' memory holds the data"),
        said);
  }

  @Test
  void anIterationWithoutContainersIsAJobAndTheNextOneTriesAgain() throws Exception {
    troubles.add(new ResidentUnavailableException(Why.NO_CONTAINER, "no container came in 30 s"));
    ChoosingRunner runner = runner(Freedom.ANY, (context, k) -> false);
    assertEquals("chained", engines(runner, 1).get(0));
    assertEquals(List.of("no container came in 30 s"), rests);
    assertEquals("no container came in 30 s", runner.because());
    assertEquals("resident", engines(runner, 1).get(0));
  }

  @Test
  void anEngineThatFailsAgainAndAgainIsLeftAlone() throws Exception {
    for (int t = 0; t < EnginePolicy.MOST_FAILURES; t++) {
      troubles.add(new ResidentUnavailableException(Why.FAILURES, "exit status 1"));
    }
    ChoosingRunner runner = runner(Freedom.ANY, (context, k) -> false);
    assertEquals(List.of("chained", "chained", "chained"), engines(runner, 3));
    assertEquals("the resident engine failed 2 times in a row", runner.because());
  }

  @Test
  void aJobThatRunsAlreadyIsWaitedForAndNotDoubled() throws Exception {
    for (Freedom freedom : Freedom.values()) {
      ChoosingRunner runner = runner(freedom, (context, k) -> k == 1);
      assertEquals(List.of("chained", "resident"), engines(runner, 2));
    }
  }

  @Test
  void whoAskedForResidentGetsItsFailures() {
    troubles.add(new ResidentUnavailableException(Why.FAILURES, "exit status 1"));
    ChoosingRunner runner = runner(Freedom.RESIDENT, (context, k) -> false);
    assertThrows(ResidentUnavailableException.class, () -> runner.run(run, 1, null));
  }

  @Test
  void whatIsNotAboutContainersIsNotHidden() {
    troubles.add(new IOException("the disk is full"));
    ChoosingRunner runner = runner(Freedom.ANY, (context, k) -> false);
    assertThrows(IOException.class, () -> runner.run(run, 1, null));
  }
}
