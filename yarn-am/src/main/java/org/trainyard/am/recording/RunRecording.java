package org.trainyard.am.recording;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.facts.FactsLedger;
import org.trainyard.am.facts.LiveFacts;
import org.trainyard.am.facts.RunFactsReader;
import org.trainyard.am.outcome.Failure;
import org.trainyard.formats.event.EventLogWriter;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.RunOutcome;
import org.trainyard.mapreduce.record.AlertSettings;
import org.trainyard.mapreduce.record.RunRecorder;

/**
 * The record of a run in the process that drives it. The facts are there at once; the log begins
 * when the run does.
 */
public final class RunRecording {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecording.class);

  private final Configuration conf;
  private final RunDirectory directory;
  private final Driver driver;
  private final LiveFacts facts;
  private final Clock clock = Clock.systemUTC();

  private RunRecording(Configuration conf, RunDirectory directory, Driver driver, LiveFacts facts) {
    this.conf = conf;
    this.directory = directory;
    this.driver = driver;
    this.facts = facts;
  }

  /** A run to carry out, with who hears what it does. */
  @FunctionalInterface
  public interface Drive {
    /** Runs to the end. */
    RunOutcome run(RunListener listener) throws IOException, InterruptedException;
  }

  /**
   * What is told of a process that did not end by itself.
   *
   * @param end what it means for the run
   * @param reason its name
   * @param sentence the first cause in one line
   */
  public record Ending(RunEvent.End end, String reason, String sentence) {
    /** Of what was thrown. */
    public static Ending of(Throwable cause, RunEvent.End end) {
      Failure failure = Failure.of(cause);
      return new Ending(end, failure.exit().name(), failure.sentence());
    }
  }

  /** Prepares the record of a run by this process; reads what earlier ones left. */
  public static RunRecording of(
      Configuration conf, RunDirectory directory, RunDocument run, Driver driver) {
    FactsLedger ledger;
    try {
      ledger = new RunFactsReader(conf, directory.layout().run()).ledger();
    } catch (IOException | RuntimeException e) {
      LOG.warn("What was recorded of the run so far cannot be read: {}", e.toString());
      ledger = new FactsLedger(directory.layout().run().toString(), run);
    }
    return new RunRecording(conf, directory, driver, new LiveFacts(ledger, Clock.systemUTC()));
  }

  /** What is known of the run, kept up to date while it is driven. */
  public LiveFacts facts() {
    return facts;
  }

  /**
   * Carries out a run and records it, from who begins it to how it ended.
   *
   * @param next hears what the run does, too
   * @param failed what is told of a process that failed so
   */
  public RunOutcome record(RunListener next, Function<Throwable, Ending> failed, Drive drive)
      throws IOException, InterruptedException {
    FileSystem fs = directory.layout().run().getFileSystem(conf);
    int before = directory.lastIteration();
    try (EventLogWriter log =
            EventLogWriter.open(fs, directory.layout().events(), driver.writer());
        RunRecorder recorder =
            new RunRecorder(
                new FractionListener(next, facts),
                event -> {
                  log.accept(event);
                  facts.accept(event);
                },
                AlertSettings.of(conf::get),
                clock)) {
      recorder.event(began(before, fs.exists(directory.layout().problem())));
      try {
        RunOutcome outcome = drive.run(recorder);
        recorder.ended(ended(outcome));
        return outcome;
      } catch (IOException | InterruptedException | RuntimeException | Error e) {
        recorder.ended(ended(failed.apply(e)));
        throw e;
      }
    }
  }

  private RunEvent began(int iterations, boolean packed) {
    return new RunEvent.AttemptBegan(
        clock.millis(),
        packed ? RunEvent.Begin.RESUMED : RunEvent.Begin.STARTED,
        driver.attempt(),
        driver.application(),
        driver.engine(),
        driver.host(),
        driver.user(),
        driver.codeVersion(),
        iterations,
        driver.log());
  }

  private RunEvent.AttemptEnded ended(RunOutcome outcome) {
    return new RunEvent.AttemptEnded(
        clock.millis(),
        outcome.model() == null ? RunEvent.End.STOPPED : RunEvent.End.FINISHED,
        outcome.reason().name(),
        outcome.sentence(),
        outcome.iterations());
  }

  private RunEvent.AttemptEnded ended(Ending ending) {
    return new RunEvent.AttemptEnded(
        clock.millis(),
        ending.end(),
        ending.reason(),
        ending.sentence(),
        facts.snapshot().head().iteration());
  }
}
