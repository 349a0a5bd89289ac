package org.trainyard.am.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.trainyard.am.view.Figures;

/** What the tables of the page have in common. */
final class Cells {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Cells() {}

  /** Opens a table that scrolls by itself where it is wider than the screen. */
  static Html table(Html html, String caption, String... heads) {
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    html.open("table").element("caption", caption).open("thead").open("tr");
    for (String head : heads) {
      boolean number = head.startsWith("#");
      html.element(
          "th", number ? head.substring(1) : head, "scope", "col", "class", number ? "n" : null);
    }
    return html.close().close().open("tbody");
  }

  /** Closes what {@link #table} opened. */
  static void end(Html html) {
    html.close().close().close();
  }

  /** A cell with a number. */
  static Html number(Html html, String text) {
    return html.element("td", text, "class", "n");
  }

  /** A cell with words that may break. */
  static Html words(Html html, String text) {
    return html.element("td", text == null ? "" : text, "class", "w");
  }

  /** A number of people; empty where it is unknown. */
  static String figure(double value) {
    return Double.isNaN(value) ? "" : Figures.number(value);
  }

  /** A duration; empty where it is unknown. */
  static String seconds(double seconds) {
    return Double.isNaN(seconds) ? "" : Figures.duration(seconds);
  }

  /** Day and time, UTC; empty where it is unknown. */
  static String day(long ms) {
    return ms == 0 ? "" : DAY.format(Instant.ofEpochMilli(ms)) + " UTC";
  }

  /** Time of the day, UTC; empty where it is unknown. */
  static String time(long ms) {
    return ms == 0 ? "" : TIME.format(Instant.ofEpochMilli(ms));
  }

  /** A link to a page, or its text alone where there is none that a browser may open. */
  static Html link(Html html, String url, String text) {
    Optional<String> safe = safe(url);
    return safe.isPresent()
        ? html.element("a", text, "href", safe.get(), "rel", "noreferrer")
        : html.text(text);
  }

  /** Addresses of web pages only: whatever else a log may hold is no link. */
  static Optional<String> safe(String url) {
    if (url == null) {
      return Optional.empty();
    }
    try {
      String scheme = new URI(url).getScheme();
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      return web ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** A singular or a plural. */
  static String count(long number, String one, String more) {
    return Figures.count(number) + " " + (number == 1 ? one : more);
  }
}
