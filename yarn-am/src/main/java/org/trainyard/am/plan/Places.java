package org.trainyard.am.plan;

/**
 * Where a run could be carried out.
 *
 * @param threads of this process
 * @param heapBytes that this process may use
 * @param cluster null where there is none
 */
public record Places(int threads, long heapBytes, Cluster cluster) {
  /**
   * A cluster as it is now.
   *
   * @param splits map tasks that one iteration of the chained engine would have
   * @param taskMemoryMb memory of a map task's container in MiB
   * @param containers of the resident engine
   * @param containerMemoryMb memory of each in MiB
   * @param containerThreads of each
   * @param masterMemoryMb memory of the ApplicationMaster's container in MiB
   * @param packTasks map tasks that would pack
   * @param room what limits the number of containers, in words
   */
  public record Cluster(
      int splits,
      long taskMemoryMb,
      int containers,
      long containerMemoryMb,
      int containerThreads,
      long masterMemoryMb,
      int packTasks,
      String room) {}
}
