package org.trainyard.am.container;

import org.trainyard.am.cluster.SplitPolicy;

/**
 * How many containers a run wants, and how large. Pure.
 *
 * @param containers wanted, at least one
 * @param size of each
 * @param holdsAll whether their caches hold all of the data
 * @param withGpu so many of them ask for a GPU each
 */
public record ContainerPlan(int containers, ContainerSize size, boolean holdsAll, int withGpu) {
  private static final long MIB = 1L << 20;

  /** A heap that holds classes, buffers and the protocol, before any data. */
  private static final int BARE_HEAP_MB = 96;

  /** Decoded blocks take about so much more than packed ones. */
  private static final double DECODED = 1.5;

  /**
   * What is to be held and done.
   *
   * @param bytes of the packed data
   * @param factor arithmetic for each value, in units of one linear model
   * @param splits into which the data are cut
   * @param partialBytes of one partial
   */
  public record Need(long bytes, double factor, int splits, long partialBytes) {}

  /**
   * What the user and the cluster's configuration say.
   *
   * @param containers how many; 0 for as many as there is work for
   * @param memoryMb of a container; 0 for what is needed
   * @param cores of a container
   * @param usualMemoryMb what this cluster gives a map task
   * @param largestMemoryMb the largest container that the cluster gives
   * @param cacheShare of the heap that may hold data
   */
  public record Limits(
      int containers,
      int memoryMb,
      int cores,
      int usualMemoryMb,
      long largestMemoryMb,
      double cacheShare) {}

  /** Without GPUs. */
  public ContainerPlan(int containers, ContainerSize size, boolean holdsAll) {
    this(containers, size, holdsAll, 0);
  }

  /** The same with so many containers, of which so many ask for a GPU. */
  public ContainerPlan staffed(int count, int gpus) {
    return new ContainerPlan(count, size, holdsAll, gpus);
  }

  /** The same with containers of another size. */
  public ContainerPlan sized(ContainerSize other) {
    return new ContainerPlan(containers, other, holdsAll, withGpu);
  }

  /** Decides. */
  public static ContainerPlan of(Need need, Limits limits) {
    int byWork =
        (int)
            Math.ceil(
                (double) SplitPolicy.splits(need.splits(), need.bytes(), need.factor())
                    / limits.cores());
    boolean asked = limits.containers() > 0;
    int most = asked ? Math.min(limits.containers(), need.splits()) : need.splits();
    int containers = Math.max(1, asked ? most : Math.min(most, byWork));
    ContainerSize size = size(need, limits, containers);
    double decodedMb = DECODED * need.bytes() / MIB;
    if (decodedMb > containers * cacheMb(size, limits)) {
      // Memory is what is short: more containers rather than longer ones.
      containers = (int) Math.max(containers, Math.ceil(decodedMb / cacheMb(size, limits)));
      containers = Math.max(1, Math.min(most, containers));
    }
    return new ContainerPlan(containers, size, decodedMb <= containers * cacheMb(size, limits));
  }

  private static ContainerSize size(Need need, Limits limits, int containers) {
    if (limits.memoryMb() > 0) {
      return new ContainerSize(limits.memoryMb(), limits.cores());
    }
    // Each thread adds to a partial of its own; one more is merged into and one is on its way.
    double partialsMb = (limits.cores() + 2.0) * need.partialBytes() / MIB;
    double dataMb = DECODED * need.bytes() / MIB / containers / limits.cacheShare();
    double base = BARE_HEAP_MB + partialsMb;
    double heapMb = Math.max(base + dataMb, base / (1 - limits.cacheShare()));
    // Beyond twice what the cluster is used to, more containers are easier to place.
    double usual = Math.max(limits.usualMemoryMb(), base * 2);
    double memoryMb = Math.max(limits.usualMemoryMb(), Math.min(heapMb * 1.25, usual * 2));
    return new ContainerSize(
        (int) Math.min(Math.ceil(memoryMb), limits.largestMemoryMb()), limits.cores());
  }

  private static double cacheMb(ContainerSize size, Limits limits) {
    return Math.max(1, size.heapMb() * limits.cacheShare());
  }
}
