package org.trainyard.am.page;

import java.util.List;
import org.trainyard.am.facts.RunFacts;

/**
 * The page of a run as one HTML document: everything stands in it as text and tables; a script
 * draws the curves and keeps a live page fresh. Pure.
 */
public final class RunPage {
  private static final List<Section> SECTIONS =
      List.of(
          new ModelsSection(),
          new IterationsSection(),
          new WorkersSection(),
          new SplitsSection(),
          new SettingsSection(),
          new EventsSection());

  /** A falling curve; without one, browsers ask the ResourceManager for its own. */
  private static final String ICON =
      "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
          + "<path d='M1 2c3 0 3 11 14 11' stroke='%231d5fa8' stroke-width='2.5' fill='none'/></svg>";

  private RunPage() {}

  /** The document for one reader. */
  static String of(RunFacts facts, Frame frame) {
    Html html = new Html();
    html.verbatim("<!DOCTYPE html>\n");
    html.open("html", "lang", "en");
    head(facts, frame, html);
    html.open(
        "body",
        "data-live",
        frame.live(),
        "data-state",
        Headline.word(facts.head().state()),
        "data-token",
        frame.token());
    html.element("a", "To the content", "class", "skip", "href", "#content");
    top(facts, frame, html);
    List<Section> shown = SECTIONS.stream().filter(section -> section.has(facts)).toList();
    jumps(shown, html);
    html.open("main", "class", "wrap", "id", "content");
    shown.forEach(section -> section(section, facts, html));
    html.close();
    foot(facts, frame, html);
    data(facts, html);
    frame.script(html);
    html.close().close();
    return html.toString();
  }

  private static void head(RunFacts facts, Frame frame, Html html) {
    html.open("head");
    html.empty("meta", "charset", "utf-8");
    frame.policy(html);
    if (frame.base() != null) {
      html.empty("base", "href", frame.base());
    }
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.empty("meta", "name", "referrer", "content", "same-origin");
    html.element(
        "title",
        facts.head().name() + " · " + Headline.word(facts.head().state()) + " · Trainyard");
    html.empty("link", "rel", "icon", "href", ICON);
    frame.style(html);
    html.close();
  }

  private static void top(RunFacts facts, Frame frame, Html html) {
    RunFacts.Head head = facts.head();
    String state = Headline.word(head.state());
    html.open("header", "class", "top wrap");
    html.open("div", "data-part", "head", "aria-live", "off");
    html.element(
        "div",
        "Trainyard" + (head.codeVersion() == null ? "" : " " + head.codeVersion()),
        "class",
        "brand");
    html.open("h1").text(head.name() + " ");
    html.element("span", state, "class", "state state-" + state).close();
    HeadSection.write(facts, html);
    html.close();
    html.element("p", "", "class", "warn", "id", "connection", "role", "status");
    actions(facts, frame, html);
    html.close();
  }

  private static void actions(RunFacts facts, Frame frame, Html html) {
    RunFacts.Head head = facts.head();
    if (frame.token() == null || head.state().over()) {
      return;
    }
    html.open("div", "class", "actions");
    html.element(
        "button",
        "Stop after this iteration",
        "type",
        "button",
        "data-action",
        "stop",
        "data-question",
        "Stop the run after its current iteration? The same command goes on with it.");
    html.element(
        "button",
        "Kill now",
        "type",
        "button",
        "class",
        "danger",
        "data-action",
        "kill",
        "data-question",
        "End the application and its jobs now? What is finished stays, the running iteration is lost.");
    html.element("span", "", "id", "action-said", "role", "status");
    html.close();
    html.open("p", "class", "no-script")
        .text("Without a script the run is stopped by ")
        .element("code", "trainyard stop " + head.path())
        .close();
  }

  private static void jumps(List<Section> sections, Html html) {
    html.open("nav", "class", "jump", "aria-label", "Parts of the page");
    html.open("ul", "class", "wrap");
    for (Section section : sections) {
      html.open("li").element("a", section.title(), "href", "#" + section.id()).close();
    }
    html.close().close();
  }

  private static void section(Section section, RunFacts facts, Html html) {
    html.open("section", "id", section.id(), "aria-labelledby", section.id() + "-title");
    html.element("h2", section.title(), "id", section.id() + "-title");
    if (section instanceof ModelsSection) {
      Charts.curves(html);
    } else if (section instanceof IterationsSection) {
      Charts.times(html);
    }
    html.open("div", "data-part", section.id());
    section.write(facts, html);
    html.close().close();
  }

  private static void foot(RunFacts facts, Frame frame, Html html) {
    html.open("footer", "class", "wrap");
    if (frame.live()) {
      for (String name : ApiServlet.DOCUMENTS) {
        html.element("a", name, "href", "api/" + name);
      }
      html.element("a", "metrics", "href", "metrics");
      html.element("a", "trace", "href", "api/trace", "download", "trace.json");
    } else {
      html.text("The run as it stood on " + Cells.day(facts.head().nowMs()) + ".");
    }
    html.close();
  }

  /** Data, not code: the browser does not run it. */
  private static void data(RunFacts facts, Html html) {
    html.open("script", "type", "application/json", "id", "chart-data");
    // No "</script>" can be in it, whatever a label says.
    html.verbatim(ChartData.of(facts).toString().replace("<", "\\u003c"));
    html.close();
  }
}
