package org.trainyard.it.bench.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.view.Eta;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.problem.RunProblem;

/**
 * What finished runs said of the time that they would still take, against what they took: from the
 * end of an iteration to the end of the last.
 */
public final class EtaMain {
  /** Iterations after which the forecast is looked at, beside the one in the middle. */
  private static final List<Integer> AFTER = List.of(1, 2, 3, 5, 10);

  private static final int SETTLED = 3;
  private static final double TOLERANCE = 0.2;

  private int forecasts;
  private int timesNear;
  private int endsNear;
  private int countsNear;

  private EtaMain() {}

  /** The runs' folders. */
  public static void main(String[] args) throws IOException {
    System.out.println(
        "| run | after iteration | iterations, forecast | iterations, actual | left, forecast, s"
            + " | left, actual, s | error |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    EtaMain eta = new EtaMain();
    for (String run : args) {
      eta.tell(new Path(run));
    }
    System.out.printf(
        Locale.ROOT,
        "%n%d forecasts from iteration %d on: the time left within %.0f %% in %.0f %% of them, the iterations left in %.0f %%,"
            + " the end within %3$.0f %% of the time of all iterations in %.0f %%.%n",
        eta.forecasts,
        SETTLED,
        100 * TOLERANCE,
        100.0 * eta.timesNear / eta.forecasts,
        100.0 * eta.countsNear / eta.forecasts,
        100.0 * eta.endsNear / eta.forecasts);
  }

  private void tell(Path path) throws IOException {
    FileSystem fs = path.getFileSystem(new Configuration());
    RunLayout layout = new RunLayout(fs.makeQualified(path));
    RunDocument run =
        JsonFile.read(fs, layout.runDocument(), RunDocument.class, RunDocument.VERSION);
    List<IterationDocument> iterations = new ArrayList<>();
    for (int k = 1; fs.exists(layout.iterationSuccess(k)); k++) {
      iterations.add(
          JsonFile.read(fs, layout.stats(k), IterationDocument.class, IterationDocument.VERSION));
    }
    Eta eta =
        new Eta(
            TrainingKeys.MAX_ITERATIONS.get(RunProblem.settings(run)),
            TrainingKeys.TIME_LIMIT.get(RunProblem.settings(run)));
    TreeSet<Integer> looks = new TreeSet<>(AFTER);
    looks.add(iterations.size() / 2);
    for (IterationDocument iteration : iterations) {
      eta.finished(iteration);
      if (iteration.iteration() == iterations.size()) {
        break;
      }
      double end = endedMs(iterations.get(iterations.size() - 1));
      double left = (end - endedMs(iteration)) / 1000;
      if (iteration.iteration() >= SETTLED) {
        double whole = (end - iterations.get(0).startedMs()) / 1000;
        count(iteration, iterations.size(), eta, left, whole);
      }
      if (looks.contains(iteration.iteration())) {
        System.out.println(row(run.name(), iteration, iterations.size(), eta, left));
      }
    }
  }

  /** An upper bound counts as a forecast that was wrong. */
  private void count(
      IterationDocument iteration, int iterations, Eta eta, double left, double whole) {
    forecasts++;
    if (eta.isExpectation()) {
      int expected = iteration.expectedIterations() - iteration.iteration();
      double said = eta.seconds().orElse(Double.NaN);
      timesNear += near(said, left, left);
      endsNear += near(said, left, whole);
      countsNear +=
          near(expected, iterations - iteration.iteration(), iterations - iteration.iteration());
    }
  }

  private static int near(double said, double was, double of) {
    return Math.abs(said - was) <= TOLERANCE * of ? 1 : 0;
  }

  private static double endedMs(IterationDocument iteration) {
    return iteration.startedMs() + 1000 * iteration.seconds();
  }

  private static String row(
      String run, IterationDocument iteration, int iterations, Eta eta, double left) {
    double forecast = eta.seconds().orElse(Double.NaN);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %d | %s%.2f | %.2f | %+.0f %% |",
        run,
        iteration.iteration(),
        iteration.expectedIterations() == null ? "unknown" : iteration.expectedIterations(),
        iterations,
        eta.isExpectation() ? "" : "at most ",
        forecast,
        left,
        100 * (forecast - left) / left);
  }
}
