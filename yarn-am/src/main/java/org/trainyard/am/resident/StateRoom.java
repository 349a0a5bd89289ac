package org.trainyard.am.resident;

import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.capacity.ModelSize;

/**
 * What states may take of the master: on its heap, where the steps visit them and the next
 * iteration runs while they are written, and on its way to the workers.
 *
 * @param heapBytes that this process may use
 * @param shards into which sums are cut
 * @param containers that fetch a state
 */
record StateRoom(long heapBytes, int shards, int containers) {
  /** Of what the step leaves of the heap; the rest is for the new vectors and the collector. */
  private static final int SHARE = 2;

  /** Beside a heap that is too small for anything so little does no harm. */
  private static final long SMALL_BYTES = 8L << 20;

  /** A larger state is left on the disks that all workers share. */
  private static final long MOST_SENT_BYTES = 32L << 20;

  /** What one network card sends in about a second. */
  private static final long MOST_SENT_TO_ALL_BYTES = 1L << 30;

  /** Whether a state stays on the heap beside the step over so many summed coordinates. */
  boolean holds(State state, int coordinates) {
    long step = ModelSize.of(state, coordinates).step(shards);
    return state.heapBytes() <= Math.max(SMALL_BYTES, (heapBytes - step) / SHARE);
  }

  /** Parameters of at most so many bytes are sent; of more it is told where they lie. */
  long mostSentBytes() {
    return Math.min(MOST_SENT_BYTES, MOST_SENT_TO_ALL_BYTES / Math.max(1, containers));
  }
}
