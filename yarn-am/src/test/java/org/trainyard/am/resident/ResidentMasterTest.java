package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.trainyard.am.container.ContainerListener.Grant;
import org.trainyard.am.container.ContainerListener.Origin;
import org.trainyard.am.container.ContainerPlan;
import org.trainyard.am.container.ContainerSize;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Hello;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.exchange.Peer;
import org.trainyard.am.exchange.Pulse;
import org.trainyard.am.exchange.Reduced;
import org.trainyard.am.exchange.Setup;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.mapreduce.engine.IterationFailedException;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** These events in, these calls out. */
class ResidentMasterTest {
  private static final int PREEMPTED = -102;
  private static final List<Piece> PIECES =
      List.of(
          new Piece(100, List.of("node1")),
          new Piece(100, List.of("node1")),
          new Piece(100, List.of("node2")),
          new Piece(100, List.of("node2")));

  private final List<String> calls = new ArrayList<>();
  private final Deque<ResidentEvent> later = new ArrayDeque<>();
  private final FakeWorkers workers = new FakeWorkers(calls);
  private final ResidentSettings settings =
      new ResidentSettings(
          ResidentSettings.Speculation.ON, Duration.ofSeconds(15), Duration.ofSeconds(60));
  private final ResidentMaster master =
      new ResidentMaster(
          new Crew(new FakeContainers(calls), workers, settings),
          iterating(512),
          workers,
          settings,
          later::add);
  private Instant now = Instant.EPOCH;

  private static Course iterating(int memoryMb) {
    return new Course(PIECES, staff(2, memoryMb), new Setup(1, "/run", PIECES.size(), 1));
  }

  private static Course packing(List<Piece> pieces) {
    return new Course(pieces, staff(1, 512), Setup.unpacked(1, "/run"));
  }

  private static ContainerPlan staff(int containers, int memoryMb) {
    return new ContainerPlan(containers, new ContainerSize(memoryMb, 1), true);
  }

  private void handle(ResidentEvent event) {
    later.add(event);
    while (!later.isEmpty()) {
      master.handle(later.remove(), now);
    }
  }

  /** The calls since the last time, in order. */
  private List<String> calls() {
    List<String> made = List.copyOf(calls);
    calls.clear();
    return made;
  }

  private void pass(Duration time) {
    now = now.plus(time);
    handle(new ResidentEvent.Tick());
  }

  private CompletableFuture<List<PartialWritable>> begin(int k, Duration patience) {
    CompletableFuture<List<PartialWritable>> sums = new CompletableFuture<>();
    handle(
        new ResidentEvent.IterationAsked(
            new IterationOrder(k, patience, RunListener.none(), sums)));
    return sums;
  }

  private void grant(String container, String host, Origin origin) {
    handle(new ResidentEvent.ContainerGranted(new Grant(container, host, origin)));
  }

  private void hello(String container, Integer... held) {
    assertEquals(4, greet(container, held).splits());
  }

  private Setup greet(String container, Integer... held) {
    Peer peer = new Peer(new WorkerId(container), "localhost", 1);
    CompletableFuture<Setup> answer = new CompletableFuture<>();
    handle(
        new ResidentEvent.WorkerCame(
            new Hello(peer, 1, 1000, List.of(held), held.length == 0 ? 0 : PIECES.size()), answer));
    return answer.join();
  }

  private void hire(String container, String host) {
    hire(container, host, 4);
  }

  private void hire(String container, String host, int splits) {
    grant(container, host, Origin.ASKED);
    assertEquals(splits, greet(container).splits());
  }

  private Verdict mapped(String container, int k, int split) {
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    handle(
        new ResidentEvent.SplitMapped(
            new WorkerId(container), new Mapped(k, split, 10, 5, 200, 100, 0), answer));
    return answer.join();
  }

  private void reduced(String container, int k, int attempt) {
    handle(new ResidentEvent.ShardReduced(new WorkerId(container), new Reduced(k, attempt, 0)));
  }

  private void ended(String container, int status) {
    handle(new ResidentEvent.ContainerEnded(container, status, "told"));
  }

  private void failed(String container, int split, Failed.Kind kind) {
    handle(
        new ResidentEvent.OrderFailed(
            new WorkerId(container),
            new Failed(1, Failed.Task.MAP, split, 0, kind, null, "line 5")));
  }

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

  private void beginsAndEndsWithOneWorker() {
    begin(1, null);
    hire("c1", "node1");
    for (int split = 0; split < 4; split++) {
      mapped("c1", 1, split);
    }
    reduced("c1", 1, 1);
    calls();
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
  void whoPackedStaysForTheIterationsAndIsToldHowTheDataAreCut() throws Exception {
    handle(new ResidentEvent.CourseSet(packing(List.of())));
    assertEquals(List.of("ask []"), calls());
    grant("c1", "node1", Origin.ASKED);
    assertEquals(0, greet("c1").splits());
    handle(new ResidentEvent.CourseSet(packing(PIECES.subList(0, 3))));
    assertEquals(List.of("start c1"), calls());
    CompletableFuture<List<PartialWritable>> packed = begin(-7, null);
    assertEquals(List.of("map c1 -7 [0, 1]"), calls());
    mapped("c1", -7, 1);
    mapped("c1", -7, 0);
    assertFalse(packed.isDone());
    mapped("c1", -7, 2);
    assertEquals(List.of(), packed.get(), "there is nothing to add up");
    calls();
    handle(new ResidentEvent.CourseSet(iterating(600)));
    assertEquals(List.of("set up c1 4", "ask [node1]"), calls());
    begin(1, null);
    assertEquals(List.of("map c1 1 [0, 1]"), calls());
  }

  @Test
  void containersThatAreMuchTooSmallAreReplaced() {
    handle(new ResidentEvent.CourseSet(packing(PIECES)));
    hire("c1", "node1", 0);
    calls();
    handle(new ResidentEvent.CourseSet(iterating(1024)));
    assertEquals(
        List.of("withdraw 0", "leave c1", "release c1", "ask [node1]", "ask [node2]"), calls());
  }

  @Test
  void whoIsReleasedComesBackWhenThereIsAnIteration() {
    beginsAndEndsWithOneWorker();
    handle(new ResidentEvent.CrewReleased("a job needs the room"));
    assertEquals(List.of("withdraw 1", "leave c1", "release c1"), calls());
    ended("c1", 0);
    assertEquals(List.of(), calls());
    begin(2, null);
    assertEquals(List.of("ask [node1]", "ask [node2]"), calls());
    hire("c3", "node1");
    assertEquals(List.of("start c3", "map c3 2 [0, 1]"), calls());
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
