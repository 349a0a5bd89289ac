package org.trainyard.am.resident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.container.ContainerEnd;
import org.trainyard.am.container.ContainerLedger;
import org.trainyard.am.container.ContainerLedger.State;
import org.trainyard.am.container.ContainerLink;
import org.trainyard.am.container.ContainerListener.Grant;
import org.trainyard.am.container.ContainerListener.Origin;
import org.trainyard.am.container.ContainerPlan;
import org.trainyard.am.container.ContainerSize;
import org.trainyard.am.container.FailureBudget;
import org.trainyard.am.container.Heads;
import org.trainyard.am.container.NodeLedger;
import org.trainyard.am.container.RequestPolicy;
import org.trainyard.am.exchange.Hello;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.am.exchange.WorkerLink;
import org.trainyard.formats.event.RunEvent;

/**
 * The containers and the workers in them: hires, welcomes, notices who is gone. Belongs to the
 * engine's thread.
 */
final class Crew {
  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

  /** Containers that are smaller than wanted by no more than this will do. */
  private static final double TOLERANCE = 1.25;

  /** So many orders that fail on one worker are too many. */
  private static final int MOST_STRIKES = 3;

  private static final String PREEMPTED = "the queue needs its container elsewhere";

  private final ContainerLink containers;
  private final WorkerLink link;
  private final ResidentSettings settings;
  private final ContainerLedger ledger = new ContainerLedger();
  private final NodeLedger nodes = new NodeLedger();
  private final Map<WorkerId, Worker> workers = new LinkedHashMap<>();
  private final FailureBudget budget = new FailureBudget(3);
  private final CrewDiary diary;
  private ContainerPlan plan;
  private List<List<String>> hosts;
  private boolean resting;
  private Heads asked = Heads.NONE;
  private Instant gpuWaiting;
  private int hired;

  Crew(ContainerLink containers, WorkerLink link, ResidentSettings settings, CrewDiary diary) {
    this.diary = diary;
    this.containers = containers;
    this.link = link;
    this.settings = settings;
  }

  /**
   * From now on there is something else to do. Containers stay, unless they are much too small for
   * it: then all are replaced.
   */
  void serve(Course course, Instant now) {
    ContainerPlan next = course.staff();
    if (plan != null && next.size().memoryMb() <= TOLERANCE * plan.size().memoryMb()) {
      next = next.sized(plan.size());
    } else if (plan != null) {
      dissolve("larger containers are needed", now);
    }
    plan = next;
    hired = 0;
    budget.allow(3 + plan.containers());
    List<Piece> pieces = course.pieces();
    hosts =
        RequestPolicy.hosts(
            pieces.stream()
                .map(piece -> new RequestPolicy.Located(piece.bytes(), piece.hosts()))
                .toList(),
            plan.containers());
  }

  /** From now on containers are wanted. */
  void muster() {
    resting = false;
    hire();
  }

  /** Gives all back; until they are wanted again, none is asked for. */
  void rest(String why, Instant now) {
    resting = true;
    dissolve(why, now);
  }

  /** Asks for what is missing, takes back what is too much. */
  void hire() {
    if (resting) {
      return;
    }
    Heads more = RequestPolicy.more(plan, ledger.heads(), asked);
    ask(more.gpu(), plan.size().withGpus(1));
    ask(more.plain(), plan.size());
    Heads less = Heads.NONE.without(more);
    if (less.all() > 0) {
      containers.withdraw(less);
    }
    asked = asked.plus(more);
  }

  private void ask(int count, ContainerSize size) {
    for (int c = 0; c < count; c++) {
      containers.ask(size, hosts.get(hired++ % hosts.size()));
    }
  }

  /**
   * GPUs that were free when they were counted may not be any more: who asks too long for one goes
   * on without, if that is allowed.
   */
  void settleForLess(Instant now) {
    if (asked.gpu() == 0 || resting || settings.gpuPatience() == null) {
      gpuWaiting = null;
    } else if (gpuWaiting == null) {
      gpuWaiting = now;
    } else if (late(gpuWaiting, settings.gpuPatience(), now)) {
      gpuWaiting = null;
      diary.said(
          asked.gpu()
              + " GPU(s) did not come in "
              + settings.gpuPatience().toSeconds()
              + " s: so many containers do without");
      plan = plan.staffed(plan.containers(), ledger.heads().gpu());
    }
  }

  /** A container is ours: its worker is started, or, if it is one too many, it goes back. */
  void granted(Grant grant, Instant now) {
    ledger.granted(grant.container(), grant.host(), grant.gpus(), now);
    diary.granted(grant, plan.size());
    if (grant.origin() == Origin.KEPT) {
      ledger.become(grant.container(), State.STARTING, now);
      LOG.info("{} on {} is left from an earlier attempt", grant.container(), grant.host());
      return;
    }
    asked = asked.without(Heads.one(grant.gpus()));
    if (ledger.live() > plan.containers()) {
      ledger.become(grant.container(), State.LEAVING, now);
      diary.left(
          grant.container(), grant.host(), RunEvent.Leaving.RETURNED, "there are enough already");
      containers.release(grant.container());
      return;
    }
    LOG.info("{} on {} is granted", grant.container(), grant.host());
    ledger.become(grant.container(), State.STARTING, now);
    containers.start(grant.container());
  }

  /** YARN says that a container is gone; the worker that was in it, if one was. */
  Optional<WorkerId> ended(String container, int exitStatus, String diagnostics) {
    Optional<ContainerLedger.Entry> entry = ledger.gone(container);
    WorkerId worker = new WorkerId(container);
    boolean was = workers.remove(worker) != null;
    if (entry.isPresent() && entry.get().state() != State.LEAVING) {
      diary.ended(container, entry.get().host(), exitStatus, diagnostics);
    }
    if (entry.isPresent()
        && entry.get().state() != State.LEAVING
        && ContainerEnd.of(exitStatus) == ContainerEnd.FAILED) {
      blame(
          entry.get().host(),
          container
              + " on "
              + entry.get().host()
              + " ended: "
              + ContainerEnd.describe(exitStatus, diagnostics));
    } else if (was) {
      LOG.info("{} is gone: {}", container, ContainerEnd.describe(exitStatus, diagnostics));
    }
    link.forget(worker);
    return was ? Optional.of(worker) : Optional.empty();
  }

  /** A container could not be started. */
  void startFailed(String container, String cause, Instant now) {
    if (ledger.is(container, State.STARTING)) {
      String host = ledger.find(container).orElseThrow().host();
      dismiss(container, RunEvent.Leaving.FAILED, "it could not be started: " + cause, now);
      blame(host, container + " on " + host + " could not be started: " + cause);
    }
  }

  /** A worker is there; whether it is one of ours. */
  boolean welcome(Hello hello, Instant now) {
    WorkerId id = hello.peer().worker();
    String container = id.container();
    if (ledger.is(container, State.STARTING)) {
      ledger.become(container, State.RUNNING, now);
    } else if (!ledger.is(container, State.RUNNING)) {
      LOG.warn("{} said hello and is none of ours", id);
      return false;
    }
    String node = ledger.find(container).orElseThrow().host();
    workers.put(id, new Worker(hello.peer(), node, hello.cores(), now));
    diary.came(container, node, hello.cores(), hello.held().size());
    LOG.info(
        "{} on {} is there: {} core(s), {} split(s) held",
        id,
        node,
        hello.cores(),
        hello.held().size());
    return true;
  }

  /** For now a worker is not there, though its container is; whether it was there. */
  boolean stepsAway(WorkerId worker) {
    return workers.remove(worker) != null;
  }

  /** Gives a worker up: whatever it still does does not count. */
  void lose(WorkerId worker, String why, Instant now) {
    if (workers.containsKey(worker)) {
      LOG.warn("{} is given up: {}", worker, why);
      sendAway(worker, RunEvent.Leaving.LOST, why, now);
    }
  }

  private void sendAway(WorkerId worker, RunEvent.Leaving how, String why, Instant now) {
    workers.remove(worker);
    link.leave(worker, why);
    dismiss(worker.container(), how, why, now);
  }

  /** Something failed on a worker that is not the data's fault; whether that was once too often. */
  boolean strike(WorkerId worker) {
    Worker struck = workers.get(worker);
    if (struck == null) {
      return false;
    }
    nodes.strike(struck.node());
    containers.leaveOut(nodes.leftOut(containers.nodes()));
    return struck.strike() >= MOST_STRIKES;
  }

  /** Gives containers back; the workers that were in them. */
  List<WorkerId> giveBack(List<String> wanted, Instant now) {
    List<WorkerId> gone = new ArrayList<>();
    for (String container : wanted) {
      WorkerId worker = new WorkerId(container);
      if (workers.containsKey(worker)) {
        LOG.warn("{} is given up: {}", worker, PREEMPTED);
        sendAway(worker, RunEvent.Leaving.TAKEN, PREEMPTED, now);
        gone.add(worker);
      } else if (ledger.find(container).isPresent() && !ledger.is(container, State.LEAVING)) {
        dismiss(container, RunEvent.Leaving.TAKEN, PREEMPTED, now);
      }
    }
    return gone;
  }

  /** Workers that have said nothing for too long; containers that never did are given back. */
  List<WorkerId> silent(Instant now) {
    for (String container : ledger.in(State.STARTING)) {
      ContainerLedger.Entry entry = ledger.find(container).orElseThrow();
      if (late(entry.since(), settings.start(), now)) {
        String silence = "said nothing for " + settings.start();
        dismiss(container, RunEvent.Leaving.FAILED, "it " + silence, now);
        blame(entry.host(), container + " on " + entry.host() + " " + silence);
      }
    }
    return workers.values().stream()
        .filter(worker -> late(worker.heard(), settings.silence(), now))
        .map(worker -> worker.peer().worker())
        .toList();
  }

  /** All leave. */
  void dissolve(String why, Instant now) {
    containers.withdraw(asked);
    asked = Heads.NONE;
    RunEvent.Leaving how = RunEvent.Leaving.RETURNED;
    List.copyOf(workers.keySet()).forEach(worker -> sendAway(worker, how, why, now));
    for (State state : List.of(State.GRANTED, State.STARTING)) {
      ledger.in(state).forEach(container -> dismiss(container, how, why, now));
    }
  }

  Optional<Worker> find(WorkerId worker) {
    return Optional.ofNullable(workers.get(worker));
  }

  Collection<Worker> workers() {
    return workers.values();
  }

  FailureBudget budget() {
    return budget;
  }

  /** Containers that will be here soon, or are. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "%d of %d containers at work, %d starting, %d asked for (%d MiB, %d core(s) each)",
        workers.size(),
        plan.containers(),
        ledger.in(State.STARTING).size(),
        asked.all(),
        plan.size().memoryMb(),
        plan.size().cores());
  }

  /** Tells what is waited for, if that changed. */
  void tellStaff() {
    if (plan == null) {
      return;
    }
    diary.staffed(
        plan.containers(),
        asked.all(),
        ledger.in(State.STARTING).size(),
        workers.size(),
        plan.size());
  }

  /** Containers that are being started. */
  int starting() {
    return ledger.in(State.STARTING).size();
  }

  private void dismiss(String container, RunEvent.Leaving how, String why, Instant now) {
    if (!ledger.is(container, State.LEAVING)) {
      diary.left(container, ledger.find(container).orElseThrow().host(), how, why);
      ledger.become(container, State.LEAVING, now);
      containers.release(container);
    }
  }

  private void blame(String host, String cause) {
    LOG.warn("{}", cause);
    budget.spend(cause);
    nodes.strike(host);
    containers.leaveOut(nodes.leftOut(containers.nodes()));
  }

  private static boolean late(Instant since, Duration most, Instant now) {
    return Duration.between(since, now).compareTo(most) > 0;
  }
}
