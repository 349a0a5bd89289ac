package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes iterations on a thread of its own while the next one runs, one after the other: the
 * marker of an iteration is never there before that of the one before it. What goes wrong is thrown
 * to whoever waits. Belongs to the run's thread.
 */
final class CheckpointThread implements Durability, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointThread.class);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(CheckpointThread::thread);
  private Future<?> last;
  private boolean told;

  /** Writes what is needed to finish one iteration. */
  @FunctionalInterface
  interface Finish {
    void write() throws IOException;
  }

  /** Begins to finish an iteration when the one before it is finished. */
  void begin(Finish iteration) throws IOException, InterruptedException {
    await();
    last =
        thread.submit(
            () -> {
              iteration.write();
              return null;
            });
  }

  @Override
  public void await() throws IOException, InterruptedException {
    if (last == null) {
      return;
    }
    try {
      last.get();
    } catch (ExecutionException e) {
      told = true;
      throw thrown(e.getCause());
    }
  }

  private static IOException thrown(Throwable cause) {
    if (cause instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  /**
   * Nothing is written any more when this returns. Waits for what is being written; if the run's
   * thread is interrupted, breaks it off: an iteration without its marker is not there.
   */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
        thread.shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    } else {
      warn();
    }
  }

  /** Of what nobody was told because something else went wrong first. */
  private void warn() {
    try {
      if (!told) {
        await();
      }
    } catch (IOException | RuntimeException | InterruptedException e) {
      LOG.warn("The last iteration could not be finished", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "trainyard-checkpoints");
    thread.setDaemon(true);
    return thread;
  }
}
