package org.trainyard.am.cluster;

import java.util.Locale;

/**
 * Whether a job's own master runs its tasks ("uber mode"). It runs them one after another, and
 * needs no container for any of them: that pays while all the maps together take less than the
 * start of a container. Pure; the model does not depend on it.
 */
public final class UberPolicy {
  /** What a container takes to start, until one was measured, in seconds. */
  static final double START_SECONDS = 2;

  private UberPolicy() {}

  /**
   * What was chosen.
   *
   * @param uber whether the master runs the tasks
   * @param because in words
   */
  public record Choice(boolean uber, String because) {}

  /**
   * What is known.
   *
   * @param splits number of map tasks
   * @param most number of map tasks that Hadoop lets a master run
   * @param fits whether the master's container is as large as a task's
   * @param workSeconds of all map tasks together
   * @param measured whether these seconds were measured, and not guessed from the size of the data
   * @param startSeconds of a container; NaN if it is not known
   */
  public record Facts(
      int splits,
      int most,
      boolean fits,
      double workSeconds,
      boolean measured,
      double startSeconds) {}

  /** What the map tasks of an iteration may take together, in seconds, before one was measured. */
  public static double guess(Workload work) {
    return START_SECONDS * work.bytes() * Math.max(1, work.factor()) / SplitPolicy.BYTES;
  }

  /** Decides. */
  public static Choice choose(Facts facts) {
    if (!facts.fits()) {
      return new Choice(false, "the master's container is smaller than a task's");
    }
    if (facts.splits() > facts.most()) {
      return new Choice(
          false, "mapreduce.job.ubertask.maxmaps lets a master run at most " + facts.most());
    }
    if (facts.splits() == 1) {
      return new Choice(true, "one map task alone gains nothing from a container");
    }
    double start = Double.isNaN(facts.startSeconds()) ? START_SECONDS : facts.startSeconds();
    boolean pays = facts.workSeconds() < start;
    String because =
        String.format(
            Locale.ROOT,
            "the maps %s %.1f s in all, %s than the %.1f s that a container takes to start",
            facts.measured() ? "took" : "will take about",
            facts.workSeconds(),
            pays ? "less" : "not less",
            start);
    return new Choice(pays, because);
  }
}
