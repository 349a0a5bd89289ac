package org.trainyard.am.worker;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.exchange.UnreachableException;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.pack.PackOrder;
import org.trainyard.mapreduce.pack.PieceWork;

/**
 * Pieces of raw input that one worker packs. What it makes lies in the file system and is the same
 * whoever makes it: nothing is kept here, so nobody needs to decide whose piece counts.
 */
final class PackWork implements MapSide {
  private static final Logger LOG = LoggerFactory.getLogger(PackWork.class);

  private final int k;
  private final Session session;
  private final WorkerPools pools;
  private final Configuration conf;
  private final Runnable onLost;
  private final Set<Integer> wanted = new HashSet<>();
  private CompletableFuture<PieceWork> work;
  private int ordered;
  private int done;
  private boolean over;

  /**
   * Of a packing.
   *
   * @param k its number
   * @param onLost called when the master gives no answer
   */
  PackWork(int k, Session session, WorkerPools pools, Configuration conf, Runnable onLost) {
    this.k = k;
    this.session = session;
    this.pools = pools;
    this.conf = conf;
    this.onLost = onLost;
  }

  @Override
  public synchronized void map(List<Integer> splits, byte[] order) {
    if (over) {
      return;
    }
    if (work == null || work.isCompletedExceptionally()) {
      work = CompletableFuture.supplyAsync(() -> prepare(order), pools.talk());
    }
    CompletableFuture<PieceWork> with = work;
    for (int piece : splits) {
      if (wanted.add(piece)) {
        ordered++;
        pools.compute().execute(() -> run(piece, with));
      }
    }
  }

  private PieceWork prepare(byte[] sent) {
    try {
      byte[] order = sent.length > 0 ? sent : session.master().before(k);
      return new PieceWork(conf, JsonFile.MAPPER.readValue(order, PackOrder.class));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public synchronized void cancel(List<Integer> splits) {
    splits.forEach(wanted::remove);
  }

  @Override
  public synchronized double fraction() {
    return ordered == 0 ? 0 : (double) done / ordered;
  }

  @Override
  public synchronized void end() {
    over = true;
    wanted.clear();
  }

  private synchronized boolean isWanted(int piece) {
    return wanted.contains(piece);
  }

  private void run(int piece, CompletableFuture<PieceWork> awaited) {
    if (!isWanted(piece)) {
      return;
    }
    try {
      long began = System.nanoTime();
      long rows = awaited.join().pack(piece, () -> isWanted(piece));
      long took = (System.nanoTime() - began) / 1_000_000;
      if (finished(piece)) {
        tell(new Mapped(k, piece, rows, Double.NaN, 0, took, 0, 0, null));
      }
    } catch (CompletionException e) {
      failed(piece, e.getCause());
    } catch (Exception | OutOfMemoryError | LinkageError | StackOverflowError e) {
      failed(piece, e);
    }
  }

  private void tell(Mapped mapped) {
    try {
      session.master().mapped(mapped);
    } catch (IOException e) {
      LOG.warn("Nobody hears that piece {} is packed", mapped.split(), e);
      onLost.run();
    }
  }

  /** A piece is done or has failed; whether anybody wants to know. */
  private synchronized boolean finished(int piece) {
    done++;
    return wanted.remove(piece);
  }

  private void failed(int piece, Throwable cause) {
    if (cause instanceof UnreachableException) {
      onLost.run();
      return;
    }
    if (!finished(piece)) {
      LOG.info("Piece {} is not wanted any more", piece);
      return;
    }
    LOG.warn("Piece {} of the input could not be packed", piece, cause);
    try {
      Failed.Kind kind = Failed.Kind.of(cause);
      session
          .master()
          .failed(new Failed(k, Failed.Task.MAP, piece, 0, kind, null, cause.toString()));
    } catch (IOException e) {
      onLost.run();
    }
  }
}
