package org.trainyard.am.view;

/**
 * What a terminal can show.
 *
 * @param columns characters of a line
 * @param unicode whether it shows more than ASCII
 * @param colour whether it may be used
 */
public record Look(int columns, boolean unicode, boolean colour) {
  private static final String RESET = "\u001b[0m";

  /** Styles of text. */
  public enum Style {
    BOLD("\u001b[1m"),
    DIM("\u001b[2m"),
    CURVE("\u001b[36m"),
    WARNING("\u001b[33m");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /** The text in a style; as it is where colour may not be used. */
  public String styled(Style style, String text) {
    return colour && !text.isEmpty() ? style.code + text + RESET : text;
  }

  /** The text cut to a width; it must hold no styles. */
  public String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    String mark = unicode ? "…" : "~";
    return width < 1 ? "" : text.substring(0, width - 1) + mark;
  }
}
