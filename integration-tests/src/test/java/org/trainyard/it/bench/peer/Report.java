package org.trainyard.it.bench.peer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The measurements of a task as Markdown: a table, then ratios against the goals.
 *
 * @param best objective that anybody has found
 */
record Report(Task task, List<Measurement> measurements, double best) {
  private static final String HEADER =
      """
      | program | whole process, s | peak of all processes, MiB | iterations | s an iteration | above the best objective |
      | --- | --- | --- | --- | --- | --- |
      """;

  /** A goal: one figure of a peer of ours against the best of some others. */
  private record Goal(
      String text,
      String ours,
      List<String> others,
      ToDoubleFunction<Measurement> figure,
      double most) {}

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        format(
            "%n**%s**: %,d rows, %,d columns, %,d MB of text; l2 %.3g; best objective %.9f%n%n",
            task.name(),
            task.rows(),
            task.columns(),
            task.file().toFile().length() / 1_000_000,
            task.l2(),
            best));
    text.append(HEADER);
    measurements.stream().map(Measurement::peer).distinct().map(this::row).forEach(text::append);
    text.append(format("%n"));
    goals().map(this::verdict).forEach(text::append);
    return text.toString();
  }

  private String row(String peer) {
    List<Measurement> of = of(peer);
    String failure =
        of.stream().filter(m -> !m.done()).map(Measurement::failure).findAny().orElse(null);
    if (failure != null) {
      return format(
          "| %s | %s | %s | | | |%n", peer, failure, range(of, Measurement::peakMb, "%.0f"));
    }
    double gap = of.stream().mapToDouble(m -> m.gap(best)).max().orElseThrow();
    return format(
        "| %s | %s | %s | %s | %s | %.1e%s |%n",
        peer,
        range(of, Measurement::seconds, "%.1f"),
        range(of, Measurement::peakMb, "%.0f"),
        range(of, Measurement::iterations, "%.0f"),
        range(of, Measurement::secondsPerIteration, "%.3f"),
        Math.max(0, gap),
        gap <= Contest.SAME ? "" : ", not comparable");
  }

  private Stream<Goal> goals() {
    Stream<Goal> onYarn =
        Stream.of("trainyard-auto", "trainyard-resident", "trainyard-chained")
            .flatMap(
                ours ->
                    Stream.of(
                        new Goal(
                            "whole job on YARN",
                            ours,
                            List.of("spark-yarn"),
                            Measurement::seconds,
                            0.6),
                        new Goal(
                            "iteration on YARN",
                            ours,
                            List.of("spark-yarn"),
                            Measurement::secondsPerIteration,
                            0.5)));
    Stream<Goal> local =
        Stream.of(
            new Goal(
                "whole process",
                "trainyard-local",
                List.of("spark", "h2o"),
                Measurement::seconds,
                0.8),
            new Goal(
                "iteration",
                "trainyard-local",
                List.of("spark"),
                Measurement::secondsPerIteration,
                0.5));
    Stream<Goal> sparse =
        Stream.of(
                new Goal(
                    "whole process",
                    "trainyard-local",
                    List.of("liblinear"),
                    Measurement::seconds,
                    1.5))
            .filter(goal -> task.name().equals("sparse"));
    return Stream.of(onYarn, local, sparse).flatMap(goals -> goals);
  }

  /** Nothing where one of the two was not measured. */
  private String verdict(Goal goal) {
    double ours = figure(goal.ours(), goal);
    String other = null;
    double theirs = Double.POSITIVE_INFINITY;
    for (String name : goal.others()) {
      if (figure(name, goal) < theirs) {
        theirs = figure(name, goal);
        other = name;
      }
    }
    if (other == null || Double.isNaN(ours)) {
      return "";
    }
    double ratio = ours / theirs;
    return format(
        "- %s: %s / %s = %.2f (goal at most %.1f: %s)%n",
        goal.text(),
        goal.ours(),
        other,
        ratio,
        goal.most(),
        ratio <= goal.most() ? "met" : "missed");
  }

  /** Median over the rounds; NaN where the peer did not finish or has another objective. */
  private double figure(String peer, Goal goal) {
    List<Measurement> of = of(peer);
    boolean comparable =
        !of.isEmpty() && of.stream().allMatch(m -> m.done() && m.gap(best) <= Contest.SAME);
    return comparable ? median(of.stream().mapToDouble(goal.figure()).toArray()) : Double.NaN;
  }

  private List<Measurement> of(String peer) {
    return measurements.stream().filter(m -> m.peer().equals(peer)).toList();
  }

  private static String range(
      List<Measurement> of, ToDoubleFunction<Measurement> figure, String form) {
    double[] values = of.stream().mapToDouble(figure).sorted().toArray();
    String middle = format(form, median(values));
    String least = format(form, values[0]);
    String most = format(form, values[values.length - 1]);
    return least.equals(most) ? middle : middle + " (" + least + "–" + most + ")";
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
