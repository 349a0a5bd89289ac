package org.trainyard.am.resident;

import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.trainyard.am.container.ContainerEnd;
import org.trainyard.am.container.ContainerListener.Grant;
import org.trainyard.am.container.ContainerListener.Origin;
import org.trainyard.am.container.ContainerSize;
import org.trainyard.formats.event.RunEvent;

/**
 * Tells what becomes of containers and workers, and what is waited for, as events. Belongs to the
 * engine's thread.
 */
final class CrewDiary {
  private final Consumer<RunEvent> events;
  private final Clock clock;
  private final String queue;
  private RunEvent.Waiting last;

  /**
   * For listeners.
   *
   * @param queue of the application, or null
   */
  CrewDiary(Consumer<RunEvent> events, Clock clock, String queue) {
    this.events = events;
    this.clock = clock;
    this.queue = queue;
  }

  /** Nobody listens. */
  static CrewDiary none() {
    return new CrewDiary(event -> {}, Clock.systemUTC(), null);
  }

  void granted(Grant grant, ContainerSize size) {
    events.accept(
        new RunEvent.ContainerGranted(
            clock.millis(),
            grant.container(),
            grant.host(),
            grant.origin() == Origin.KEPT ? RunEvent.Origin.KEPT : RunEvent.Origin.ASKED,
            size.memoryMb(),
            size.cores(),
            grant.log()));
  }

  void said(String sentence) {
    events.accept(new RunEvent.Said(clock.millis(), RunEvent.Level.INFO, sentence));
  }

  void came(String container, String node, int cores, int splitsHeld) {
    events.accept(new RunEvent.WorkerCame(clock.millis(), container, node, cores, splitsHeld));
  }

  void left(String container, String node, RunEvent.Leaving how, String why) {
    events.accept(new RunEvent.ContainerLeft(clock.millis(), container, node, how, why));
  }

  /** YARN says that a container is gone. */
  void ended(String container, String node, int exitStatus, String diagnostics) {
    RunEvent.Leaving how =
        switch (ContainerEnd.of(exitStatus)) {
          case WANTED -> RunEvent.Leaving.RETURNED;
          case TAKEN -> RunEvent.Leaving.TAKEN;
          case FAILED -> RunEvent.Leaving.FAILED;
        };
    left(container, node, how, ContainerEnd.describe(exitStatus, diagnostics));
  }

  /** How many containers are where; told when it changed and somebody waits, or waits no more. */
  void staffed(int wanted, int asked, int starting, int working, ContainerSize size) {
    String sentence = null;
    if (asked > 0) {
      sentence =
          String.format(
              Locale.ROOT,
              "waiting for %d of %d containers (%d MiB, %d core%s each)%s",
              asked,
              wanted,
              size.memoryMb(),
              size.cores(),
              size.cores() == 1 ? "" : "s",
              queue == null ? "" : " in queue " + queue);
    } else if (starting > 0) {
      sentence = starting + " of " + wanted + " containers are starting";
    }
    RunEvent.Waiting now =
        new RunEvent.Waiting(0, queue, wanted, asked, starting, working, sentence);
    boolean silent = sentence == null && (last == null || last.sentence() == null);
    if (!silent && !Objects.equals(now, last)) {
      events.accept(
          new RunEvent.Waiting(clock.millis(), queue, wanted, asked, starting, working, sentence));
    }
    last = now;
  }
}
