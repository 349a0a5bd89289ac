package org.trainyard.am.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.trainyard.mapreduce.forecast.DryRun.Findings;

/** From what a dry run found to seconds and bytes on each engine. */
public final class EngineEstimates {
  /**
   * A job of one iteration without its arithmetic: the README's section on performance has the
   * figure and the command that gives it.
   */
  static final double JOB_SECONDS = 4;

  /** The same of the job that packs, which is not tuned for shortness. */
  static final double PACK_JOB_SECONDS = 8;

  /** State out, partials back and the files of an iteration, of the resident engine. */
  static final double ROUND_SECONDS = 0.15;

  /** Until the ApplicationMaster and the first containers work. */
  static final double START_SECONDS = 8;

  /** Files of an iteration, of the local engine. */
  static final double LOCAL_ROUND_SECONDS = 0.01;

  /** State is written and read at such a pace, with its digest, by one thread. */
  static final double STATE_BYTES_PER_SECOND = 150e6;

  /** What a JVM with Hadoop's client needs beside our data. */
  static final long PROCESS_BYTES = 200L << 20;

  /** A coordinate of an exact sum: three digits of eight bytes and the place of the highest. */
  static final int SUM_BYTES = 25;

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
    int threads = places.threads();
    long sums = (long) threads * SUM_BYTES * found.vectors();
    long cache = places.heapBytes() / 2;
    double uncached = uncached(found.memoryBytes(), cache);
    double compute = found.visitSeconds() / threads;
    double read = uncached * found.readSeconds() / threads;
    Parts parts = new Parts(LOCAL_ROUND_SECONDS, read, compute, step(found));
    return estimate(
        "local",
        threads + " threads of this process",
        PROCESS_BYTES + sums + 3 * found.stateBytes() + Math.min(cache, found.memoryBytes()),
        places.heapBytes(),
        found.packSeconds() / threads,
        found.readSeconds() / threads,
        parts,
        found,
        uncached > 0 ? "memory: the decoded data do not fit, part of them is read again" : null);
  }

  private static EngineEstimate chained(Findings found, Places.Cluster cluster) {
    double tasks = cluster.splits();
    Parts parts =
        new Parts(
            JOB_SECONDS, found.readSeconds() / tasks, found.visitSeconds() / tasks, step(found));
    return estimate(
        "chained",
        cluster.splits() + " map tasks and 1 reducer, anew for each iteration",
        PROCESS_BYTES + SUM_BYTES * found.vectors() + 2 * found.stateBytes(),
        cluster.taskMemoryMb() << 20,
        pack(found, cluster),
        START_SECONDS,
        parts,
        found,
        null);
  }

  private static EngineEstimate resident(Findings found, Places.Cluster cluster) {
    int threads = cluster.containers() * cluster.containerThreads();
    long sums = (cluster.containerThreads() + 1L) * SUM_BYTES * found.vectors();
    long share = found.memoryBytes() / cluster.containers();
    long room =
        Math.max(
            0, (cluster.containerMemoryMb() << 20) - PROCESS_BYTES - sums - found.parameters());
    double uncached = uncached(share, room);
    Parts parts =
        new Parts(
            ROUND_SECONDS,
            uncached * found.readSeconds() / threads,
            found.visitSeconds() / threads,
            step(found));
    return estimate(
        "resident",
        cluster.containers() + " containers of " + cluster.containerThreads() + " threads",
        PROCESS_BYTES + sums + found.parameters() + Math.min(room, share),
        cluster.containerMemoryMb() << 20,
        pack(found, cluster),
        START_SECONDS + found.readSeconds() / threads,
        parts,
        found,
        uncached > 0 ? "memory: part of the decoded data is spilled to local disks" : null);
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
      long memory,
      long memoryLimit,
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
    if (memory > memoryLimit) {
      limit = "memory: does not fit";
    } else if (caveat != null) {
      limit = caveat;
    }
    return new EngineEstimate(
        engine, processes, memory, memoryLimit, packSeconds, parts.seconds(), run, limit);
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
