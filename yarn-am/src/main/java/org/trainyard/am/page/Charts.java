package org.trainyard.am.page;

/** Where the script draws: what stands below says the same in tables. */
final class Charts {
  private Charts() {}

  /** Loss and metrics of the models over the iterations. */
  static void curves(Html html) {
    html.open("div", "class", "tools");
    html.open("label", "for", "curves-measure").text("Show ").close();
    html.open("select", "id", "curves-measure").close();
    html.open("label");
    html.empty("input", "type", "checkbox", "id", "curves-log");
    html.text(" logarithmic").close();
    html.close();
    figure(
        html,
        "curves",
        "Curves of the models over the iterations; the table below has the numbers");
  }

  /** Where the seconds of each iteration went. */
  static void times(Html html) {
    figure(html, "times", "Seconds of each iteration by part; the table below has the numbers");
  }

  private static void figure(Html html, String id, String words) {
    html.open("figure");
    html.open("div", "class", "chart", "id", id + "-chart", "role", "img", "aria-label", words);
    html.close();
    html.element("p", "", "class", "readout", "id", id + "-readout");
    html.close();
  }
}
