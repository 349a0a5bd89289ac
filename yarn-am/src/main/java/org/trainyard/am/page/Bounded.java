package org.trainyard.am.page;

import java.util.List;

/** How much of everything the page shows: a long run makes no long page. The API has all of it. */
final class Bounded {
  static final int NOTICES = 8;
  static final int MODELS = 60;
  static final int ITERATIONS = 25;
  static final int WORKERS = 60;
  static final int NODES = 40;
  static final int SPLITS = 40;
  static final int TASKS = 40;
  static final int EVENTS = 60;

  private Bounded() {}

  /** The last ones of a list. */
  static <T> List<T> last(List<T> all, int most) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  /** What is left out, in words; writes nothing if nothing is. */
  static void rest(Html html, int all, int shown, String what, String api) {
    if (all > shown) {
      html.open("p", "class", "soft")
          .text("… and " + (all - shown) + " more " + what + "; ")
          .element("code", api)
          .text(" has all of them.")
          .close();
    }
  }
}
