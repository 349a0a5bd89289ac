package org.trainyard.am.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.trainyard.formats.event.RunEvent.SplitSum;

/**
 * What stands out among splits and nodes. Pure. Nothing is said of fewer than {@value #LEAST}.
 *
 * <ul>
 *   <li>A split is slow when its mean time is more than {@value #SLOW} times the median of all, and
 *       at least {@value #LEAST_MS} ms longer.
 *   <li>A split is large when it has more than {@value #SLOW} times the median of rows.
 *   <li>A split's loss is unusual when it is further from the median than {@value #DEVIATIONS}
 *       times the median absolute deviation (scaled by 1.4826, so that for a normal distribution it
 *       is that many standard deviations; Hampel, "The influence curve and its role in robust
 *       estimation", JASA 1974), and than {@value #LEAST_SHARE} of the median: where all splits
 *       lose the same, as at a start from zero, rounding is no news.
 *   <li>A node is slow when the splits that were mapped there last took more than {@value #SLOW}
 *       times the median of all nodes for each row.
 * </ul>
 */
public final class Outliers {
  static final int LEAST = 4;
  static final double SLOW = 2;
  static final double LEAST_MS = 50;
  static final double DEVIATIONS = 6;
  static final double LEAST_SHARE = 0.01;
  private static final double TO_SIGMA = 1.4826;

  private Outliers() {}

  /** What stands out about a split. */
  public enum Oddity {
    SLOW,
    LARGE,
    UNUSUAL_LOSS
  }

  /** A split and what stands out about it; usually nothing. */
  public record Judged(SplitSum split, List<Oddity> oddities) {
    /** Mean ms of its attempts that counted; NaN if there were none. */
    public double meanMs() {
      return mean(split);
    }
  }

  /**
   * A node, as the splits that were mapped there last tell.
   *
   * @param node its host
   * @param splits their number
   * @param rows their samples
   * @param msPerThousandRows mean time for a thousand rows
   * @param slow whether it stands out
   */
  public record Node(String node, int splits, long rows, double msPerThousandRows, boolean slow) {}

  /** Every split, in order. */
  public static List<Judged> splits(List<SplitSum> splits) {
    double ms = median(splits, Outliers::mean);
    double rows = median(splits, SplitSum::rows);
    double loss = median(splits, SplitSum::loss);
    double spread = TO_SIGMA * median(splits, split -> Math.abs(split.loss() - loss));
    List<Judged> judged = new ArrayList<>();
    for (SplitSum split : splits) {
      List<Oddity> oddities = new ArrayList<>();
      if (splits.size() >= LEAST) {
        if (mean(split) > SLOW * ms && mean(split) > ms + LEAST_MS) {
          oddities.add(Oddity.SLOW);
        }
        if (split.rows() > SLOW * rows) {
          oddities.add(Oddity.LARGE);
        }
        double far = Math.abs(split.loss() - loss);
        if (spread > 0 && far > DEVIATIONS * spread && far > LEAST_SHARE * Math.abs(loss)) {
          oddities.add(Oddity.UNUSUAL_LOSS);
        }
      }
      judged.add(new Judged(split, List.copyOf(oddities)));
    }
    return judged;
  }

  /** Every node that is known, by name. */
  public static List<Node> nodes(List<SplitSum> splits) {
    SortedMap<String, List<SplitSum>> byNode = new TreeMap<>();
    for (SplitSum split : splits) {
      if (split.node() != null && split.attempts() > 0) {
        byNode.computeIfAbsent(split.node(), node -> new ArrayList<>()).add(split);
      }
    }
    Map<String, Double> pace = new HashMap<>();
    byNode.forEach((node, its) -> pace.put(node, pace(its)));
    double usual = median(List.copyOf(pace.values()), Double::doubleValue);
    List<Node> nodes = new ArrayList<>();
    byNode.forEach(
        (node, its) ->
            nodes.add(
                new Node(
                    node,
                    its.size(),
                    its.stream().mapToLong(SplitSum::rows).sum(),
                    pace.get(node),
                    pace.size() > 1 && pace.get(node) > SLOW * usual)));
    return nodes;
  }

  private static double mean(SplitSum split) {
    return split.attempts() == 0
        ? Double.NaN
        : (double) (split.readMs() + split.computeMs()) / split.attempts();
  }

  private static double pace(List<SplitSum> splits) {
    double ms = splits.stream().mapToDouble(Outliers::mean).sum();
    long rows = splits.stream().mapToLong(SplitSum::rows).sum();
    return rows == 0 ? Double.NaN : 1000 * ms / rows;
  }

  /** The lower median of the numbers among the values; NaN if there are none. */
  private static <T> double median(List<T> items, ToDoubleFunction<T> value) {
    double[] sorted = items.stream().mapToDouble(value).filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
  }
}
