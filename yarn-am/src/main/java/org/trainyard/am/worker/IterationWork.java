package org.trainyard.am.worker;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.apache.hadoop.mapred.JobConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.exchange.UnreachableException;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.device.HeldDevice;
import org.trainyard.mapreduce.iteration.IterationInput;

/**
 * The map side of one iteration on one worker: its orders, the splits that it maps, what it keeps.
 * Thread-safe. When it is over, nothing of it is left, and what still runs has no effect.
 */
final class IterationWork implements MapSide {
  private static final Logger LOG = LoggerFactory.getLogger(IterationWork.class);

  /** What mappers need. */
  private record Input(RunData data, JobConf conf, int shards, Semaphore slots) {}

  private enum Stage {
    WAITING,
    MAPPING,
    ASKING,
    KEPT
  }

  /** One try at mapping one split; it has an effect only while it is the present one. */
  private static final class Attempt {
    private final int split;
    private Stage stage = Stage.WAITING;
    private SplitReader reader;
    private boolean again;

    Attempt(int split) {
      this.split = split;
    }
  }

  private final int k;
  private final Session session;
  private final WorkerPools pools;
  private final MemoryKeeper memory;
  private final RunDataKeeper data;
  private final HeldDevice device;
  private final Runnable onLost;
  private final Contribution contribution;
  private final Map<Integer, Attempt> attempts = new HashMap<>();
  private CompletableFuture<Input> input;
  private ReceivedState received;
  private boolean over;

  /**
   * Of iteration {@code k}.
   *
   * @param device that this process computes on
   * @param contribution takes what is kept
   * @param onLost called when the master gives no answer
   */
  IterationWork(
      int k,
      Session session,
      WorkerPools pools,
      MemoryKeeper memory,
      RunDataKeeper data,
      HeldDevice device,
      Contribution contribution,
      Runnable onLost) {
    this.k = k;
    this.session = session;
    this.pools = pools;
    this.memory = memory;
    this.data = data;
    this.device = device;
    this.contribution = contribution;
    this.onLost = onLost;
  }

  @Override
  public synchronized double fraction() {
    long done =
        attempts.values().stream().filter(a -> a.stage.compareTo(Stage.ASKING) >= 0).count();
    return attempts.isEmpty() ? 0 : (double) done / attempts.size();
  }

  @Override
  public synchronized void map(List<Integer> splits, byte[] state) {
    if (over) {
      return;
    }
    if (input == null || input.isCompletedExceptionally()) {
      input = data.of(session.setup()).thenApplyAsync(run -> prepare(run, state), pools.talk());
    }
    for (int split : splits) {
      Attempt present = attempts.get(split);
      if (present == null) {
        begin(split);
      } else if (present.stage == Stage.ASKING) {
        present.again = true;
      }
    }
  }

  private void begin(int split) {
    Attempt attempt = new Attempt(split);
    attempts.put(split, attempt);
    CompletableFuture<Input> with = input;
    pools.compute().execute(() -> run(attempt, with));
  }

  /** Takes splits back whose verdict is not asked for yet. */
  @Override
  public synchronized void cancel(List<Integer> splits) {
    for (int split : splits) {
      Attempt present = attempts.get(split);
      if (present != null && present.stage.compareTo(Stage.ASKING) < 0) {
        attempts.remove(split);
        if (present.reader != null) {
          present.reader.cancel();
        }
      }
    }
  }

  @Override
  public void end() {
    synchronized (this) {
      over = true;
      for (Attempt attempt : attempts.values()) {
        if (attempt.reader != null) {
          attempt.reader.cancel();
        }
      }
      attempts.clear();
      if (received != null) {
        received.close();
      }
    }
    contribution.end();
  }

  private Input prepare(RunData run, byte[] sent) {
    try {
      byte[] bytes = sent.length > 0 ? sent : session.master().before(k);
      ReceivedState parameters = take(data.receive(bytes));
      State state = parameters.state();
      int shards = session.setup().shards();
      MemoryPlan plan = memory.plan(run.algorithm().shape(state), parameters);
      run.store().limit(plan.cacheBytes());
      JobConf conf = new IterationInput(run.algorithm(), state, shards, device).handed();
      return new Input(run, conf, shards, new Semaphore(plan.threads()));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** Takes the parameters, and lets those of an earlier try go. */
  private synchronized ReceivedState take(ReceivedState next) throws IOException {
    if (received != null || over) {
      (over ? next : received).close();
    }
    if (over) {
      throw new CancelledException();
    }
    received = next;
    return next;
  }

  private void run(Attempt attempt, CompletableFuture<Input> awaited) {
    try {
      Input with = awaited.join();
      with.slots.acquire();
      try (SplitReader reader = start(with, attempt)) {
        if (reader != null) {
          map(with, attempt, reader);
        }
      } finally {
        with.slots.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancelledException e) {
      LOG.info("Split {} of iteration {} is not wanted any more", attempt.split, k);
    } catch (CompletionException e) {
      failed(attempt, e.getCause());
    } catch (Exception | OutOfMemoryError | LinkageError | StackOverflowError e) {
      failed(attempt, e);
    }
  }

  private synchronized SplitReader start(Input with, Attempt attempt) {
    if (attempts.get(attempt.split) != attempt) {
      return null;
    }
    attempt.stage = Stage.MAPPING;
    attempt.reader = with.data.store().open(attempt.split, k);
    return attempt.reader;
  }

  private void map(Input with, Attempt attempt, SplitReader reader)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Tasks.Output output = Tasks.map(with.conf, with.shards, attempt.split, reader);
    long took = System.nanoTime() - began;
    memory.seen(output.shards());
    synchronized (this) {
      if (attempts.get(attempt.split) != attempt) {
        return;
      }
      attempt.stage = Stage.ASKING;
    }
    SplitStore.Usage usage = with.data.store().usage(attempt.split);
    Mapped mapped =
        new Mapped(
            k,
            attempt.split,
            output.rows(),
            output.loss(),
            reader.readNanos() / 1_000_000,
            (took - reader.readNanos()) / 1_000_000,
            usage.cached(),
            usage.spilled(),
            output.device());
    contribution.deciding();
    if (Contribution.small(output.shards())) {
      // The next split need not wait for the answer.
      pools.talk().execute(() -> settle(attempt, output, mapped));
    } else {
      settle(attempt, output, mapped);
    }
  }

  private void settle(Attempt attempt, Tasks.Output output, Mapped mapped) {
    try {
      if (session.master().mapped(mapped) == Verdict.KEEP) {
        contribution.keep(output.shards());
        kept(attempt);
      } else {
        contribution.drop();
        dropped(attempt);
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Nobody knows whether it counts: nothing of this iteration is given out any more.
      LOG.warn("Split {} of iteration {}: its verdict is lost", attempt.split, k, e);
      onLost.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void kept(Attempt attempt) {
    attempt.stage = Stage.KEPT;
  }

  private synchronized void dropped(Attempt attempt) {
    if (attempts.get(attempt.split) == attempt) {
      attempts.remove(attempt.split);
      if (attempt.again) {
        begin(attempt.split);
      }
    }
  }

  private void failed(Attempt attempt, Throwable cause) {
    synchronized (this) {
      if (attempts.get(attempt.split) != attempt) {
        return;
      }
      attempts.remove(attempt.split);
    }
    LOG.warn("Split {} of iteration {} failed", attempt.split, k, cause);
    if (cause instanceof UnreachableException) {
      onLost.run();
      return;
    }
    Failed.Kind kind = Failed.Kind.of(cause);
    try {
      session
          .master()
          .failed(new Failed(k, Failed.Task.MAP, attempt.split, 0, kind, null, cause.toString()));
    } catch (IOException e) {
      onLost.run();
    }
  }
}
