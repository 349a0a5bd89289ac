package org.trainyard.am.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.publish.Summary;

/** A run for people. */
public final class RunView {
  private static final int LAST_ITERATIONS = 10;

  private RunView() {}

  /** Who asked for what: everything but the defaults. */
  public static List<String> asked(String path, RunDocument run) {
    List<String> lines = new ArrayList<>();
    lines.add("run        " + path);
    lines.add("name       " + run.name() + " (" + run.runId() + ")");
    lines.add(
        "created    "
            + Instant.ofEpochMilli(run.createdMs())
            + " by "
            + run.createdBy()
            + ", Trainyard "
            + run.codeVersion());
    Table settings = new Table("setting", "value", "from");
    run.settings()
        .forEach(
            (name, setting) -> {
              if (!setting.source().equals("default")) {
                settings.row(name, setting.value(), setting.source());
              }
            });
    if (!settings.isEmpty()) {
      lines.add("");
      lines.addAll(settings.lines());
    }
    return lines;
  }

  /** The last iterations. */
  public static List<String> iterations(List<IterationDocument> iterations) {
    List<String> lines = new ArrayList<>();
    int left = Math.max(0, iterations.size() - LAST_ITERATIONS);
    if (left > 0) {
      lines.add("… " + left + " iterations before");
    }
    iterations.stream().skip(left).map(IterationLine::of).forEach(lines::add);
    return lines;
  }

  /** How it ended and what came out. */
  public static List<String> result(String model, Summary summary) {
    List<String> lines = new ArrayList<>();
    lines.add("model      " + model);
    lines.add("objective  " + Figures.number(summary.objective()));
    if (!summary.train().isEmpty()) {
      lines.add("training   " + Figures.metrics(summary.train()));
    }
    if (!summary.validation().isEmpty()) {
      lines.add("held out   " + Figures.metrics(summary.validation()));
    }
    return lines;
  }
}
