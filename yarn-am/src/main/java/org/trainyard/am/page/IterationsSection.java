package org.trainyard.am.page;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.view.Figures;
import org.trainyard.formats.event.RunEvent;

/** Where the time of the iterations went. Pure. */
final class IterationsSection implements Section {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 12;

  /** Less than this is nothing. */
  private static final double LEAST_SECONDS = 5e-4;

  @Override
  public String id() {
    return "iterations";
  }

  @Override
  public String title() {
    return "Time of the iterations";
  }

  @Override
  public boolean has(RunFacts facts) {
    return !facts.iterations().isEmpty();
  }

  @Override
  public void write(RunFacts facts, Html html) {
    List<RunFacts.Iteration> shown = Bounded.last(facts.iterations(), Bounded.ITERATIONS);
    List<RunFacts.Iteration> packings =
        facts.head().packings().stream().map(IterationsSection::row).toList();
    List<RunFacts.Iteration> rows = new ArrayList<>(packings);
    rows.addAll(shown);
    TimeBins bins = TimeBins.of(rows, rows.size());
    html.open("ul", "class", "key", "aria-label", "Parts of an iteration");
    // Of all iterations, as the chart has them, and of the packings; the table may need fewer.
    List<RunFacts.Iteration> all = new ArrayList<>(packings);
    all.addAll(facts.iterations());
    TimeBins.of(all, ChartData.MOST_BARS)
        .seconds()
        .keySet()
        .forEach(
            part ->
                html.open("li")
                    .element("span", "", "class", "swatch box t-" + part)
                    .text(part.equals(TimeBins.OTHER) ? "not told apart" : part)
                    .close());
    html.close();
    List<String> heads = new ArrayList<>(List.of("#iteration", "#objective", "#seconds", "split"));
    bins.seconds().keySet().forEach(part -> heads.add("#" + part));
    heads.addAll(List.of("#samples", "#tasks", "engine"));
    boolean jobs = shown.stream().anyMatch(iteration -> iteration.job() != null);
    if (jobs) {
      heads.add("job");
    }
    Cells.table(html, "The last iterations, seconds by part", heads.toArray(String[]::new));
    for (int i = rows.size() - 1; i >= 0; i--) {
      row(html, rows.get(i), bins, jobs);
    }
    Cells.end(html);
    Bounded.rest(
        html, facts.iterations().size(), shown.size(), "iterations", "api/iterations?from=1");
  }

  /** A packing as a row of its own, below the iterations. */
  private static RunFacts.Iteration row(RunEvent.PackingEnded packing) {
    return new RunFacts.Iteration(
        0,
        packing.engine(),
        null,
        packing.atMs() - Math.round(1000 * packing.seconds()),
        packing.seconds(),
        packing.time(),
        packing.rows(),
        packing.workers().stream().mapToInt(RunEvent.WorkerSum::attempts).sum(),
        null,
        Double.NaN);
  }

  private static void row(Html html, RunFacts.Iteration iteration, TimeBins bins, boolean jobs) {
    html.open("tr");
    boolean packing = iteration.iteration() == 0;
    html.element("th", packing ? "packing" : iteration.iteration(), "scope", "row", "class", "n");
    Cells.number(html, packing ? "" : Cells.figure(iteration.objective()));
    Cells.number(html, Cells.seconds(iteration.seconds()));
    html.open("td", "class", "share");
    share(html, iteration, bins);
    html.close();
    for (String part : bins.seconds().keySet()) {
      double seconds = TimeBins.seconds(iteration, part);
      Cells.number(html, seconds < LEAST_SECONDS ? "" : Cells.seconds(seconds));
    }
    Cells.number(html, Figures.count(iteration.rows()));
    Cells.number(html, iteration.tasks() == 0 ? "" : Figures.count(iteration.tasks()));
    html.element("td", iteration.engine());
    if (jobs) {
      html.element("td", iteration.job() == null ? "" : iteration.job(), "class", "k");
    }
    html.close();
  }

  private static void share(Html html, RunFacts.Iteration iteration, TimeBins bins) {
    html.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true");
    double whole = Math.max(iteration.seconds(), 1e-9);
    double x = 0;
    for (String part : bins.seconds().keySet()) {
      double next = Math.min(1, x + TimeBins.seconds(iteration, part) / whole);
      int from = (int) Math.round(WIDTH * x);
      HeadSection.rect(html, "t-" + part, from, (int) Math.round(WIDTH * next) - from, HEIGHT);
      x = next;
    }
    html.close();
  }
}
