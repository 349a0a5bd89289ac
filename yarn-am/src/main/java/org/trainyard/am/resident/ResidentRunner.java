package org.trainyard.am.resident;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.trainyard.am.exchange.StateCodec;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.engine.Checkpoints;
import org.trainyard.mapreduce.engine.IterationFailedException;
import org.trainyard.mapreduce.engine.IterationRunner;
import org.trainyard.mapreduce.engine.RunContext;
import org.trainyard.mapreduce.engine.StoppedException;
import org.trainyard.mapreduce.iteration.PartialWritable;
import org.trainyard.mapreduce.iteration.Step;
import org.trainyard.mapreduce.iteration.Sums;

/**
 * The engine of containers that stay: workers keep their splits over the iterations, the master
 * hands the state out, takes the sums in, and takes the step. Belongs to the run's thread.
 */
public final class ResidentRunner implements IterationRunner, AutoCloseable {
  /** How often a wish to stop is looked for while workers work. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /**
   * States of so few coordinates go on as they are; larger ones as files that are read piecewise.
   */
  private static final int SMALL = 1 << 18;

  private final ResidentSite site;
  private final Duration patience;
  private ResidentSite.Open open;

  /**
   * At a site, where it opens with the first iteration.
   *
   * @param patience how long to wait for a first worker before giving an iteration up, or null for
   *     ever
   */
  ResidentRunner(ResidentSite site, Duration patience) {
    this.site = site;
    this.patience = patience;
  }

  /** In YARN's containers. */
  public static ResidentRunner on(YarnSite site, Duration patience) {
    return new ResidentRunner(site, patience);
  }

  @Override
  public String engine() {
    return "resident";
  }

  @Override
  public Result run(RunContext run, int k, State before) throws IOException, InterruptedException {
    if (open == null) {
      open = site.open(run);
    }
    Checkpoints checkpoints = new Checkpoints(run.conf(), run.layout());
    checkpoints.discard(k);
    open.states().publish(k, StateCodec.encode(before));
    IterationOrder order =
        new IterationOrder(k, patience, run.listener(), new CompletableFuture<>());
    open.engine().ask(order);
    Totals totals = Sums.join(run.algorithm().shape(before), await(order, run));
    Step step = Step.take(run.problem(), run.algorithm(), before, totals);
    checkpoints.write(k, step);
    boolean inMemory = step.next() != null && totals.vectors().length <= SMALL;
    return new Result(inMemory ? step.next() : checkpoints.read(k), null);
  }

  private List<PartialWritable> await(IterationOrder order, RunContext run)
      throws IOException, InterruptedException {
    try {
      while (true) {
        Optional<String> asked = run.stop().asked();
        if (asked.isPresent()) {
          throw new StoppedException(asked.get());
        }
        try {
          return order.sums().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          // Not yet: look for a wish to stop again.
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IterationFailedException(
          "Iteration " + order.iteration() + " failed: " + e.getCause(), e.getCause());
    } finally {
      open.engine().giveUp(order.iteration());
    }
  }

  /** All workers leave. */
  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
