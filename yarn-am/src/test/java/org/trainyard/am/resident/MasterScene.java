package org.trainyard.am.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.trainyard.am.container.ContainerListener.Grant;
import org.trainyard.am.container.ContainerListener.Origin;
import org.trainyard.am.container.ContainerPlan;
import org.trainyard.am.container.ContainerSize;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Hello;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.exchange.Peer;
import org.trainyard.am.exchange.Reduced;
import org.trainyard.am.exchange.Setup;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** A resident master with fakes around it: events in, calls out. */
abstract class MasterScene {
  static final List<Piece> PIECES =
      List.of(
          new Piece(100, List.of("node1")),
          new Piece(100, List.of("node1")),
          new Piece(100, List.of("node2")),
          new Piece(100, List.of("node2")));

  private final List<String> calls = new ArrayList<>();
  private final List<RunEvent> events = new ArrayList<>();
  private final RunListener listener =
      new RunListener() {
        @Override
        public void event(RunEvent event) {
          events.add(event);
        }
      };
  private final Deque<ResidentEvent> later = new ArrayDeque<>();
  final FakeWorkers workers = new FakeWorkers(calls);
  final ResidentSettings settings =
      new ResidentSettings(
          ResidentSettings.Speculation.ON, Duration.ofSeconds(15), Duration.ofSeconds(60));
  final ResidentMaster master =
      new ResidentMaster(
          new Crew(
              new FakeContainers(calls),
              workers,
              settings,
              new CrewDiary(events::add, Clock.systemUTC(), "root.ml")),
          iterating(512),
          workers,
          settings,
          later::add);
  Instant now = Instant.EPOCH;

  static Course iterating(int memoryMb) {
    return new Course(PIECES, staff(2, memoryMb), new Setup(1, "/run", PIECES.size(), 1));
  }

  static Course packing(List<Piece> pieces) {
    return new Course(pieces, staff(1, 512), Setup.unpacked(1, "/run"));
  }

  static ContainerPlan staff(int containers, int memoryMb) {
    return new ContainerPlan(containers, new ContainerSize(memoryMb, 1), true);
  }

  void handle(ResidentEvent event) {
    later.add(event);
    while (!later.isEmpty()) {
      master.handle(later.remove(), now);
    }
  }

  /** The calls since the last time, in order. */
  List<String> calls() {
    List<String> made = List.copyOf(calls);
    calls.clear();
    return made;
  }

  /** What was told of one kind, in order. */
  <T> List<T> told(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  void pass(Duration time) {
    now = now.plus(time);
    handle(new ResidentEvent.Tick());
  }

  CompletableFuture<List<PartialWritable>> begin(int k, Duration patience) {
    CompletableFuture<List<PartialWritable>> sums = new CompletableFuture<>();
    handle(
        new ResidentEvent.IterationAsked(
            new IterationOrder(k, patience, listener, new StageMarks(now), sums)));
    return sums;
  }

  void grant(String container, String host, Origin origin) {
    handle(new ResidentEvent.ContainerGranted(new Grant(container, host, origin, null)));
  }

  void hello(String container, Integer... held) {
    assertEquals(4, greet(container, held).splits());
  }

  Setup greet(String container, Integer... held) {
    Peer peer = new Peer(new WorkerId(container), "localhost", 1);
    CompletableFuture<Setup> answer = new CompletableFuture<>();
    handle(
        new ResidentEvent.WorkerCame(
            new Hello(peer, 1, 1000, List.of(held), held.length == 0 ? 0 : PIECES.size()), answer));
    return answer.join();
  }

  void hire(String container, String host) {
    hire(container, host, 4);
  }

  void hire(String container, String host, int splits) {
    grant(container, host, Origin.ASKED);
    assertEquals(splits, greet(container).splits());
  }

  Verdict mapped(String container, int k, int split) {
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    handle(
        new ResidentEvent.SplitMapped(
            new WorkerId(container),
            new Mapped(k, split, 10, 0.5 + split, 5, 200, 100, 0, null),
            answer));
    return answer.join();
  }

  void reduced(String container, int k, int attempt) {
    handle(new ResidentEvent.ShardReduced(new WorkerId(container), new Reduced(k, attempt, 0)));
  }

  void ended(String container, int status) {
    handle(new ResidentEvent.ContainerEnded(container, status, "told"));
  }

  void failed(String container, int split, Failed.Kind kind) {
    handle(
        new ResidentEvent.OrderFailed(
            new WorkerId(container),
            new Failed(1, Failed.Task.MAP, split, 0, kind, null, "line 5")));
  }

  void beginsAndEndsWithOneWorker() {
    begin(1, null);
    hire("c1", "node1");
    for (int split = 0; split < 4; split++) {
      mapped("c1", 1, split);
    }
    reduced("c1", 1, 1);
    calls();
  }
}
