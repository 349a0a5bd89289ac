package org.trainyard.formats.encode;

import java.util.List;

/**
 * How labels become what a loss takes.
 *
 * @param kind what the labels are
 * @param classes for {@link Kind#CLASSES} the labels as text, in the order of their class numbers;
 *     else empty
 * @param numeric whether the raw labels are numbers
 */
public record LabelEncoding(Kind kind, List<String> classes, boolean numeric) {
  /** What labels are. */
  public enum Kind {
    /** There are none. */
    NONE,
    /** Targets of a regression. */
    TARGET,
    /** Class numbers from 0 up. */
    CLASSES
  }

  /** Copies the list. */
  public LabelEncoding {
    classes = List.copyOf(classes);
  }

  /** A numeric label as it is written in {@link #classes}: whole numbers without a point. */
  public static String text(double label) {
    return label == Math.rint(label) && Math.abs(label) < 1L << 53
        ? Long.toString((long) label)
        : Double.toString(label);
  }
}
