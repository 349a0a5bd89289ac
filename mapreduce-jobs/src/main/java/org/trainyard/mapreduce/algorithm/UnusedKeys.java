package org.trainyard.mapreduce.algorithm;

import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.TrainingKeys.AlgorithmName;

/** Refuses settings that an algorithm would silently ignore. */
public final class UnusedKeys {
  private UnusedKeys() {}

  /**
   * Collects a problem for each of the keys that is set to something else than its default; a
   * default that was written out does no harm.
   */
  public static void report(
      Problems problems, KeySource settings, AlgorithmName algorithm, Key<?>... keys) {
    report(problems, settings, "for --algorithm " + Key.spelling(algorithm), keys);
  }

  /**
   * The same where something else than the algorithm makes them meaningless.
   *
   * @param beside what they have no meaning beside, in words: {@code with --optimiser lbfgs}
   */
  public static void report(Problems problems, KeySource settings, String beside, Key<?>... keys) {
    for (Key<?> key : keys) {
      String text = settings.get(key.name());
      if (text != null && !text.trim().equals(key.defaultText())) {
        problems.add(
            key.option()
                + " ("
                + key.name()
                + ") = "
                + text
                + ": has no meaning "
                + beside
                + "; leave it out");
      }
    }
  }
}
