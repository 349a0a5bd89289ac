package org.trainyard.am.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.trainyard.am.cluster.JobCost;
import org.trainyard.am.plan.Places.Memory;
import org.trainyard.mapreduce.capacity.ModelSize;
import org.trainyard.mapreduce.forecast.DryRun.Findings;

/** From what a dry run found to seconds and bytes on each engine. */
public final class EngineEstimates {
  /** A job that packs, beside packing: twice the waves of an iteration's. */
  static final double PACK_JOB_SECONDS = 2 * JobCost.SECONDS;

  /** State out, partials back and the files of an iteration, of the resident engine. */
  static final double ROUND_SECONDS = 0.15;

  /** Until the ApplicationMaster and the first containers work. */
  static final double START_SECONDS = 8;

  /** Files of an iteration, of the local engine. */
  static final double LOCAL_ROUND_SECONDS = 0.01;

  /** State is written and read at such a pace, with its digest, by one thread. */
  static final double STATE_BYTES_PER_SECOND = 150e6;

  private EngineEstimates() {}

  /** All engines that there are places for. */
  public static List<EngineEstimate> of(Findings found, Places places) {
    List<EngineEstimate> estimates = new ArrayList<>();
    estimates.add(local(found, places));
    if (places.cluster() != null) {
      estimates.add(chained(found, places.cluster()));
      estimates.add(resident(found, places.cluster()));
    }
    return List.copyOf(estimates);
  }

  private static EngineEstimate local(Findings found, Places places) {
    ModelSize size = size(found);
    int threads = size.threads(places.threads(), places.heapBytes());
    double uncached = uncached(found.memoryBytes(), places.heapBytes() / 2);
    Parts parts =
        new Parts(
            LOCAL_ROUND_SECONDS,
            uncached * found.readSeconds() / threads,
            found.visitSeconds() / threads,
            step(found));
    return estimate(
        "local",
        threads + (threads == 1 ? " thread" : " threads") + " of this process",
        new Memory(Math.max(mapper(size, threads, found), size.leastStep()), places.heapBytes()),
        found.packSeconds() / threads,
        found.readSeconds() / threads,
        parts,
        found,
        uncached > 0 ? "memory: the decoded data do not fit, part of them is read again" : null);
  }

  private static EngineEstimate chained(Findings found, Places.Cluster cluster) {
    ModelSize size = size(found);
    int shards = size.shards(cluster.reducers(), cluster.taskHeapBytes());
    double tasks = cluster.splits();
    Parts parts =
        new Parts(
            JobCost.SECONDS,
            found.readSeconds() / tasks,
            found.visitSeconds() / tasks,
            step(found));
    return estimate(
        "chained",
        counted(cluster.splits(), "map task") + ", " + counted(shards, "reducer"),
        new Memory(Math.max(mapper(size, 1, found), size.reducer(shards)), cluster.taskHeapBytes())
            .or(shards == 1 ? cluster.task(size) : cluster.master(size, shards)),
        pack(found, cluster),
        START_SECONDS,
        parts,
        found,
        null);
  }

  private static EngineEstimate resident(Findings found, Places.Cluster cluster) {
    ModelSize size = size(found);
    int threads = cluster.containers() * cluster.containerThreads();
    long needed = mapper(size, cluster.containerThreads(), found);
    long room = Math.max(0, cluster.containerHeapBytes() - needed);
    double uncached = uncached(found.memoryBytes() / cluster.containers(), room);
    Parts parts =
        new Parts(
            ROUND_SECONDS,
            uncached * found.readSeconds() / threads,
            found.visitSeconds() / threads,
            step(found));
    return estimate(
        "resident",
        counted(cluster.containers(), "container")
            + " with "
            + counted(cluster.containerThreads(), "thread"),
        new Memory(needed, cluster.containerHeapBytes())
            .or(cluster.master(size, Math.max(2, cluster.reducers()))),
        found.packSeconds() / threads,
        START_SECONDS + found.readSeconds() / threads,
        parts,
        found,
        uncached > 0 ? "memory: part of the decoded data is spilled to local disks" : null);
  }

  private static ModelSize size(Findings found) {
    return new ModelSize(found.parameters() / Double.BYTES, found.vectors());
  }

  private static long mapper(ModelSize size, int threads, Findings found) {
    return size.mapper(threads) + threads * found.secondKernelBytes();
  }

  private static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /**
   * Seconds of an iteration.
   *
   * @param overhead that does not depend on the data
   * @param read reading and decoding
   * @param compute the map side
   * @param step the optimiser's step and the state's files
   */
  private record Parts(double overhead, double read, double compute, double step) {
    double seconds() {
      return overhead + read + compute + step;
    }

    String largest() {
      Map<String, Double> parts =
          Map.of(
              "start: what an iteration costs without data", overhead,
              "reading and decoding", read,
              "arithmetic", compute,
              "the optimiser's step, in one process", step);
      return parts.entrySet().stream()
          .max(Comparator.comparingDouble(Map.Entry::getValue))
          .orElseThrow()
          .getKey();
    }
  }

  private static EngineEstimate estimate(
      String engine,
      String processes,
      Memory memory,
      double packSeconds,
      double startSeconds,
      Parts parts,
      Findings found,
      String caveat) {
    double run =
        found.iterations() == 0
            ? Double.NaN
            : packSeconds + startSeconds + found.iterations() * parts.seconds();
    String limit = parts.largest();
    if (memory.bytes() > memory.heapBytes()) {
      limit = "memory: does not fit";
    } else if (caveat != null) {
      limit = caveat;
    }
    return new EngineEstimate(
        engine,
        processes,
        memory.bytes(),
        memory.heapBytes(),
        packSeconds,
        parts.seconds(),
        run,
        limit);
  }

  private static double pack(Findings found, Places.Cluster cluster) {
    return found.packSeconds() == 0
        ? 0
        : PACK_JOB_SECONDS + found.packSeconds() / cluster.packTasks();
  }

  private static double step(Findings found) {
    return found.stepSeconds() + 2 * found.stateBytes() / STATE_BYTES_PER_SECOND;
  }

  /** The part of so many bytes that does not fit. */
  private static double uncached(long bytes, long room) {
    return bytes == 0 ? 0 : Math.max(0, bytes - room) / (double) bytes;
  }
}
