package org.trainyard.am.page;

import java.util.List;
import java.util.Locale;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.view.DeviceLine;
import org.trainyard.am.view.Figures;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.event.RunEvent;

/** Who drove the run and who worked for it, over the time. Pure. */
final class WorkersSection implements Section {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 14;

  @Override
  public String id() {
    return "workers";
  }

  @Override
  public String title() {
    return "Attempts and workers";
  }

  @Override
  public boolean has(RunFacts facts) {
    return !facts.workers().isEmpty() || !facts.attempts().isEmpty();
  }

  @Override
  public void write(RunFacts facts, Html html) {
    Span span = Span.of(facts);
    html.open("ul", "class", "key", "aria-label", "Colours of the timeline");
    key(html, "starting", "t-start");
    if (!facts.head().packings().isEmpty()) {
      key(html, "packing", "t-read");
    }
    key(html, "at work", "t-compute");
    html.close();
    html.open("div", "class", "lanes");
    attempts(facts, span, html);
    if (!facts.workers().isEmpty()) {
      workers(facts, span, html);
    }
    html.close();
    if (facts.device() != null) {
      html.element("p", "Computed: " + DeviceLine.of(facts.device()));
    }
  }

  private static void key(Html html, String words, String colour) {
    html.open("li").element("span", "", "class", "swatch box " + colour).text(words).close();
  }

  private static void attempts(RunFacts facts, Span span, Html html) {
    Cells.table(
        html,
        "Processes that drove the run, " + Cells.day(span.from()) + " to " + Cells.day(span.to()),
        "attempt",
        "host",
        "timeline",
        "began",
        "ended",
        "how",
        "log");
    for (RunFacts.Attempt attempt : Bounded.last(facts.attempts(), Bounded.WORKERS)) {
      RunEvent.AttemptBegan began = attempt.began();
      RunEvent.AttemptEnded ended = attempt.ended();
      html.open("tr");
      html.element(
          "th", began.attempt() == 0 ? "local" : began.attempt(), "scope", "row", "class", "k");
      html.element("td", text(began.host()));
      lane(html, span, 0, began.atMs(), ended == null ? span.to() : ended.atMs(), List.of());
      Cells.number(html, Cells.time(began.atMs()));
      Cells.number(html, ended == null ? "" : Cells.time(ended.atMs()));
      Cells.words(
          html,
          ended == null
              ? word(began.begin()) + ", engine " + began.engine()
              : word(ended.end()) + ": " + ended.sentence());
      html.open("td");
      log(html, began.log());
      html.close().close();
    }
    Cells.end(html);
  }

  private static void workers(RunFacts facts, Span span, Html html) {
    List<RunFacts.Worker> shown = Bounded.last(facts.workers(), Bounded.WORKERS);
    Cells.table(
        html,
        "Workers",
        "worker",
        "node",
        "timeline",
        "state",
        "size",
        "#splits done",
        "#not counted",
        "#samples",
        "#packed",
        "#read",
        "#compute",
        "#on a GPU",
        "why it left",
        "log");
    for (RunFacts.Worker worker : shown) {
      html.open("tr");
      html.element("th", worker.worker(), "scope", "row", "class", "k");
      html.element("td", text(worker.node()));
      long came = worker.cameMs() == 0 ? worker.grantedMs() : worker.cameMs();
      lane(
          html,
          span,
          worker.grantedMs(),
          came,
          worker.leftMs() == 0 ? span.to() : worker.leftMs(),
          packings(facts, worker, came));
      html.element("td", state(worker));
      html.element("td", size(worker), "class", "k");
      long packed =
          facts.head().packings().stream().mapToLong(packing -> packed(packing, worker)).sum();
      sums(html, worker.sum(), packed);
      Cells.words(html, text(worker.why()));
      html.open("td");
      log(html, worker.log());
      html.close().close();
    }
    Cells.end(html);
    Bounded.rest(html, facts.workers().size(), shown.size(), "workers", "api/workers");
  }

  private static void sums(Html html, RunEvent.WorkerSum sum, long packed) {
    Cells.number(html, sum == null ? "" : Figures.count(sum.attempts()));
    Cells.number(html, sum == null ? "" : Figures.count(sum.others()));
    Cells.number(html, sum == null ? "" : Figures.count(sum.rows()));
    Cells.number(html, packed == 0 ? "" : Figures.count(packed));
    Cells.number(html, sum == null ? "" : Cells.seconds(sum.readMs() / 1e3));
    Cells.number(html, sum == null ? "" : Cells.seconds(sum.computeMs() / 1e3));
    Cells.number(html, sum == null || sum.device() == null ? "" : share(sum.device()));
  }

  /** The share of its rows that a worker computed on its device. */
  private static String share(DeviceUse use) {
    long all = use.rows() + use.rowsOnCpu();
    return all == 0 ? "" : Math.round(100.0 * use.rows() / all) + " %";
  }

  private static void log(Html html, String url) {
    if (url != null) {
      Cells.link(html, url, "log");
    }
  }

  private static String size(RunFacts.Worker worker) {
    String cores = worker.cores() == 0 ? "" : Cells.count(worker.cores(), "core", "cores");
    return worker.memoryMb() == 0
        ? cores
        : Figures.bytes(worker.memoryMb() << 20) + (cores.isEmpty() ? "" : ", " + cores);
  }

  private static String state(RunFacts.Worker worker) {
    return worker.how() == null ? word(worker.presence()) : word(worker.how());
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }

  /** When a worker packed, ms since the epoch. */
  private record Packed(long from, long to) {}

  /** The packings that a worker had a hand in, as far as it was there. */
  private static List<Packed> packings(RunFacts facts, RunFacts.Worker worker, long came) {
    return facts.head().packings().stream()
        .filter(packing -> packed(packing, worker) > 0)
        .map(
            packing ->
                new Packed(
                    Math.max(came, packing.atMs() - Math.round(1000 * packing.seconds())),
                    packing.atMs()))
        .toList();
  }

  private static long packed(RunEvent.PackingEnded packing, RunFacts.Worker worker) {
    return packing.workers().stream()
        .filter(sum -> sum.worker().equals(worker.worker()))
        .mapToLong(RunEvent.WorkerSum::rows)
        .sum();
  }

  /** From {@code granted} to {@code came} it starts, from there to {@code left} it works. */
  private static void lane(
      Html html, Span span, long granted, long came, long left, List<Packed> packings) {
    html.open("td", "class", "lane");
    html.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true");
    HeadSection.rect(html, "lane-ground", 0, WIDTH, HEIGHT);
    if (granted > 0) {
      part(html, span, "lane-start", granted, came);
    }
    if (came > 0) {
      part(html, span, "lane-work", came, left);
    }
    packings.forEach(packed -> part(html, span, "lane-pack", packed.from(), packed.to()));
    html.close().close();
  }

  private static void part(Html html, Span span, String kind, long from, long to) {
    int x = span.at(from);
    HeadSection.rect(html, kind, x, Math.max(2, span.at(to) - x), HEIGHT);
  }

  /** The time that the lanes are drawn over, ms since the epoch. */
  private record Span(long from, long to) {
    static Span of(RunFacts facts) {
      long from = Long.MAX_VALUE;
      for (RunFacts.Attempt attempt : facts.attempts()) {
        from = Math.min(from, attempt.began().atMs());
      }
      for (RunFacts.Worker worker : facts.workers()) {
        long first = worker.grantedMs() == 0 ? worker.cameMs() : worker.grantedMs();
        from = first == 0 ? from : Math.min(from, first);
      }
      RunFacts.Head head = facts.head();
      long to = head.state().over() ? head.heardMs() : head.nowMs();
      return new Span(from == Long.MAX_VALUE ? to : from, to);
    }

    int at(long ms) {
      double share = (double) (ms - from) / Math.max(1, to - from);
      return (int) Math.round(WIDTH * Math.max(0, Math.min(1, share)));
    }
  }
}
