package org.trainyard.am.page;

import java.util.Locale;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.view.Figures;

/** What run this is and how it stands: the top of the page. Pure. */
final class HeadSection {
  private HeadSection() {}

  /** The sentence, the bar and the facts. */
  static void write(RunFacts facts, Html html) {
    RunFacts.Head head = facts.head();
    html.element("p", Headline.of(facts), "class", "says", "id", "says");
    bar(head, html);
    html.open("dl", "class", "facts");
    fact(html, "Run", head.path(), "wide");
    fact(html, "Data", data(head), "wide");
    fact(html, "Application", head.application(), null);
    fact(html, "User", head.user(), null);
    fact(html, "Queue", head.queue(), null);
    fact(html, "Engine", engine(head), null);
    fact(html, "Created", Cells.day(head.createdMs()), null);
    fact(
        html,
        head.state().over() ? "Ended" : Headline.word(head.state()) + " since",
        Cells.day(head.sinceMs()),
        null);
    fact(html, "Time in iterations", Cells.seconds(head.secondsSpent()), null);
    fact(html, "Models", models(facts), null);
    html.close();
    if (head.because() != null) {
      html.element("p", "Engine " + head.engine() + ", because " + head.because(), "class", "soft");
    }
    notices(facts, html);
  }

  private static void bar(RunFacts.Head head, Html html) {
    double progress = Double.isFinite(head.progress()) ? head.progress() : 0;
    String percent = String.format(Locale.ROOT, "%.0f %%", 100 * progress);
    html.open("div", "class", "progress");
    html.open(
        "svg",
        "viewBox",
        "0 0 1000 8",
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        "Progress " + percent);
    rect(html, "bar-ground", 0, 1000, 8);
    rect(html, "bar-done", 0, (int) Math.round(1000 * progress), 8);
    html.close();
    html.element("span", percent);
    html.close();
  }

  static void rect(Html html, String kind, int x, int width, int height) {
    html.open("rect", "class", kind, "x", x, "y", 0, "width", width, "height", height).close();
  }

  private static void fact(Html html, String name, String value, String kind) {
    if (value != null && !value.isEmpty()) {
      html.open("div", "class", kind).element("dt", name).element("dd", value).close();
    }
  }

  private static String data(RunFacts.Head head) {
    String inputs = head.inputs() == null ? "" : head.inputs();
    if (head.problem() == null) {
      return inputs;
    }
    return inputs
        + (inputs.isEmpty() ? "" : ": ")
        + Cells.count(head.problem().trainingRows(), "sample", "samples")
        + (head.problem().validationRows() == 0
            ? ""
            : " and " + Figures.count(head.problem().validationRows()) + " held out")
        + ", "
        + Cells.count(head.problem().features(), "feature", "features")
        + ", "
        + Figures.bytes(head.problem().bytes())
        + " packed";
  }

  private static String engine(RunFacts.Head head) {
    if (head.engine() == null) {
      return head.engineAsked();
    }
    return head.engine().equals(head.engineAsked())
        ? head.engine()
        : head.engine() + " (asked for: " + head.engineAsked() + ")";
  }

  private static String models(RunFacts facts) {
    long left = facts.models().stream().filter(model -> model.stop() != null).count();
    String algorithm = facts.head().algorithm() == null ? "" : facts.head().algorithm() + ", ";
    return facts.models().isEmpty()
        ? algorithm.replace(", ", "")
        : algorithm
            + Cells.count(facts.models().size(), "model", "models")
            + (left == 0 ? "" : ", " + left + " done");
  }

  /** Alerts, and whatever else somebody should read: the latest ones. */
  private static void notices(RunFacts facts, Html html) {
    Bounded.last(facts.alerts(), Bounded.NOTICES)
        .forEach(
            alert ->
                html.open("p", "class", "notice")
                    .element("b", alert.kind().name().toLowerCase(Locale.ROOT))
                    .text(": " + alert.sentence())
                    .close());
    Bounded.last(facts.warnings(), Bounded.NOTICES)
        .forEach(said -> html.element("p", said.sentence(), "class", "notice"));
  }
}
