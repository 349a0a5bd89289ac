package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.trainyard.am.container.ContainerListener.Origin;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Pulse;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.mapreduce.engine.IterationFailedException;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** These events in, these calls out. */
class ResidentMasterTest extends MasterScene {
  private static final int PREEMPTED = -102;

  @Test
  void beginsWithTheFirstWorkerAndTakesTheSecondWhenItComes() throws Exception {
    CompletableFuture<List<PartialWritable>> sums = begin(1, null);
    assertEquals(List.of("ask [node1]", "ask [node2]"), calls());
    hire("c1", "node1");
    assertEquals(List.of("start c1", "map c1 1 [0, 1]"), calls());
    assertEquals(Verdict.KEEP, mapped("c1", 1, 0));
    assertEquals(List.of("map c1 1 [2]"), calls());
    hire("c2", "node2");
    assertEquals(List.of("start c2", "map c2 1 [3]"), calls());
    mapped("c1", 1, 1);
    mapped("c2", 1, 3);
    mapped("c1", 1, 2);
    assertEquals(List.of("reduce c1 1/1 shard 0 of [c1, c2]"), calls());
    reduced("c1", 1, 1);
    assertEquals(List.of("fetch c1 1/1 shard 0", "finish c1 1", "finish c2 1"), calls());
    assertEquals(1, sums.get().size());
  }

  @Test
  void inTheNextIterationSplitsStayAndTheLateComerGetsItsShare() {
    beginsAndEndsWithOneWorker();
    hire("c2", "node2");
    calls();
    begin(2, null);
    assertEquals(List.of("map c1 2 [2, 3]", "map c2 2 [0, 1]"), calls());
  }

  @Test
  void aLostKeepersSplitsAreMappedAgainAndTheReducingBeginsAnew() {
    begin(1, null);
    hire("c1", "node1");
    hire("c2", "node2");
    mapped("c1", 1, 0);
    mapped("c1", 1, 1);
    mapped("c2", 1, 2);
    mapped("c2", 1, 3);
    calls();
    ended("c2", 137);
    assertEquals(List.of("map c1 1 [2, 3]", "ask [node1]"), calls());
    reduced("c1", 1, 1);
    assertEquals(List.of(), calls(), "a sum of an attempt that is void");
    mapped("c1", 1, 2);
    assertEquals(Verdict.DROP, mapped("c2", 1, 3), "from who is gone");
    mapped("c1", 1, 3);
    assertEquals(List.of("reduce c1 1/2 shard 0 of [c1]"), calls());
  }

  @Test
  void aWorkerThatSaysNothingOrCannotBeReachedIsGivenUp() {
    begin(1, null);
    hire("c1", "node1");
    hire("c2", "node2");
    calls();
    now = now.plusSeconds(10);
    handle(new ResidentEvent.WorkerAlive(new WorkerId("c1"), new Pulse(1, 0, 0, 0, 0, 0)));
    pass(Duration.ofSeconds(6));
    assertEquals(List.of("leave c2", "release c2", "ask [node1]"), calls());
    handle(new ResidentEvent.WorkerUnreachable(new WorkerId("c1"), "refused"));
    assertEquals(List.of("leave c1", "release c1", "ask [node2]"), calls());
  }

  @Test
  void aWorkerThatLostUsAndComesBackDoesItsWorkAgain() {
    begin(1, null);
    hire("c1", "node1");
    mapped("c1", 1, 0);
    calls();
    hello("c1", 0, 1);
    assertEquals(List.of("map c1 1 [0, 1]"), calls());
  }

  @Test
  void aSlowSplitIsOrderedElsewhereTooAndTheFirstResultCounts() {
    begin(1, null);
    hire("c1", "node1");
    hire("c2", "node2");
    mapped("c1", 1, 0);
    mapped("c1", 1, 1);
    mapped("c2", 1, 2);
    calls();
    pass(Duration.ofSeconds(1));
    assertEquals(List.of(), calls());
    pass(Duration.ofSeconds(2));
    assertEquals(List.of("map c1 1 [3]"), calls());
    assertEquals(Verdict.KEEP, mapped("c1", 1, 3));
    assertEquals(List.of("cancel c2 1 [3]", "reduce c1 1/1 shard 0 of [c1, c2]"), calls());
    assertEquals(Verdict.DROP, mapped("c2", 1, 3));
  }

  @Test
  void whatPreemptionAsksForIsGivenBackAndItsSplitsMove() {
    begin(1, null);
    hire("c1", "node1");
    hire("c2", "node2");
    calls();
    handle(new ResidentEvent.PreemptionAsked(List.of("c2", "c9")));
    assertEquals(List.of("leave c2", "release c2"), calls());
    mapped("c1", 1, 0);
    assertEquals(List.of("map c1 1 [2]"), calls());
    ended("c2", PREEMPTED);
    assertEquals(List.of("ask [node1]"), calls());
  }

  @Test
  void containersOfAnEarlierAttemptAreUsedWithWhatTheyHold() {
    grant("c1", "node1", Origin.KEPT);
    grant("c2", "node2", Origin.KEPT);
    hello("c1", 0, 3);
    hello("c2", 1, 2);
    assertEquals(List.of(), calls());
    begin(7, null);
    assertEquals(List.of("map c1 7 [0, 3]", "map c2 7 [1, 2]"), calls());
  }

  @Test
  void whoIsOneTooManyGoesBackAndWhoIsNotOursIsSentAway() {
    begin(1, null);
    hire("c1", "node1");
    hire("c2", "node2");
    calls();
    grant("c3", "node3", Origin.ASKED);
    assertEquals(List.of("release c3"), calls());
    hello("c3");
    assertEquals(List.of("leave c3"), calls());
  }

  @Test
  void aSplitThatFailsElsewhereTooBecauseOfItsDataFailsTheIterationWithItsCause() {
    CompletableFuture<List<PartialWritable>> sums = begin(1, null);
    hire("c1", "node1");
    hire("c2", "node2");
    calls();
    failed("c1", 0, Failed.Kind.DATA);
    assertFalse(sums.isDone());
    mapped("c2", 1, 2);
    assertEquals(List.of("map c2 1 [0]"), calls());
    failed("c2", 0, Failed.Kind.DATA);
    ExecutionException failure = assertThrows(ExecutionException.class, sums::get);
    assertInstanceOf(BadDataException.class, failure.getCause());
    assertTrue(failure.getCause().getMessage().contains("line 5"), failure::getMessage);
  }

  @Test
  void aDefectThatShowsElsewhereTooIsNotCalledBadData() {
    CompletableFuture<List<PartialWritable>> sums = begin(1, null);
    hire("c1", "node1");
    hire("c2", "node2");
    failed("c1", 0, Failed.Kind.DEFECT);
    mapped("c2", 1, 2);
    failed("c2", 0, Failed.Kind.DEFECT);
    ExecutionException failure = assertThrows(ExecutionException.class, sums::get);
    assertInstanceOf(IterationFailedException.class, failure.getCause());
    assertTrue(failure.getCause().getMessage().contains(" c1 "), failure::getMessage);
  }

  @Test
  void aWorkerWhereMuchFailsIsGivenUp() {
    begin(1, null);
    hire("c1", "node1");
    hire("c2", "node2");
    calls();
    for (int strike = 0; strike < 2; strike++) {
      failed("c1", strike, Failed.Kind.LOCAL);
    }
    assertFalse(calls().contains("release c1"));
    failed("c1", 0, Failed.Kind.LOCAL);
    assertTrue(calls().containsAll(List.of("leave out [node1]", "release c1")));
  }

  @Test
  void aSumThatCannotBeHadCostsItsWorker() {
    begin(1, null);
    hire("c1", "node1");
    hire("c2", "node2");
    for (int split = 0; split < 2; split++) {
      mapped("c1", 1, split);
      mapped("c2", 1, split + 2);
    }
    calls();
    workers.breakSumsOf(new WorkerId("c1"));
    reduced("c1", 1, 1);
    assertEquals(
        List.of("fetch c1 1/1 shard 0", "leave c1", "release c1", "map c2 1 [0, 1]", "ask [node1]"),
        calls());
  }

  @Test
  void withoutAContainerTheIterationIsGivenUpAfterThePatienceThatItHas() {
    CompletableFuture<List<PartialWritable>> forEver = begin(1, null);
    pass(Duration.ofHours(1));
    assertFalse(forEver.isDone());
    CompletableFuture<List<PartialWritable>> sums = begin(2, Duration.ofSeconds(30));
    pass(Duration.ofSeconds(29));
    assertFalse(sums.isDone());
    pass(Duration.ofSeconds(2));
    assertEquals(
        ResidentUnavailableException.Why.NO_CONTAINER,
        assertInstanceOf(
                ResidentUnavailableException.class,
                assertThrows(ExecutionException.class, sums::get).getCause())
            .why());
  }

  @Test
  void failuresSpendABudgetAndPreemptionDoesNot() {
    CompletableFuture<List<PartialWritable>> sums = begin(1, null);
    for (int c = 0; c < 20; c++) {
      grant("p" + c, "node" + c, Origin.ASKED);
      ended("p" + c, PREEMPTED);
    }
    assertFalse(sums.isDone());
    for (int c = 0; c < 6; c++) {
      grant("f" + c, "node" + c, Origin.ASKED);
      ended("f" + c, 1);
    }
    ExecutionException failure = assertThrows(ExecutionException.class, sums::get);
    assertTrue(
        failure.getCause().getMessage().contains("f0 on node0 ended: exit status 1: told"),
        failure::getMessage);
  }

  @Test
  void atTheEndEverybodyLeaves() {
    begin(1, null);
    hire("c1", "node1");
    calls();
    assertFalse(master.handle(new ResidentEvent.Closed("over"), now));
    assertEquals(List.of("finish c1 1", "withdraw 1", "leave c1", "release c1"), calls());
  }
}
