package org.trainyard.am.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.trainyard.mapreduce.iteration.PartialWritable;

/**
 * What a worker keeps of an iteration: the partials of the splits that count, added up.
 * Thread-safe; large partials are added outside the monitor, by the threads that bring them.
 *
 * <p>A shard is given out only when no verdict is under way: a split that the master counts is in
 * it. What was given out for an attempt at reducing stays as it is for that attempt.
 */
final class Contribution {
  private static final int SMALL_BYTES = 1 << 16;
  private static final int MANY = 32;

  private final long verdictWaitMs;
  private final List<PartialWritable[]> parts = new ArrayList<>();
  private int undecided;
  private boolean over;
  private int attempt;
  private byte[][] given;

  /** An empty one; a shard is refused after waiting so long for verdicts. */
  Contribution(long verdictWaitMs) {
    this.verdictWaitMs = verdictWaitMs;
  }

  /** A verdict is asked for: {@link #keep} or {@link #drop} follows, or all is over. */
  synchronized void deciding() {
    undecided++;
  }

  /** The split does not count. */
  synchronized void drop() {
    undecided--;
    notifyAll();
  }

  /** The split counts: adds its partial. */
  void keep(PartialWritable[] partial) throws IOException, InterruptedException {
    PartialWritable[] mine = partial;
    for (List<PartialWritable[]> others = addOrTake(mine);
        !others.isEmpty();
        others = addOrTake(mine)) {
      others.add(mine);
      mine = Tasks.combine(others);
    }
    drop();
  }

  /** Leaves a partial here, or takes those away that are to be added to it. */
  private synchronized List<PartialWritable[]> addOrTake(PartialWritable[] mine) {
    List<PartialWritable[]> taken = new ArrayList<>();
    if (!small(mine) && !parts.isEmpty()) {
      taken.add(parts.remove(parts.size() - 1));
    } else if (parts.size() >= MANY) {
      taken.addAll(parts);
      parts.clear();
    } else if (!over) {
      parts.add(mine);
    }
    return taken;
  }

  /** Whether a partial is too small to make much ado about. */
  static boolean small(PartialWritable[] partial) {
    long bytes = 0;
    for (PartialWritable shard : partial) {
      bytes += shard.length();
    }
    return bytes <= SMALL_BYTES;
  }

  /** The iteration is over: whoever waits gets nothing. */
  synchronized void end() {
    over = true;
    parts.clear();
    given = null;
    notifyAll();
  }

  /** One shard, written; the same array each time for the same attempt. */
  synchronized byte[] shard(int forAttempt, int shard) throws IOException, InterruptedException {
    awaitVerdicts();
    if (over || parts.isEmpty()) {
      throw new IOException("This worker keeps nothing of the iteration");
    }
    if (forAttempt < attempt) {
      throw new IOException(
          "Attempt " + forAttempt + " at reducing is over: " + attempt + " has begun");
    }
    if (forAttempt > attempt) {
      give(parts.size() == 1 ? parts.get(0) : Tasks.combine(parts));
      attempt = forAttempt;
    }
    return given[shard];
  }

  private void give(PartialWritable[] all) throws IOException {
    byte[][] written = new byte[all.length][];
    PartialWritable[] same = new PartialWritable[all.length];
    for (int shard = 0; shard < all.length; shard++) {
      written[shard] = all[shard].toBytes();
      same[shard] = PartialWritable.ofBytes(written[shard]);
      all[shard] = null;
    }
    parts.clear();
    parts.add(same);
    given = written;
  }

  private void awaitVerdicts() throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(verdictWaitMs);
    while (undecided > 0 && !over) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        throw new IOException("The verdict on " + undecided + " split(s) is still under way");
      }
      wait(left);
    }
  }
}
