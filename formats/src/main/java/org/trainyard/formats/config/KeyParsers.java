package org.trainyard.formats.config;

import java.util.Arrays;

/** Text to value, for {@link Key}; each failure is a sentence that says what is wrong. */
final class KeyParsers {
  private KeyParsers() {}

  static long whole(String text, long least, long most) {
    long value;
    try {
      value = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number", e);
    }
    if (value < least || value > most) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  static double number(String text, double least, double most) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a number", e);
    }
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException("'" + text + "' is out of range");
    }
    return value;
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  static <E extends Enum<E>> E choice(String text, Class<E> values, String allowed) {
    return Arrays.stream(values.getEnumConstants())
        .filter(value -> Key.spelling(value).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not one of " + allowed));
  }

  static String describe(double least, double most) {
    if (least == Double.NEGATIVE_INFINITY && most == Double.POSITIVE_INFINITY) {
      return "number";
    }
    return "number, " + least + " to " + (most == Double.POSITIVE_INFINITY ? "any" : most);
  }
}
