package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.config.KeySource;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.forecast.IterationForecast;
import org.trainyard.mapreduce.forecast.Pilot;
import org.trainyard.mapreduce.forecast.PilotTrace;

/**
 * After how many iterations a run will end. A method that is asked for a number of passes makes
 * that many; for the others a pilot trains a small part of the data beside the first iterations, on
 * a thread of its own, and until it is done the run's own decline is all that there is. What goes
 * wrong with it costs the forecast and nothing else.
 */
final class Outlook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outlook.class);

  /** Where the data are not so many times larger than a pilot, it would cost more than it tells. */
  private static final int WORTH = 4;

  private static final long LEAST_ROWS = 4000;
  private static final long MOST_ROWS = 20_000;
  private static final double MOST_SECONDS = 60;

  private final Integer certain;
  private final IterationForecast forecast;
  private volatile PilotTrace pilot;
  private volatile boolean closed;

  private Outlook(Integer certain, IterationForecast forecast) {
    this.certain = certain;
    this.forecast = forecast;
  }

  /** Of a run, whose pilot begins now. */
  static Outlook of(RunContext run, long mostIterations) {
    int most = (int) Math.min(Integer.MAX_VALUE, mostIterations);
    if (run.algorithm().atIterationLimit() == StopReason.EPOCHS) {
      return new Outlook(most, null);
    }
    KeySource settings = run.problem().settings();
    IterationForecast forecast =
        new IterationForecast(
            mostIterations,
            TrainingKeys.GRADIENT_TOLERANCE.get(settings),
            TrainingKeys.RELATIVE_TOLERANCE.get(settings));
    Outlook outlook = new Outlook(null, forecast);
    long rows = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, run.problem().rows() / 40));
    if (run.problem().rows() >= WORTH * rows) {
      Thread thread = new Thread(() -> outlook.pilot(run, rows, most), "trainyard-pilot");
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY);
      thread.start();
    }
    return outlook;
  }

  private void pilot(RunContext run, long rows, int mostIterations) {
    try {
      Pilot.Limits limits = new Pilot.Limits(rows, mostIterations, MOST_SECONDS);
      Pilot.Report report = Pilot.run(run.problem(), limits, () -> closed);
      pilot = report.trace();
      LOG.info("{}", report);
    } catch (IOException | RuntimeException e) {
      LOG.info("No forecast of the number of iterations: {}", e.toString());
    }
  }

  /** Hears the progress after an iteration; how many the whole run will have, or null. */
  Integer after(Progress progress) {
    if (certain != null) {
      return certain;
    }
    forecast.hear(progress);
    OptionalInt iterations = forecast.iterations(pilot);
    return iterations.isPresent() ? iterations.getAsInt() : null;
  }

  @Override
  public void close() {
    closed = true;
  }
}
