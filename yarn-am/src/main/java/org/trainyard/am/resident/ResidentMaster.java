package org.trainyard.am.resident;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.exchange.Hello;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.am.exchange.WorkerLink;

/**
 * The resident engine's decisions: takes one event after the other, updates the ledgers, asks the
 * policies, calls the links. All of it on one thread.
 */
final class ResidentMaster {
  private static final Logger LOG = LoggerFactory.getLogger(ResidentMaster.class);

  private final Crew crew;
  private final WorkerLink link;
  private final ResidentSettings settings;
  private final Consumer<ResidentEvent> events;
  private final PackerLedger packers = new PackerLedger();
  private Course course;
  private SplitLedger splits;
  private PaceMeter meter;
  private Round round;
  private Instant waitingSince;

  /**
   * Of a crew.
   *
   * @param course what it works on at first
   * @param events takes what happens later
   */
  ResidentMaster(
      Crew crew,
      Course course,
      WorkerLink link,
      ResidentSettings settings,
      Consumer<ResidentEvent> events) {
    this.crew = crew;
    this.link = link;
    this.settings = settings;
    this.events = events;
    take(course, Instant.EPOCH);
  }

  /** Takes one event; answers whether there is more to wait for. */
  boolean handle(ResidentEvent event, Instant now) {
    if (event instanceof ResidentEvent.IterationAsked asked) {
      int shards = course.setup().shards();
      round = new Round(asked.order(), crew, splits, link, settings, shards, meter, events);
      waitingSince = now;
      crew.muster();
      round.begin(now);
    } else if (event instanceof ResidentEvent.IterationGivenUp gone) {
      if (round != null && round.iteration() == gone.iteration()) {
        finish();
      }
    } else if (event instanceof ResidentEvent.Closed closed) {
      finish();
      crew.dissolve(closed.why(), now);
      return false;
    } else if (event instanceof ResidentEvent.Tick) {
      tick(now);
    } else if (!staffing(event, now) && !container(event, now)) {
      worker(event, now);
    }
    crew.tellStaff();
    if (round != null && (crew.starting() > 0 || !crew.workers().isEmpty())) {
      round.order().marks().staffed(now);
    }
    if (round != null && round.over()) {
      finish();
    }
    return true;
  }

  /** Whether the event was about what there is to do, and who is there for it. */
  private boolean staffing(ResidentEvent event, Instant now) {
    if (event instanceof ResidentEvent.CrewAsked) {
      crew.muster();
    } else if (event instanceof ResidentEvent.CrewReleased released) {
      crew.workers().forEach(worker -> splits.lost(worker.peer().worker()));
      crew.rest(released.why(), now);
    } else if (event instanceof ResidentEvent.CourseSet set) {
      take(set.course(), now);
      crew.muster();
    } else {
      return false;
    }
    return true;
  }

  /** Begins with other data; whoever is there is told when it is known how they are cut. */
  private void take(Course next, Instant now) {
    if (course != null && !course.setup().packed()) {
      splits.forEachKept(packers::packed);
    }
    course = next;
    splits = new SplitLedger(next.pieces());
    meter = new PaceMeter();
    crew.serve(next, now);
    if (next.setup().packed()) {
      splits.settle(packers::ofMost, worker -> crew.find(worker).isPresent());
      crew.workers().forEach(worker -> link.setUp(worker.peer().worker(), next.setup()));
    }
  }

  /** One line about the crew. */
  String describe() {
    return crew.describe() + ", " + splits.heldSplits() + " splits held";
  }

  /** Whether the event was about a container. */
  private boolean container(ResidentEvent event, Instant now) {
    if (event instanceof ResidentEvent.ContainerGranted granted) {
      crew.granted(granted.grant(), now);
    } else if (event instanceof ResidentEvent.ContainerEnded ended) {
      crew.ended(ended.container(), ended.exitStatus(), ended.diagnostics())
          .ifPresent(worker -> lost(worker, now));
      crew.hire();
    } else if (event instanceof ResidentEvent.StartFailed failed) {
      crew.startFailed(failed.container(), failed.cause(), now);
      crew.hire();
    } else if (event instanceof ResidentEvent.PreemptionAsked asked) {
      crew.giveBack(asked.containers(), now).forEach(worker -> lost(worker, now));
    } else {
      return false;
    }
    failIfHopeless(now);
    return true;
  }

  private void worker(ResidentEvent event, Instant now) {
    if (event instanceof ResidentEvent.WorkerCame came) {
      welcome(came.hello(), now);
      came.answer().complete(course.setup());
      proceed(now);
    } else if (event instanceof ResidentEvent.WorkerAlive alive) {
      heard(alive.worker(), now);
    } else if (event instanceof ResidentEvent.SplitMapped mapped) {
      heard(mapped.worker(), now);
      mapped
          .answer()
          .complete(
              round == null ? Verdict.DROP : round.mapped(mapped.worker(), mapped.mapped(), now));
      proceed(now);
    } else if (event instanceof ResidentEvent.ShardReduced reduced) {
      heard(reduced.worker(), now);
      if (round != null) {
        round.reducing().reduced(reduced.worker(), reduced.reduced());
      }
    } else if (event instanceof ResidentEvent.SumCame came) {
      if (round != null && round.reducing().came(came)) {
        lose(came.worker(), "its sum cannot be had: " + came.cause(), now);
      }
    } else if (event instanceof ResidentEvent.OrderFailed failed) {
      heard(failed.worker(), now);
      WorkerId guilty = round == null ? null : round.failed(failed.worker(), failed.failed(), now);
      if (guilty != null) {
        lose(guilty, failed.failed().cause(), now);
      }
      proceed(now);
    } else if (event instanceof ResidentEvent.WorkerUnreachable unreachable) {
      lose(unreachable.worker(), unreachable.cause(), now);
    }
  }

  private void tick(Instant now) {
    for (WorkerId worker : crew.silent(now)) {
      lose(worker, "it said nothing for " + settings.silence().toSeconds() + " s", now);
    }
    crew.settleForLess(now);
    if (round != null) {
      crew.hire();
      round.assign(now);
      round.speculate(now);
      failIfHopeless(now);
    }
  }

  private void welcome(Hello hello, Instant now) {
    WorkerId id = hello.peer().worker();
    if (crew.stepsAway(id)) {
      // It lost us and found us again: of the running iteration it has kept nothing.
      LOG.info("{} says hello again", id);
      lost(id, now);
    }
    if (!crew.welcome(hello, now)) {
      link.leave(id, "this container was given up");
      return;
    }
    if (hello.splits() == course.setup().splits()) {
      splits.holds(id, hello.held());
    }
  }

  private void heard(WorkerId worker, Instant now) {
    crew.find(worker).ifPresent(known -> known.heard(now));
  }

  private void lose(WorkerId worker, String why, Instant now) {
    if (crew.find(worker).isPresent()) {
      crew.lose(worker, why, now);
      lost(worker, now);
      crew.hire();
    }
  }

  private void lost(WorkerId worker, Instant now) {
    if (round == null) {
      splits.lost(worker);
      meter.forget(worker);
    } else {
      round.lost(worker, now);
    }
  }

  private void proceed(Instant now) {
    if (round != null) {
      round.proceed(now);
    }
  }

  /**
   * With nobody at work for too long, or too many failures, the iteration is better off without.
   */
  private void failIfHopeless(Instant now) {
    if (round == null || round.over()) {
      return;
    }
    if (!crew.workers().isEmpty()) {
      waitingSince = now;
    }
    if (crew.budget().spent()) {
      String cause = crew.budget().firstCause();
      crew.budget().renew();
      fail(ResidentUnavailableException.Why.FAILURES, "containers fail again and again: " + cause);
      return;
    }
    Duration patience = round.order().patience();
    if (patience != null
        && crew.workers().isEmpty()
        && crew.starting() == 0
        && Duration.between(waitingSince, now).compareTo(patience) > 0) {
      fail(
          ResidentUnavailableException.Why.NO_CONTAINER,
          "no container came in " + patience.toSeconds() + " s");
    }
  }

  private void fail(ResidentUnavailableException.Why why, String message) {
    round.order().sums().completeExceptionally(new ResidentUnavailableException(why, message));
  }

  private void finish() {
    if (round != null) {
      int k = round.iteration();
      crew.workers().forEach(worker -> link.finish(worker.peer().worker(), k));
      round = null;
    }
  }
}
