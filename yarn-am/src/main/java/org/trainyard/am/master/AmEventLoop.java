package org.trainyard.am.master;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One queue and the one thread that takes from it. {@link #post} may be called from any thread;
 * everything else belongs to the thread that calls {@link #run}.
 */
final class AmEventLoop {
  private final BlockingQueue<AmEvent> queue = new LinkedBlockingQueue<>();
  private final Clock clock;
  private final Duration tick;

  /** Ticks whenever nothing happened for {@code tick}. */
  AmEventLoop(Clock clock, Duration tick) {
    this.clock = clock;
    this.tick = tick;
  }

  /** Adds an event; never blocks. */
  void post(AmEvent event) {
    queue.add(event);
  }

  /**
   * Hands events to {@code goOn} in order until it answers no. An exception that escapes from it
   * becomes the event of a failed run, once; a second one ends the loop.
   */
  void run(Predicate<AmEvent> goOn) throws InterruptedException {
    boolean failedBefore = false;
    while (true) {
      AmEvent event = queue.poll(tick.toMillis(), TimeUnit.MILLISECONDS);
      try {
        if (!goOn.test(event == null ? new AmEvent.Tick(clock.instant()) : event)) {
          return;
        }
      } catch (RuntimeException e) {
        if (failedBefore) {
          throw e;
        }
        failedBefore = true;
        queue.add(new AmEvent.TrainingFailed(e));
      }
    }
  }
}
