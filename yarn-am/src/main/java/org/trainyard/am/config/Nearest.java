package org.trainyard.am.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a user probably meant: the word at the smallest edit distance. */
public final class Nearest {
  private Nearest() {}

  /** The nearest of some words, at least one; the first in alphabetical order among equals. */
  public static String to(String word, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(other -> distance(word, other))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow(() -> new IllegalArgumentException("No word to compare '" + word + "' with"));
  }

  /**
   * Insertions, deletions and replacements between two words (V. I. Levenshtein, "Binary codes
   * capable of correcting deletions, insertions, and reversals", 1966).
   */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
