package org.trainyard.formats.raw;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;

/**
 * Finds the columns that settings speak of, by name or by position, and divides the columns into
 * label, weight, ignored ones and features.
 */
final class ColumnNames {
  private final List<String> names;
  private final Problems problems = new Problems();
  private final Set<Integer> ignored;
  private final Set<Integer> categorical;
  private final Set<Integer> numeric;
  private final int weight;
  private final int label;

  /**
   * Resolves the settings.
   *
   * @throws org.trainyard.formats.config.InvalidSettingsException if they name columns that are not
   *     there, or contradict each other
   */
  ColumnNames(RawSettings settings, List<String> names) {
    this.names = names;
    ignored = find(DataKeys.IGNORE_COLUMNS, settings.ignored());
    categorical = find(DataKeys.CATEGORICAL, settings.categorical());
    numeric = find(DataKeys.NUMERIC, settings.numeric());
    weight = settings.weight() == null ? -1 : find(DataKeys.WEIGHT_COLUMN, settings.weight());
    label = label(settings);
    for (int column : categorical) {
      if (numeric.contains(column)) {
        problems.add(
            "--categorical and --numeric both name the column '" + names.get(column) + "'");
      }
    }
    if (label >= 0 && (ignored.contains(label) || label == weight)) {
      problems.add(
          "The label column '" + names.get(label) + "' cannot be ignored or be the weight, too");
    }
    problems.throwIfAny();
  }

  /** Names made up for columns without header. */
  static List<String> madeUp(int count) {
    List<String> names = new ArrayList<>();
    for (int column = 0; column < count; column++) {
      names.add("c" + column);
    }
    return names;
  }

  /**
   * Names of a header; empty ones are made up.
   *
   * @throws BadDataException if a name occurs twice
   */
  static List<String> ofHeader(String path, String[] header) throws BadDataException {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      String used = name.isBlank() ? "c" + names.size() : name;
      if (!seen.add(used)) {
        throw new BadDataException(
            path
                + ": the header names two columns '"
                + used
                + "'; rename one, or read without names by --skip-lines 1 --header false");
      }
      names.add(used);
    }
    return names;
  }

  /** Position of the label, or -1. */
  int label() {
    return label;
  }

  /** Position of the weight, or -1. */
  int weight() {
    return weight;
  }

  /** Name of a column; null for -1. */
  String name(int column) {
    return column < 0 ? null : names.get(column);
  }

  /** Whether a column is a feature. */
  boolean isFeature(int column) {
    return column != label && column != weight && !ignored.contains(column);
  }

  /** Whether the user calls a column categorical. */
  boolean isCategorical(int column) {
    return categorical.contains(column);
  }

  /** Whether the user calls a column numeric. */
  boolean isNumeric(int column) {
    return numeric.contains(column);
  }

  private int label(RawSettings settings) {
    if (settings.withoutLabel()) {
      return -1;
    }
    if (!settings.label().equals(RawSettings.LAST) || names.contains(RawSettings.LAST)) {
      return find(DataKeys.LABEL, settings.label());
    }
    for (int column = names.size() - 1; column >= 0; column--) {
      if (column != weight && !ignored.contains(column)) {
        return column;
      }
    }
    return -1;
  }

  private Set<Integer> find(Key<List<String>> key, Collection<String> wanted) {
    Set<Integer> found = new HashSet<>();
    for (String name : wanted) {
      found.add(find(key, name));
    }
    return found;
  }

  private int find(Key<?> key, String wanted) {
    int byName = names.indexOf(wanted);
    if (byName >= 0) {
      return byName;
    }
    if (wanted.matches("\\d{1,9}") && Integer.parseInt(wanted) < names.size()) {
      return Integer.parseInt(wanted);
    }
    problems.add(key.problem(wanted, "no such column; there are " + shown()));
    return -1;
  }

  private String shown() {
    String all = String.join(", ", names.subList(0, Math.min(30, names.size())));
    return names.size() + " (" + all + (names.size() > 30 ? ", …)" : ")");
  }
}
