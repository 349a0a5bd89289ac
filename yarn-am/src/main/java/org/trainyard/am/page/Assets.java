package org.trainyard.am.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The page's own style and script with those of uPlot, from the job jar: nothing comes from
 * outside.
 */
final class Assets {
  /** Name of the style under {@code assets/}. */
  static final String STYLE = "page.css";

  /** Name of the script under {@code assets/}. */
  static final String SCRIPT = "page.js";

  private Assets() {}

  /** All rules of the page. */
  static String style() {
    return read("uplot.min.css") + "\n" + read("page.css");
  }

  /** All code of the page. */
  static String script() {
    return read("uplot.min.js") + "\n" + read("page.js");
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " in the job jar", e);
    }
  }
}
