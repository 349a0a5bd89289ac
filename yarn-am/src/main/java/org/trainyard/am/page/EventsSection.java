package org.trainyard.am.page;

import java.util.List;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.event.RunEvent;

/** What happened, the latest first. Pure. */
final class EventsSection implements Section {
  @Override
  public String id() {
    return "events";
  }

  @Override
  public String title() {
    return "What happened";
  }

  @Override
  public boolean has(RunFacts facts) {
    return !facts.events().isEmpty();
  }

  @Override
  public void write(RunFacts facts, Html html) {
    List<RunEvent> told =
        facts.events().stream().filter(event -> !EventWords.of(event).isEmpty()).toList();
    List<RunEvent> shown = Bounded.last(told, Bounded.EVENTS);
    Cells.table(html, "The latest first", "at", "what");
    for (int i = shown.size() - 1; i >= 0; i--) {
      html.open("tr");
      html.element("td", Cells.day(shown.get(i).atMs()), "class", "k");
      html.open("td", "class", "w");
      words(html, shown.get(i));
      html.close().close();
    }
    Cells.end(html);
    Bounded.rest(html, told.size(), shown.size(), "events", "events/*.jsonl");
  }

  private static void words(Html html, RunEvent event) {
    if (event instanceof RunEvent.JobSubmitted job) {
      Cells.link(html, job.link(), EventWords.of(job));
    } else {
      html.text(EventWords.of(event));
    }
  }
}
