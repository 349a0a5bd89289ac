package org.trainyard.am.resident;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.trainyard.am.resident.EnginePolicy.Choice;
import org.trainyard.am.resident.EnginePolicy.Engine;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.engine.IterationRunner;
import org.trainyard.mapreduce.engine.RunContext;

/**
 * Takes for each iteration the engine that suits it, and says so in one line whenever that changes.
 * Belongs to the run's thread.
 */
public final class ChoosingRunner implements IterationRunner {
  /** How free the choice is. */
  public enum Freedom {
    /** Whatever suits. */
    ANY,
    /** Resident was asked for; only a job that runs already is not doubled. */
    RESIDENT
  }

  /** What is known of an iteration before one was carried out. */
  @FunctionalInterface
  public interface Prospect {
    /** Whether the containers' memory will hold the data, and how long the arithmetic may take. */
    record Estimate(boolean holdsAll, double arithmeticSeconds) {}

    /** Of this run. */
    Estimate of(RunContext run) throws IOException;
  }

  /** Knows whether a job of an iteration runs that an earlier attempt submitted. */
  @FunctionalInterface
  public interface Adoptable {
    /** Whether one does. */
    boolean is(RunContext run, int k) throws IOException;
  }

  private final IterationRunner resident;
  private final IterationRunner chained;
  private final Adoptable adoptable;
  private final Freedom freedom;
  private final Prospect prospect;
  private final Consumer<String> rest;
  private Prospect.Estimate estimate;
  private Choice last;
  private double chainedSeconds = Double.NaN;
  private double residentSeconds = Double.NaN;
  private int residentIterations;
  private int failures;

  /**
   * Of two engines.
   *
   * @param adoptable knows the jobs that an earlier attempt left running
   * @param freedom whether resident was asked for
   * @param prospect tells what is to be expected, asked once
   * @param rest gives the containers back, for a reason, so that a job has them
   */
  public ChoosingRunner(
      IterationRunner resident,
      IterationRunner chained,
      Adoptable adoptable,
      Freedom freedom,
      Prospect prospect,
      Consumer<String> rest) {
    this.resident = resident;
    this.chained = chained;
    this.adoptable = adoptable;
    this.freedom = freedom;
    this.prospect = prospect;
    this.rest = rest;
  }

  @Override
  public String engine() {
    return last == null || last.engine() == Engine.RESIDENT ? resident.engine() : chained.engine();
  }

  @Override
  public String because() {
    return last == null ? null : last.because();
  }

  @Override
  public Result run(RunContext run, int k, State before) throws IOException, InterruptedException {
    Choice choice = choose(run, last == null && adoptable.is(run, k));
    if (choice.engine() == Engine.CHAINED) {
      return chained(run, k, before, choice);
    }
    try {
      return resident(run, k, before, choice);
    } catch (ResidentUnavailableException e) {
      if (freedom == Freedom.RESIDENT) {
        throw e;
      }
      failures += e.why() == ResidentUnavailableException.Why.FAILURES ? 1 : 0;
      return chained(run, k, before, new Choice(Engine.CHAINED, e.getMessage()));
    }
  }

  @Override
  public void rest() {
    chained.rest();
  }

  private Choice choose(RunContext run, boolean running) throws IOException {
    if (freedom == Freedom.RESIDENT && !running) {
      return new Choice(Engine.RESIDENT, "it was asked for");
    }
    if (estimate == null) {
      estimate = prospect.of(run);
    }
    return EnginePolicy.choose(
        new EnginePolicy.Facts(
            estimate.holdsAll(),
            estimate.arithmeticSeconds(),
            chainedSeconds,
            residentSeconds,
            failures,
            running));
  }

  private Result resident(RunContext run, int k, State before, Choice choice)
      throws IOException, InterruptedException {
    say(run, k, choice);
    chained.rest();
    long started = System.nanoTime();
    Result result = resident.run(run, k, before);
    double took = since(started);
    // The first one reads the data, and one that lost its containers waits: neither says anything
    // of
    // those to come.
    if (residentIterations++ > 0 && !(residentSeconds <= took)) {
      residentSeconds = took;
    }
    failures = 0;
    return result;
  }

  private Result chained(RunContext run, int k, State before, Choice choice)
      throws IOException, InterruptedException {
    say(run, k, choice);
    rest.accept(choice.because());
    long started = System.nanoTime();
    Result result = chained.run(run, k, before);
    chainedSeconds = since(started);
    return result;
  }

  private void say(RunContext run, int k, Choice choice) {
    if (last == null || !last.equals(choice)) {
      run.listener()
          .phase(
              "iteration "
                  + k
                  + ": engine "
                  + choice.engine().name().toLowerCase(Locale.ROOT)
                  + ", because "
                  + choice.because());
    }
    last = choice;
  }

  private static double since(long started) {
    return (System.nanoTime() - started) / 1e9;
  }
}
