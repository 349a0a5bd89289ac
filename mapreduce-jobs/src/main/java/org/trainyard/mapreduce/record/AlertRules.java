package org.trainyard.mapreduce.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.trainyard.formats.event.RunEvent.AlertKind;
import org.trainyard.formats.event.RunEvent.AlertRaised;

/**
 * When somebody should look. No clock and no I/O; each rule speaks once of a subject, and again
 * only when it was well in between.
 *
 * <ul>
 *   <li>{@code DIVERGING}: the objective of a model that is still trained rose in {@code
 *       diverging-iterations} iterations in a row.
 *   <li>{@code STALLED}: no split, no iteration and no phase was finished for {@code
 *       stalled-seconds}.
 *   <li>{@code STRAGGLING}: in {@value #ROW} iterations in a row a worker took {@code
 *       straggling-factor} times the median of all workers for a row, and {@value #LEAST_MS} ms
 *       more than the median would have taken for its rows.
 *   <li>{@code SKEWED}: in {@value #ROW} iterations in a row a split took {@code skewed-factor}
 *       times the median of all splits, and {@value #LEAST_MS} ms more; there are at least {@value
 *       #LEAST_SPLITS} splits.
 * </ul>
 *
 * <p>Medians are lower medians: of two workers the faster one is the measure. One thread.
 */
final class AlertRules {
  static final int ROW = 3;
  static final long LEAST_MS = 250;
  static final int LEAST_SPLITS = 4;

  private final AlertSettings settings;
  private final Map<String, Double> objectives = new HashMap<>();
  private final Map<String, Integer> rows = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private long lastMs;

  AlertRules(AlertSettings settings, long nowMs) {
    this.settings = settings;
    this.lastMs = nowMs;
  }

  /** A model after an iteration; {@code label} names it for people, and may be empty. */
  List<AlertRaised> objective(long nowMs, int k, int model, String label, double objective) {
    String name = "model " + model + (label.isEmpty() ? "" : " (" + label + ")");
    Double before = objectives.put(name, objective);
    boolean rose = before != null && objective > before;
    return inARow(
        settings.divergingIterations() > 0 && rose,
        (int) Math.min(Integer.MAX_VALUE, Math.max(1, settings.divergingIterations())),
        new AlertRaised(
            nowMs,
            AlertKind.DIVERGING,
            k,
            name,
            String.format(
                Locale.ROOT,
                "the objective of %s rose in %d iterations in a row, to %.6g",
                name,
                settings.divergingIterations(),
                objective)));
  }

  /** Something was finished. */
  void alive(long nowMs) {
    lastMs = Math.max(lastMs, nowMs);
    told.remove(AlertKind.STALLED + "run");
  }

  /** Time passed. */
  List<AlertRaised> tick(long nowMs, int k) {
    long stalledMs = settings.stalled().toMillis();
    boolean stalled = stalledMs > 0 && nowMs - lastMs > stalledMs;
    if (!stalled || !told.add(AlertKind.STALLED + "run")) {
      return List.of();
    }
    return List.of(
        new AlertRaised(
            nowMs,
            AlertKind.STALLED,
            k,
            "run",
            "nothing was finished for " + settings.stalled().toSeconds() + " s"));
  }

  /** What each worker did in an iteration. */
  List<AlertRaised> workers(long nowMs, int k, Map<String, Tally.Work> workers) {
    double usual =
        median(workers.values().stream().mapToDouble(Tally.Work::computeMsPerRow).toArray());
    List<AlertRaised> raised = new ArrayList<>();
    workers.forEach(
        (worker, work) -> {
          double factor = work.computeMsPerRow() / usual;
          boolean slow =
              settings.stragglingFactor() > 0
                  && factor > settings.stragglingFactor()
                  && work.computeMs() - usual * work.rows() > LEAST_MS;
          raised.addAll(
              inARow(
                  slow,
                  ROW,
                  new AlertRaised(
                      nowMs,
                      AlertKind.STRAGGLING,
                      k,
                      worker,
                      String.format(
                          Locale.ROOT,
                          "%s takes %.1f times as long for a row as the others%s",
                          worker,
                          factor,
                          work.node() == null ? "" : "; it is on " + work.node()))));
        });
    return raised;
  }

  /** What each split took in an iteration. */
  List<AlertRaised> splits(long nowMs, int k, Map<Integer, Tally.Work> splits) {
    double usual = median(splits.values().stream().mapToDouble(Tally.Work::totalMs).toArray());
    double usualRows = median(splits.values().stream().mapToDouble(Tally.Work::rows).toArray());
    List<AlertRaised> raised = new ArrayList<>();
    splits.forEach(
        (split, work) -> {
          double factor = work.totalMs() / usual;
          boolean slow =
              settings.skewedFactor() > 0
                  && splits.size() >= LEAST_SPLITS
                  && factor > settings.skewedFactor()
                  && work.totalMs() - usual > LEAST_MS;
          raised.addAll(
              inARow(
                  slow,
                  ROW,
                  new AlertRaised(
                      nowMs,
                      AlertKind.SKEWED,
                      k,
                      "split " + split,
                      String.format(
                          Locale.ROOT,
                          "split %d takes %.1f times as long as the others and has %.1f times their rows",
                          split,
                          factor,
                          work.rows() / usualRows))));
        });
    return raised;
  }

  private List<AlertRaised> inARow(boolean bad, int enough, AlertRaised alert) {
    String subject = alert.kind() + alert.subject();
    if (!bad) {
      rows.remove(subject);
      told.remove(subject);
      return List.of();
    }
    boolean due = rows.merge(subject, 1, Integer::sum) >= enough;
    return due && told.add(subject) ? List.of(alert) : List.of();
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
  }
}
