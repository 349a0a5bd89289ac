package org.trainyard.mapreduce.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.event.RunEvent.Outcome;
import org.trainyard.formats.event.RunEvent.SplitSum;
import org.trainyard.formats.event.RunEvent.WorkerSum;

/**
 * Adds up what attempts at splits tell: over all iterations by split and by worker, and for each
 * iteration that is under way. Where splits are many, consecutive ones share a row: attempts and
 * times of all of them, the rows of the largest, and the mean loss of all. One thread.
 */
final class Tally {
  /** Most splits that are told apart. */
  static final int MOST_SPLITS = 2000;

  /** An attempt is slow if it takes so many times what its rows explain … */
  static final double SLOW = 3;

  /** … and so much more. */
  static final long SLOW_MS = 1000;

  /** Nothing is said of slowness before so many attempts. */
  static final int KNOWN = 8;

  /**
   * What somebody did in an iteration.
   *
   * @param node where, or null
   */
  record Work(String node, int tasks, long rows, long readMs, long computeMs) {
    private static final Work NONE = new Work(null, 0, 0, 0, 0);

    long totalMs() {
      return readMs + computeMs;
    }

    /** NaN without rows. */
    double computeMsPerRow() {
      return rows == 0 ? Double.NaN : (double) computeMs / rows;
    }

    Work and(RunEvent.TaskEnded task) {
      return new Work(
          task.node() == null ? node : task.node(),
          tasks + 1,
          rows + task.rows(),
          readMs + task.readMs(),
          computeMs + task.computeMs());
    }
  }

  /** What rows lose: the sum of their splits' mean losses, each times its rows. */
  private record Loss(double sum, long rows) {
    Loss and(Loss other) {
      return new Loss(sum + other.sum, rows + other.rows);
    }

    double mean() {
      return sum / rows;
    }
  }

  /** An iteration that is under way. */
  static final class Iteration {
    private final SortedMap<Integer, Work> splits = new TreeMap<>();
    private final SortedMap<String, Work> workers = new TreeMap<>();
    private final Map<Integer, Loss> losses = new HashMap<>();
    private Work all = Work.NONE;

    SortedMap<Integer, Work> splits() {
      return splits;
    }

    SortedMap<String, Work> workers() {
      return workers;
    }

    Work all() {
      return all;
    }

    private void add(int split, RunEvent.TaskEnded task) {
      splits.merge(split, Work.NONE.and(task), (before, one) -> before.and(task));
      workers.merge(task.worker(), Work.NONE.and(task), (before, one) -> before.and(task));
      all = all.and(task);
      if (!Double.isNaN(task.loss()) && task.rows() > 0) {
        losses.merge(split, new Loss(task.loss() * task.rows(), task.rows()), Loss::and);
      }
    }

    private void widen() {
      Map<Integer, Loss> narrow = Map.copyOf(losses);
      losses.clear();
      narrow.forEach((split, loss) -> losses.merge(split / 2, loss, Loss::and));
    }
  }

  private final SortedMap<Integer, SplitSum> splits = new TreeMap<>();
  private final SortedMap<String, WorkerSum> workers = new TreeMap<>();
  private final Map<Integer, Iteration> running = new HashMap<>();
  private int width = 1;
  private int lastSplits;
  private Work cold = Work.NONE;
  private Work warm = Work.NONE;

  /** Adds an attempt; what it is, seen beside the others: {@code DONE} may be {@code SLOW}. */
  RunEvent.TaskEnded add(RunEvent.TaskEnded task) {
    RunEvent.TaskEnded judged = judge(task);
    boolean counts = judged.outcome() == Outcome.DONE || judged.outcome() == Outcome.SLOW;
    while (judged.split() / width >= MOST_SPLITS) {
      widen();
    }
    int place = judged.split() / width;
    splits.merge(place, first(place, judged, counts), (before, one) -> and(before, one));
    workers.merge(judged.worker(), first(judged, counts), (before, one) -> and(before, one));
    if (counts) {
      running.computeIfAbsent(judged.iteration(), k -> new Iteration()).add(place, judged);
    }
    return judged;
  }

  /** An iteration is over: what it came to; what is told of it later is added to the sums only. */
  Iteration take(int k) {
    Iteration taken = running.remove(k);
    running.keySet().removeIf(earlier -> earlier < k);
    if (taken == null) {
      return new Iteration();
    }
    if (lastSplits > 0 && taken.splits.size() != lastSplits) {
      // The data are cut anew: what was said of the old splits says nothing of these.
      splits.clear();
      taken.splits.forEach((split, work) -> splits.put(split, alone(split, work)));
    }
    lastSplits = taken.splits.size();
    taken.losses.forEach(
        (split, loss) -> splits.computeIfPresent(split, (s, sum) -> losing(sum, loss.mean())));
    return taken;
  }

  /** All there is, up to an iteration. */
  RunEvent.Summed summed(long nowMs, int k) {
    return new RunEvent.Summed(
        nowMs, k, new ArrayList<>(splits.values()), new ArrayList<>(workers.values()));
  }

  private RunEvent.TaskEnded judge(RunEvent.TaskEnded task) {
    if (task.outcome() != Outcome.DONE) {
      return task;
    }
    Work usual = task.readMs() > 0 ? cold : warm;
    double expected = usual.rows() == 0 ? 0 : (double) usual.totalMs() / usual.rows() * task.rows();
    long took = task.readMs() + task.computeMs();
    boolean slow = usual.tasks() >= KNOWN && took > SLOW * expected && took > expected + SLOW_MS;
    if (task.readMs() > 0) {
      cold = cold.and(task);
    } else {
      warm = warm.and(task);
    }
    if (!slow) {
      return task;
    }
    return new RunEvent.TaskEnded(
        task.atMs(),
        task.iteration(),
        task.split(),
        task.worker(),
        task.node(),
        task.startedMs(),
        task.readMs(),
        task.computeMs(),
        task.rows(),
        task.loss(),
        Outcome.SLOW,
        "it took " + took + " ms, its rows explain " + Math.round(expected),
        task.device());
  }

  private void widen() {
    List<SplitSum> narrow = new ArrayList<>(splits.values());
    splits.clear();
    width *= 2;
    for (SplitSum sum : narrow) {
      SplitSum moved = moved(sum, sum.split() / 2);
      splits.merge(moved.split(), moved, (left, right) -> and(left, right));
    }
    running.values().forEach(Iteration::widen);
  }

  private static SplitSum alone(int split, Work work) {
    return new SplitSum(
        split,
        work.tasks(),
        0,
        work.rows(),
        work.readMs(),
        work.computeMs(),
        work.totalMs(),
        work.node(),
        Double.NaN);
  }

  private static SplitSum moved(SplitSum sum, int place) {
    return new SplitSum(
        place,
        sum.attempts(),
        sum.others(),
        sum.rows(),
        sum.readMs(),
        sum.computeMs(),
        sum.worstMs(),
        sum.node(),
        sum.loss());
  }

  private static SplitSum losing(SplitSum sum, double loss) {
    return new SplitSum(
        sum.split(),
        sum.attempts(),
        sum.others(),
        sum.rows(),
        sum.readMs(),
        sum.computeMs(),
        sum.worstMs(),
        sum.node(),
        loss);
  }

  private static SplitSum first(int place, RunEvent.TaskEnded task, boolean counts) {
    long took = task.readMs() + task.computeMs();
    return new SplitSum(
        place,
        counts ? 1 : 0,
        task.outcome() == Outcome.DONE ? 0 : 1,
        counts ? task.rows() : 0,
        counts ? task.readMs() : 0,
        counts ? task.computeMs() : 0,
        took,
        task.node(),
        Double.NaN);
  }

  private static SplitSum and(SplitSum before, SplitSum one) {
    return new SplitSum(
        before.split(),
        before.attempts() + one.attempts(),
        before.others() + one.others(),
        Math.max(before.rows(), one.rows()),
        before.readMs() + one.readMs(),
        before.computeMs() + one.computeMs(),
        Math.max(before.worstMs(), one.worstMs()),
        one.node() == null ? before.node() : one.node(),
        Double.isNaN(one.loss()) ? before.loss() : one.loss());
  }

  private static WorkerSum first(RunEvent.TaskEnded task, boolean counts) {
    return new WorkerSum(
        task.worker(),
        task.node(),
        counts ? 1 : 0,
        task.outcome() == Outcome.DONE ? 0 : 1,
        counts ? task.rows() : 0,
        counts ? task.readMs() : 0,
        counts ? task.computeMs() : 0,
        task.device());
  }

  private static WorkerSum and(WorkerSum before, WorkerSum one) {
    return new WorkerSum(
        before.worker(),
        one.node() == null ? before.node() : one.node(),
        before.attempts() + one.attempts(),
        before.others() + one.others(),
        before.rows() + one.rows(),
        before.readMs() + one.readMs(),
        before.computeMs() + one.computeMs(),
        DeviceUse.sum(before.device(), one.device()));
  }
}
