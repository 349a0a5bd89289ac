package org.trainyard.am.plan;

import org.trainyard.mapreduce.capacity.ModelSize;

/**
 * Where a run could be carried out.
 *
 * @param threads of this process
 * @param heapBytes that this process may use
 * @param cluster null where there is none
 */
public record Places(int threads, long heapBytes, Cluster cluster) {
  /**
   * Heap of a process.
   *
   * @param bytes that it needs beside the data in its hands
   * @param heapBytes that it has
   */
  public record Memory(long bytes, long heapBytes) {
    /** The one of two processes that is nearer to its limit. */
    Memory or(Memory other) {
      return (double) other.bytes / other.heapBytes > (double) bytes / heapBytes ? other : this;
    }
  }

  /**
   * A cluster as it is now.
   *
   * @param splits map tasks that one iteration of the chained engine would have
   * @param reducers of it, at least
   * @param taskHeapBytes heap of a task
   * @param containers of the resident engine
   * @param containerHeapBytes heap of each
   * @param containerThreads of each
   * @param masterHeapBytes heap of the ApplicationMaster
   * @param packTasks map tasks that would pack
   * @param room what limits the number of containers, in words
   */
  public record Cluster(
      int splits,
      int reducers,
      long taskHeapBytes,
      int containers,
      long containerHeapBytes,
      int containerThreads,
      long masterHeapBytes,
      int packTasks,
      String room) {
    /** The only reducer takes the step, too. */
    Memory task(ModelSize size) {
      return new Memory(size.step(1), taskHeapBytes);
    }

    /** The ApplicationMaster takes the step. */
    Memory master(ModelSize size, int shards) {
      return new Memory(size.step(shards), masterHeapBytes);
    }
  }
}
