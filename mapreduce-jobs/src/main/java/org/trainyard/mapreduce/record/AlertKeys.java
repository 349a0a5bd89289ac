package org.trainyard.mapreduce.record;

import static org.trainyard.formats.config.Key.Group.ENGINE;

import java.util.List;
import org.trainyard.formats.config.Key;

/** When somebody should look. None of these keys can change a model, or stop a run. */
public final class AlertKeys {
  public static final Key<Long> DIVERGING_ITERATIONS =
      Key.whole("trainyard.alert.diverging-iterations", ENGINE, 0, 1_000_000)
          .defaultsTo("5")
          .execution()
          .doc(
              "A model whose objective rises in so many iterations in a row raises the alert DIVERGING; 0 for never.");

  public static final Key<Long> STALLED_SECONDS =
      Key.whole("trainyard.alert.stalled-seconds", ENGINE, 0, 604_800)
          .defaultsTo("300")
          .execution()
          .doc(
              "A run in which nothing is finished for so many seconds, no split and no iteration, raises the alert STALLED;"
                  + " 0 for never.");

  public static final Key<Double> STRAGGLING_FACTOR =
      Key.number("trainyard.alert.straggling-factor", ENGINE, 0, 1000)
          .defaultsTo("3")
          .execution()
          .doc(
              "A worker that takes so many times the median of all workers for a row, in three iterations in a row, raises the"
                  + " alert STRAGGLING; 0 for never.");

  public static final Key<Double> SKEWED_FACTOR =
      Key.number("trainyard.alert.skewed-factor", ENGINE, 0, 1000)
          .defaultsTo("4")
          .execution()
          .doc(
              "A split that takes so many times the median of all splits, in three iterations in a row, raises the alert SKEWED;"
                  + " 0 for never.");

  private AlertKeys() {}

  /** All keys of this class, in the order of the reference. */
  public static List<Key<?>> all() {
    return List.of(DIVERGING_ITERATIONS, STALLED_SECONDS, STRAGGLING_FACTOR, SKEWED_FACTOR);
  }
}
