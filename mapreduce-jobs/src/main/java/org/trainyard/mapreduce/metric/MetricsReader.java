package org.trainyard.mapreduce.metric;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.partial.Counts;
import org.trainyard.formats.partial.Totals;

/**
 * Metrics out of the finished sums. Reads all score tables once, when it is made; non-negative keys
 * of the counts must belong to score tables.
 */
public final class MetricsReader {
  private final double[] scalars;
  private final Map<Long, Double> areas = new HashMap<>();

  /** For the totals that {@link MetricsAccumulator}s deposited into. */
  public MetricsReader(Totals totals) {
    this.scalars = totals.scalars();
    Area area = new Area();
    totals.counts().forEach(area);
    area.finishTable();
  }

  /**
   * The metrics of one accumulator by their spelling; empty when its samples weigh nothing. A
   * metric that is not finite (AUC without both classes, a variance of 0) is left out.
   *
   * @param firstScalar the accumulator's
   * @param table the accumulator's
   */
  public SortedMap<String, Double> read(MetricsLayout layout, int firstScalar, long table) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    double weight = scalars[firstScalar + MetricsLayout.WEIGHT];
    if (!(weight > 0)) {
      return metrics;
    }
    for (Metric metric : layout.metrics()) {
      double value = value(metric, firstScalar, table, weight);
      if (Double.isFinite(value)) {
        metrics.put(metric.spelling(), value);
      }
    }
    return metrics;
  }

  private double value(Metric metric, int first, long table, double weight) {
    double squaredError = scalars[first + MetricsLayout.SQUARED_ERROR];
    return switch (metric) {
      case LOSS, LOG_LOSS -> scalars[first + MetricsLayout.LOSS] / weight;
      case ACCURACY -> scalars[first + MetricsLayout.CORRECT] / weight;
      case AUC -> areas.getOrDefault(table, Double.NaN);
      case RMSE -> Math.sqrt(squaredError / weight);
      case MAE -> scalars[first + MetricsLayout.ABSOLUTE_ERROR] / weight;
      case R2 -> {
        double label = scalars[first + MetricsLayout.LABEL];
        double variation = scalars[first + MetricsLayout.SQUARED_LABEL] - label * label / weight;
        yield 1 - squaredError / variation;
      }
      case INERTIA -> Double.NaN;
    };
  }

  /** Walks the tables in ascending order of table, bin and class. */
  private final class Area implements Counts.Visitor {
    private long table = -1;
    private long bin = -1;
    private double below;
    private double positives;
    private double negativesInBin;
    private double pairs;

    @Override
    public void visit(long key, long count) {
      if (key < 0) {
        return;
      }
      if (key >> MetricsAccumulator.TABLE_BITS != table) {
        finishTable();
        table = key >> MetricsAccumulator.TABLE_BITS;
      }
      if (key >> 1 != bin) {
        below += negativesInBin;
        negativesInBin = 0;
        bin = key >> 1;
      }
      if ((key & 1) == 0) {
        negativesInBin = count;
      } else {
        positives += count;
        pairs += count * (below + 0.5 * negativesInBin);
      }
    }

    private void finishTable() {
      below += negativesInBin;
      if (table >= 0) {
        areas.put(table, pairs / (positives * below));
      }
      bin = -1;
      below = 0;
      positives = 0;
      negativesInBin = 0;
      pairs = 0;
    }
  }
}
