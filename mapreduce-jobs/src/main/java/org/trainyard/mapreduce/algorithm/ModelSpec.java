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
 * @param fold the fold that is held out from this model, {@link #NO_FOLD} or {@link #EVERY_SAMPLE}
 */
public record ModelSpec(int index, Map<String, Double> values, int configuration, int fold) {
  /** The fold of a model that is trained on all folds. */
  public static final int NO_FOLD = -1;

  /** The fold of a model that is trained on every sample, the common fraction included. */
  public static final int EVERY_SAMPLE = -2;

  private static final String FOLD = "fold=";
  private static final String REFIT = "refit";

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
    return switch (fold) {
      case NO_FOLD -> label.toString().trim();
      case EVERY_SAMPLE -> label + REFIT;
      default -> label + FOLD + fold;
    };
  }

  /** Whether a label is that of a model from which a fold is held out. */
  public static boolean isOfFold(String label) {
    return label.matches("(.* )?" + FOLD + "[0-9]+");
  }

  /** The part of a label that all models of a configuration share. */
  public static String configurationOf(String label) {
    return label.replaceFirst("(^| )(" + FOLD + "[0-9]+|" + REFIT + ")$", "");
  }
}
