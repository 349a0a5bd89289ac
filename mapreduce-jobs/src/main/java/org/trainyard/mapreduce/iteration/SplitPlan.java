package org.trainyard.mapreduce.iteration;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.mapreduce.problem.SegmentPlan;

/**
 * Combines consecutive segments to so many splits of about the same number of bytes. The model
 * never depends on it.
 */
public final class SplitPlan {
  private SplitPlan() {}

  /** At most {@code splits} runs of consecutive segments, none empty. */
  public static List<List<SegmentPlan>> combine(List<SegmentPlan> segments, int splits) {
    long total = segments.stream().mapToLong(SegmentPlan::bytes).sum();
    int wanted = Math.max(1, Math.min(splits, segments.size()));
    List<List<SegmentPlan>> plan = new ArrayList<>();
    List<SegmentPlan> open = new ArrayList<>();
    long before = 0;
    for (int s = 0; s < segments.size(); s++) {
      SegmentPlan segment = segments.get(s);
      open.add(segment);
      before += segment.bytes();
      int left = segments.size() - s - 1;
      int missing = wanted - plan.size() - 1;
      boolean full = before * wanted >= total * (plan.size() + 1);
      if (missing > 0 && (full || left == missing)) {
        plan.add(open);
        open = new ArrayList<>();
      }
    }
    if (!open.isEmpty()) {
      plan.add(open);
    }
    return plan;
  }
}
