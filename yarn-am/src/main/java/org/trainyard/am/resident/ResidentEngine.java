package org.trainyard.am.resident;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.container.ContainerListener;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Hello;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.exchange.Pulse;
import org.trainyard.am.exchange.Reduced;
import org.trainyard.am.exchange.Setup;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.am.exchange.WorkerInbox;

/**
 * The one queue and the one thread of the resident engine: what YARN, the workers and the run say
 * becomes an event on it, and {@link ResidentMaster} takes one after the other.
 */
final class ResidentEngine implements WorkerInbox, ContainerListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResidentEngine.class);

  /** Silence, slowness and empty waiting are looked for so often. */
  private static final Duration TICK = Duration.ofMillis(250);

  /** How long the end may take. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final BlockingQueue<ResidentEvent> queue = new LinkedBlockingQueue<>();
  private final Clock clock = Clock.systemUTC();
  private ResidentMaster master;
  private Thread thread;
  private volatile boolean over;
  private volatile IterationOrder running;

  /** The thread begins, and {@code decides} takes what was posted meanwhile and what will be. */
  void start(ResidentMaster decides) {
    master = decides;
    thread = new Thread(this::loop, "resident");
    thread.setDaemon(true);
    thread.start();
  }

  /** Adds an event; never blocks. */
  void post(ResidentEvent event) {
    queue.add(event);
    if (over) {
      refuseAll();
    }
  }

  /** Asks for an iteration; its answer comes with the order. */
  void ask(IterationOrder order) {
    running = order;
    post(new ResidentEvent.IterationAsked(order));
  }

  /** Nobody waits for it any more. */
  void giveUp(int iteration) {
    post(new ResidentEvent.IterationGivenUp(iteration));
  }

  /** All workers leave; waits for that a little. */
  @Override
  public void close() {
    post(new ResidentEvent.Closed("the run needs no worker any more"));
    try {
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    long ticked = clock.millis();
    try {
      boolean more = true;
      while (more) {
        ResidentEvent event = queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (event != null) {
          more = master.handle(event, clock.instant());
        }
        if (more && clock.millis() - ticked >= TICK.toMillis()) {
          ticked = clock.millis();
          more = master.handle(new ResidentEvent.Tick(), clock.instant());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("The resident engine failed", e);
      IterationOrder order = running;
      if (order != null) {
        order.sums().completeExceptionally(e);
      }
      throw e;
    } finally {
      over = true;
      refuseAll();
    }
  }

  /** Nobody decides any more: who waits for an answer gets none. */
  private void refuseAll() {
    IllegalStateException refusal = new IllegalStateException("The resident engine has ended");
    for (ResidentEvent event = queue.poll(); event != null; event = queue.poll()) {
      if (event instanceof ResidentEvent.WorkerCame came) {
        came.answer().completeExceptionally(refusal);
      } else if (event instanceof ResidentEvent.SplitMapped mapped) {
        mapped.answer().completeExceptionally(refusal);
      } else if (event instanceof ResidentEvent.IterationAsked asked) {
        asked.order().sums().completeExceptionally(refusal);
      }
    }
  }

  @Override
  public Setup hello(Hello hello) {
    CompletableFuture<Setup> answer = new CompletableFuture<>();
    post(new ResidentEvent.WorkerCame(hello, answer));
    return answer.join();
  }

  @Override
  public void alive(WorkerId worker, Pulse pulse) {
    post(new ResidentEvent.WorkerAlive(worker, pulse));
  }

  @Override
  public Verdict mapped(WorkerId worker, Mapped mapped) {
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    post(new ResidentEvent.SplitMapped(worker, mapped, answer));
    return answer.join();
  }

  @Override
  public void reduced(WorkerId worker, Reduced reduced) {
    post(new ResidentEvent.ShardReduced(worker, reduced));
  }

  @Override
  public void failed(WorkerId worker, Failed failed) {
    post(new ResidentEvent.OrderFailed(worker, failed));
  }

  @Override
  public void unreachable(WorkerId worker, String cause) {
    post(new ResidentEvent.WorkerUnreachable(worker, cause));
  }

  @Override
  public void granted(Grant grant) {
    post(new ResidentEvent.ContainerGranted(grant));
  }

  @Override
  public void ended(String container, int exitStatus, String diagnostics) {
    post(new ResidentEvent.ContainerEnded(container, exitStatus, diagnostics));
  }

  @Override
  public void startFailed(String container, String cause) {
    post(new ResidentEvent.StartFailed(container, cause));
  }

  @Override
  public void preempted(List<String> containers) {
    post(new ResidentEvent.PreemptionAsked(containers));
  }
}
