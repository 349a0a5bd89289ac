package org.trainyard.am.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Builds HTML and SVG. Text and attributes are escaped here and only here, elements are closed in
 * order, and nothing but {@link #verbatim} writes what it is given as it is.
 */
final class Html {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes are pairs of name and value, a null value leaves its name out. */
  Html open(String element, Object... attributes) {
    start(element, attributes);
    open.push(element);
    return this;
  }

  /** An element that has no end. */
  Html empty(String element, Object... attributes) {
    start(element, attributes);
    return this;
  }

  /** Closes the innermost element. */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element with text in it. */
  Html element(String element, Object text, Object... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** Text, escaped. */
  Html text(Object text) {
    escape(String.valueOf(text));
    return this;
  }

  /** What is HTML already, made by this program. */
  Html verbatim(String html) {
    out.append(html);
    return this;
  }

  /** Characters so far. */
  int length() {
    return out.length();
  }

  /** The document; all elements must be closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Still open: " + open);
    }
    return out.toString();
  }

  private void start(String element, Object... attributes) {
    out.append('<').append(name(element));
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.append(' ').append(name((String) attributes[i])).append("=\"");
        escape(String.valueOf(attributes[i + 1]));
        out.append('"');
      }
    }
    out.append('>');
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a name of HTML: " + name);
    }
    return name;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
  }
}
