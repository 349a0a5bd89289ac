package org.trainyard.am.resident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.am.exchange.WorkerLink;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.event.RunEvent.Outcome;

/**
 * One iteration: every split is mapped and kept by somebody, then the shards, if there are any, are
 * reduced and fetched. When a keeper is lost, its splits are mapped again and the reducing begins
 * anew. Belongs to the engine's thread.
 */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  /** Orders a worker gets ahead, for each core. */
  private static final int AHEAD = 2;

  /** … or more, if they take less than this together. */
  private static final double AHEAD_MS = 200;

  private final IterationOrder order;
  private final Crew crew;
  private final SplitLedger splits;
  private final WorkerLink link;
  private final ResidentSettings settings;
  private final PaceMeter meter;
  private final Reducing reducing;
  private final FailureLedger failures = new FailureLedger();

  Round(
      IterationOrder order,
      Crew crew,
      SplitLedger splits,
      WorkerLink link,
      ResidentSettings settings,
      int shards,
      PaceMeter meter,
      Consumer<ResidentEvent> events) {
    this.order = order;
    this.crew = crew;
    this.splits = splits;
    this.link = link;
    this.settings = settings;
    this.meter = meter;
    this.reducing = new Reducing(order, crew, link, shards, events);
  }

  /** The iteration begins with whoever is there. */
  void begin(Instant now) {
    crew.workers().forEach(worker -> worker.orders().clear());
    splits.begin(crew.workers().stream().map(this::seat).toList());
    assign(now);
  }

  /** Whether the answer is given, good or bad. */
  boolean over() {
    return order.sums().isDone();
  }

  /** Number of the iteration. */
  int iteration() {
    return order.iteration();
  }

  IterationOrder order() {
    return order;
  }

  /** Gives every worker that has little to do what it should do next. */
  void assign(Instant now) {
    if (reducing.running()) {
      return;
    }
    List<Integer> queued = splits.queued();
    if (queued.isEmpty()) {
      return;
    }
    Pace pace = meter.pace();
    for (Worker worker : crew.workers()) {
      List<Integer> given = new ArrayList<>();
      while (wantsMore(worker, pace)) {
        int split = PlacementPolicy.next(seat(worker), waiting(worker, queued, pace), pace);
        if (split < 0) {
          break;
        }
        give(worker, split, now);
        queued.remove(Integer.valueOf(split));
        given.add(split);
      }
      send(worker, given);
      if (!given.isEmpty()) {
        order.marks().worked(now);
      }
    }
  }

  /** A worker mapped a split; whether it counts. */
  Verdict mapped(WorkerId id, Mapped mapped, Instant now) {
    Worker worker = crew.find(id).orElse(null);
    if (worker == null || mapped.iteration() != order.iteration()) {
      return Verdict.DROP;
    }
    worker.orders().remove(mapped.split());
    worker.reported(now);
    List<WorkerId> others =
        splits.orders(mapped.split()).keySet().stream().filter(o -> !o.equals(id)).toList();
    Verdict verdict = splits.mapped(mapped.split(), id);
    if (verdict == Verdict.KEEP) {
      meter.add(id, splits.piece(mapped.split()).bytes(), mapped);
      crew.budget().renew();
      others.forEach(other -> withdraw(other, mapped.split()));
      order.listener().progress(splits.fraction());
    }
    tell(worker, mapped, verdict == Verdict.KEEP ? Outcome.DONE : Outcome.DROPPED, now);
    return verdict;
  }

  /** After an answer was given: goes on. */
  void proceed(Instant now) {
    if (over()) {
      return;
    }
    if (splits.complete()) {
      if (!reducing.running()) {
        order.marks().mapped(now);
      }
      reducing.begin(splits.contributors());
    } else {
      assign(now);
    }
  }

  /** The part of the round that adds up. */
  Reducing reducing() {
    return reducing;
  }

  /** A worker is gone. */
  void lost(WorkerId worker, Instant now) {
    meter.forget(worker);
    tellLost(worker, now);
    boolean kept = splits.lost(worker);
    if (kept && reducing.running()) {
      reducing.abandon();
    }
    proceed(now);
  }

  /** An order could not be carried out; the worker to give up for it, or null. */
  WorkerId failed(WorkerId id, Failed failed, Instant now) {
    if (failed.iteration() != order.iteration() || crew.find(id).isEmpty()) {
      return null;
    }
    String what =
        (failed.task() == Failed.Task.MAP ? "split " : "shard ") + failed.number() + " on " + id;
    LOG.warn("{}: {} failed ({}): {}", order.title(), what, failed.kind(), failed.cause());
    if (failed.task() == Failed.Task.MAP) {
      crew.find(id).orElseThrow().orders().remove(failed.number());
      splits.failed(failed.number(), id);
      tell(crew.find(id).orElseThrow(), failed.number(), Outcome.FAILED, failed.cause(), now);
    }
    String told = order.title() + ": " + what + " failed: " + failed.cause();
    failures.add(failed, told).ifPresent(order.sums()::completeExceptionally);
    WorkerId guilty = null;
    if (failed.task() == Failed.Task.REDUCE && failed.attempt() == reducing.attempt()) {
      guilty = reducing.failed(failed);
      reducing.abandon();
    }
    if (guilty == null && failed.kind() == Failed.Kind.LOCAL && crew.strike(id)) {
      guilty = id;
    }
    return guilty;
  }

  /** Orders slow splits from workers that have nothing to do. */
  void speculate(Instant now) {
    if (settings.speculation() == ResidentSettings.Speculation.OFF
        || reducing.running()
        || !splits.queued().isEmpty()) {
      return;
    }
    Pace pace = meter.pace();
    for (int split : splits.running()) {
      Map<WorkerId, Instant> orders = splits.orders(split);
      Map.Entry<WorkerId, Instant> first = orders.entrySet().iterator().next();
      Instant reported = crew.find(first.getKey()).map(Worker::reported).orElse(now);
      Instant since = reported.isAfter(first.getValue()) ? reported : first.getValue();
      double expected = pace.coldMs(splits.piece(split).bytes());
      if (SpeculationPolicy.again(Duration.between(since, now), expected, orders.size())) {
        crew.workers().stream()
            .filter(worker -> worker.orders().size() < worker.cores())
            .filter(worker -> !orders.containsKey(worker.peer().worker()))
            .min(Comparator.comparingInt(worker -> worker.orders().size()))
            .ifPresent(
                worker -> {
                  LOG.info(
                      "{}: split {} takes long on {}, ordered from {} too",
                      order.title(),
                      split,
                      first.getKey(),
                      worker.peer().worker());
                  give(worker, split, now);
                  send(worker, List.of(split));
                });
      }
    }
  }

  /** The iteration as it is told: packing is none. */
  private int told() {
    return Math.max(0, iteration());
  }

  private void tell(Worker worker, Mapped mapped, Outcome outcome, Instant now) {
    long began = now.toEpochMilli() - mapped.readMs() - mapped.computeMs();
    order
        .listener()
        .event(
            new RunEvent.TaskEnded(
                now.toEpochMilli(),
                told(),
                mapped.split(),
                worker.peer().worker().container(),
                worker.node(),
                began,
                mapped.readMs(),
                mapped.computeMs(),
                mapped.rows(),
                mapped.loss(),
                outcome,
                outcome == Outcome.DROPPED ? "another one was first" : null,
                mapped.device()));
  }

  private void tell(Worker worker, int split, Outcome outcome, String why, Instant now) {
    tell(worker.peer().worker(), worker.node(), split, outcome, why, now);
  }

  /** What a lost worker kept is to be done again. */
  private void tellLost(WorkerId worker, Instant now) {
    String why = "its worker was lost, and its result with it";
    splits.keptBy(worker).forEach(split -> tell(worker, null, split, Outcome.LOST, why, now));
  }

  private void tell(
      WorkerId worker, String node, int split, Outcome outcome, String why, Instant now) {
    long at = now.toEpochMilli();
    order
        .listener()
        .event(
            new RunEvent.TaskEnded(
                at,
                told(),
                split,
                worker.container(),
                node,
                at,
                0,
                0,
                0,
                Double.NaN,
                outcome,
                why,
                null));
  }

  private void give(Worker worker, int split, Instant now) {
    splits.ordered(split, worker.peer().worker(), now);
    worker.orders().add(split);
  }

  private void send(Worker worker, List<Integer> given) {
    if (!given.isEmpty()) {
      link.map(worker.peer().worker(), order.iteration(), given);
    }
  }

  private void withdraw(WorkerId other, int split) {
    splits.withdrawn(split, other);
    crew.find(other)
        .ifPresent(
            worker -> {
              worker.orders().remove(split);
              link.cancel(other, order.iteration(), List.of(split));
            });
  }

  private boolean wantsMore(Worker worker, Pace pace) {
    if (worker.orders().size() < AHEAD * worker.cores()) {
      return true;
    }
    return pace.known() && ordersMs(worker, pace) < AHEAD_MS;
  }

  /** Expected time until a worker is done with what it was ordered. */
  private double ordersMs(Worker worker, Pace pace) {
    double ms = 0;
    for (int split : worker.orders()) {
      long bytes = splits.piece(split).bytes();
      boolean held = splits.holders(split).contains(worker.peer().worker());
      ms += held ? pace.warmMs(bytes) : pace.coldMs(bytes);
    }
    return ms / worker.cores();
  }

  private List<PlacementPolicy.Waiting> waiting(Worker taker, List<Integer> queued, Pace pace) {
    WorkerId id = taker.peer().worker();
    Map<WorkerId, Double> backlog = new HashMap<>();
    List<PlacementPolicy.Waiting> waiting = new ArrayList<>();
    for (int split : queued) {
      if (splits.failedAt(split).contains(id)
          && splits.failedAt(split).size() < crew.workers().size()) {
        continue;
      }
      WorkerId home = splits.home(split);
      double before = 0;
      if (home != null && pace.known()) {
        Worker owner = crew.find(home).orElse(null);
        before = backlog.getOrDefault(home, owner == null ? 0 : ordersMs(owner, pace));
        double own = pace.warmMs(splits.piece(split).bytes());
        backlog.put(home, before + own / (owner == null ? 1 : owner.cores()));
      }
      waiting.add(
          new PlacementPolicy.Waiting(
              split, splits.piece(split), home, before, splits.holders(split)));
    }
    return waiting;
  }

  private Seat seat(Worker worker) {
    WorkerId id = worker.peer().worker();
    return new Seat(id, worker.node(), worker.cores() * meter.speed(id));
  }
}
