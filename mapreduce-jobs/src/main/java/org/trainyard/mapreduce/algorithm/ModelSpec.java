package org.trainyard.mapreduce.algorithm;

import java.util.List;
import java.util.Map;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;

/**
 * One of the K models that a run trains together.
 *
 * @param index from 0 to K - 1
 * @param values the swept hyper-parameters of this model: name of the key, one value
 * @param configuration number of its point of hyper-parameters; the models of all folds of one
 *     point share it
 * @param fold the fold that is held out from this model, or {@link #NO_FOLD}
 */
public record ModelSpec(int index, Map<String, Double> values, int configuration, int fold) {
  /** The fold of a model that is trained on all folds. */
  public static final int NO_FOLD = -1;

  /** The value of a swept key for this model. */
  public double value(Key<List<Double>> key) {
    Double value = values.get(key.name());
    if (value == null) {
      throw new IllegalArgumentException("Model " + index + " has no value of " + key);
    }
    return value;
  }

  /**
   * The value of a key for this model: its own where the key is swept, else the run's; NaN where
   * the key is not set and has no default.
   */
  public double value(Key<List<Double>> key, KeySource settings) {
    Double value = values.get(key.name());
    if (value != null) {
      return value;
    }
    List<Double> all = key.get(settings);
    return all == null ? Double.NaN : all.get(0);
  }

  /**
   * What tells this model from the others of a run, in words: {@code l2=0.01 fold=2}; empty when it
   * is alone.
   */
  public String label(List<ModelSpec> all) {
    StringBuilder label = new StringBuilder();
    values.forEach(
        (name, value) -> {
          if (!all.stream().allMatch(other -> value.equals(other.values.get(name)))) {
            label
                .append(name.substring(name.lastIndexOf('.') + 1))
                .append('=')
                .append(value)
                .append(' ');
          }
        });
    return fold == NO_FOLD ? label.toString().trim() : label + "fold=" + fold;
  }
}
