package org.trainyard.am.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trainyard.am.facts.Curve;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.event.RunEvent;

/**
 * A run in a few lines that change: curve, progress, figures, where the time goes, what is waited
 * for, warnings. Pure. No line is longer than the terminal is wide.
 */
public final class LiveFrame {
  /** Narrower than this there is no curve. */
  private static final int NARROW = 60;

  private static final int CURVE_ROWS = 3;
  private static final int WIDEST_CURVE = 40;
  private static final int WIDEST_BAR = 30;
  private static final int MOST_WARNINGS = 2;
  private static final int MOST_METRICS = 2;
  private static final String BLOCKS = " ▏▎▍▌▋▊▉";

  private final RunFacts facts;
  private final Look look;
  private final int width;
  private final List<String> lines = new ArrayList<>();

  private LiveFrame(RunFacts facts, Look look) {
    this.facts = facts;
    this.look = look;
    // The last column is left free: some terminals wrap as soon as it is written to.
    this.width = Math.max(10, look.columns() - 1);
  }

  /**
   * Draws.
   *
   * @param doing what the run does now, in words; empty if that is clear
   * @param fraction of the running iteration, from 0 to 1; NaN if unknown
   */
  public static List<String> of(RunFacts facts, String doing, double fraction, Look look) {
    LiveFrame frame = new LiveFrame(facts, look);
    frame.title();
    frame.curve();
    frame.progress(fraction);
    frame.time();
    frame.waiting(doing, fraction);
    frame.warnings();
    return frame.lines;
  }

  private void title() {
    RunFacts.Head head = facts.head();
    StringBuilder text = new StringBuilder(head.name());
    String dot = look.unicode() ? " · " : " - ";
    if (head.algorithm() != null) {
      text.append(dot).append(head.algorithm());
    }
    if (head.problem() != null) {
      text.append(dot)
          .append(Figures.count(head.problem().trainingRows()))
          .append(look.unicode() ? " × " : " x ")
          .append(Figures.count(head.problem().features()));
    }
    if (facts.models().size() > 1) {
      text.append(dot).append(facts.models().size()).append(" models");
    }
    if (head.engine() != null) {
      text.append(dot).append(head.engine());
    }
    long working =
        facts.workers().stream()
            .filter(worker -> worker.presence() == RunFacts.Presence.WORKING)
            .count();
    if (working > 0) {
      text.append(dot).append(working).append(working == 1 ? " worker" : " workers");
    }
    lines.add(look.styled(Look.Style.BOLD, look.cut(text.toString(), width)));
  }

  private void curve() {
    RunFacts.Model best = best();
    if (best == null || best.objective().last() == null) {
      return;
    }
    List<Curve.Point> points =
        best.objective().points().stream().filter(point -> point.iteration() > 0).toList();
    List<String> figures = figures(best);
    if (width < NARROW || points.size() < 2) {
      lines.add(look.cut(String.join("  ", figures), width));
      return;
    }
    double[] x = points.stream().mapToDouble(Curve.Point::iteration).toArray();
    double[] y = points.stream().mapToDouble(Curve.Point::value).toArray();
    int columns = Math.min(WIDEST_CURVE, width / 2 - 12);
    if (!look.unicode()) {
      String curve = BrailleCurve.ascii(x, y, columns);
      lines.add(look.cut("[" + curve + "]  " + String.join("  ", figures), width));
      return;
    }
    String top = Figures.number(best.objective().greatest().value());
    String bottom = Figures.number(best.objective().least().value());
    int label = Math.max(top.length(), bottom.length());
    List<String> drawn = BrailleCurve.braille(x, y, columns, CURVE_ROWS);
    for (int row = 0; row < CURVE_ROWS; row++) {
      String left = row == 0 ? top : row == CURVE_ROWS - 1 ? bottom : "";
      String right = row < figures.size() ? figures.get(row) : "";
      lines.add(
          look.styled(Look.Style.DIM, " ".repeat(label - left.length()) + left)
              + " "
              + look.styled(Look.Style.CURVE, drawn.get(row))
              + "  "
              + look.cut(right, width - label - columns - 3));
    }
  }

  /** The model with the least objective. */
  private RunFacts.Model best() {
    return facts.models().stream()
        .filter(model -> !Double.isNaN(model.objective().lastValue()))
        .min(Comparator.comparingDouble(model -> model.objective().lastValue()))
        .orElse(facts.models().isEmpty() ? null : facts.models().get(0));
  }

  private List<String> figures(RunFacts.Model best) {
    List<String> figures = new ArrayList<>();
    List<Curve.Point> points = best.objective().points();
    double now = best.objective().lastValue();
    String change = "";
    if (points.size() > 1) {
      change = String.format(Locale.ROOT, " (%+.1e)", now - points.get(points.size() - 2).value());
    }
    figures.add(
        (facts.models().size() > 1 ? "least objective " : "objective ")
            + Figures.number(now)
            + change);
    boolean heldOut = !best.validation().isEmpty();
    StringBuilder metrics = new StringBuilder();
    (heldOut ? best.validation() : best.train())
        .entrySet().stream()
            .filter(metric -> !metric.getKey().endsWith("loss"))
            .limit(MOST_METRICS)
            .forEach(metric -> metrics.append(metrics.isEmpty() ? "" : "  ").append(words(metric)));
    if (!metrics.isEmpty()) {
      figures.add((heldOut ? "held out: " : "training: ") + metrics);
    }
    if (facts.models().size() > 1 && !best.label().isEmpty()) {
      figures.add(best.label());
    }
    return figures;
  }

  private static String words(Map.Entry<String, Curve> metric) {
    return metric.getKey() + " " + Figures.number(metric.getValue().lastValue());
  }

  private void progress(double fraction) {
    RunFacts.Head head = facts.head();
    boolean iterates = !head.state().over() && head.state() != RunFacts.State.PACKING;
    double running = Double.isNaN(fraction) || !iterates ? 0 : fraction;
    long most =
        head.expectedIterations() == null ? head.mostIterations() : head.expectedIterations();
    double share = most == 0 ? 0 : Math.min(1, (head.iteration() + running) / most);
    if (head.state() == RunFacts.State.FINISHED) {
      share = 1;
    }
    String words =
        String.format(
            Locale.ROOT,
            "%3d %%  iteration %d of %s%d%s",
            Math.round(100 * share),
            head.iteration(),
            head.expectedIterations() == null ? "at most " : "about ",
            most,
            left());
    int room = Math.min(WIDEST_BAR, width - words.length() - 3);
    lines.add(room < 5 ? look.cut(words.strip(), width) : bar(share, room) + " " + words);
  }

  private String left() {
    RunFacts.Head head = facts.head();
    if (head.state().over() || Double.isNaN(head.secondsLeft())) {
      return "";
    }
    return ", "
        + (head.leftIsExpected() ? "about " : "at most ")
        + Figures.duration(head.secondsLeft())
        + " left";
  }

  private String bar(double share, int columns) {
    if (!look.unicode()) {
      int full = (int) (share * columns);
      return "[" + "#".repeat(full) + ".".repeat(columns - full) + "]";
    }
    int eighths = (int) (share * columns * 8);
    int full = eighths / 8;
    String part = full < columns ? BLOCKS.substring(eighths % 8, eighths % 8 + 1) : "";
    return "▕"
        + look.styled(Look.Style.CURVE, "█".repeat(full) + part)
        + " ".repeat(columns - full - part.length())
        + "▏";
  }

  private void time() {
    List<RunEvent.PackingEnded> packings = facts.head().packings();
    if (!facts.iterations().isEmpty()) {
      RunFacts.Iteration last = facts.iterations().get(facts.iterations().size() - 1);
      time("last took ", last.seconds(), last.time());
    } else if (!packings.isEmpty()) {
      RunEvent.PackingEnded last = packings.get(packings.size() - 1);
      time("packing took ", last.seconds(), last.time());
    }
  }

  private void time(String what, double seconds, RunEvent.TimeSplit time) {
    StringBuilder text = new StringBuilder(what).append(Figures.duration(seconds));
    if (time != null && time.known()) {
      text.append(": ");
      share(text, "waiting", time.waiting(), seconds);
      share(text, "start", time.start(), seconds);
      share(text, "read", time.read(), seconds);
      share(text, "compute", time.compute(), seconds);
      share(text, "shuffle", time.shuffle(), seconds);
      share(text, "step", time.step(), seconds);
    }
    lines.add(look.styled(Look.Style.DIM, look.cut(text.toString(), width)));
  }

  private static void share(StringBuilder text, String name, double seconds, double all) {
    long percent = Math.round(100 * seconds / Math.max(all, 1e-9));
    if (percent > 0) {
      String gap = text.charAt(text.length() - 1) == ' ' ? "" : ", ";
      text.append(gap).append(name).append(' ').append(percent).append(" %");
    }
  }

  private void waiting(String doing, double fraction) {
    RunEvent.Waiting waits = facts.head().waiting();
    String text = waits != null && waits.sentence() != null ? waits.sentence() : doing;
    // Which iteration runs, the line of progress says.
    if (!text.isEmpty() && !text.startsWith("iteration ")) {
      boolean packs = facts.head().state() == RunFacts.State.PACKING && fraction > 0;
      lines.add(look.cut(packs ? text + ", " + Math.round(100 * fraction) + " %" : text, width));
    }
  }

  private void warnings() {
    List<String> told = new ArrayList<>();
    facts.warnings().forEach(said -> told.add(said.sentence()));
    facts.alerts().forEach(alert -> told.add(alert.sentence()));
    for (String sentence : told.subList(Math.max(0, told.size() - MOST_WARNINGS), told.size())) {
      lines.add(look.styled(Look.Style.WARNING, look.cut("! " + sentence, width)));
    }
  }
}
