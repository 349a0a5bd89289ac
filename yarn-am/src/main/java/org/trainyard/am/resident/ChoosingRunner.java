package org.trainyard.am.resident;

import java.io.IOException;
import java.util.Locale;
import org.trainyard.am.resident.EnginePolicy.Choice;
import org.trainyard.am.resident.EnginePolicy.Engine;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.engine.ChainedRunner;
import org.trainyard.mapreduce.engine.ChildJobs;
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

  private final IterationRunner resident;
  private final IterationRunner chained;
  private final ChildJobs jobs;
  private final Freedom freedom;
  private final Prospect prospect;
  private Prospect.Estimate estimate;
  private Choice last;
  private double chainedSeconds = Double.NaN;
  private double residentSeconds = Double.NaN;
  private int residentIterations;
  private int failures;

  /**
   * Of two engines.
   *
   * @param jobs finds a job that an earlier attempt left running
   */
  public ChoosingRunner(
      IterationRunner resident,
      IterationRunner chained,
      ChildJobs jobs,
      Freedom freedom,
      Prospect prospect) {
    this.resident = resident;
    this.chained = chained;
    this.jobs = jobs;
    this.freedom = freedom;
    this.prospect = prospect;
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
    boolean adoptable =
        last == null && jobs.running(ChainedRunner.tag(run.problem().run().runId(), k)).isPresent();
    Choice choice = choose(run, adoptable);
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

  private Choice choose(RunContext run, boolean adoptable) throws IOException {
    if (freedom == Freedom.RESIDENT && !adoptable) {
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
            adoptable));
  }

  private Result resident(RunContext run, int k, State before, Choice choice)
      throws IOException, InterruptedException {
    say(run, k, choice);
    long started = System.nanoTime();
    Result result = resident.run(run, k, before);
    // The first one reads the data, so it says nothing of those to come.
    residentSeconds = residentIterations++ == 0 ? Double.NaN : since(started);
    failures = 0;
    return result;
  }

  private Result chained(RunContext run, int k, State before, Choice choice)
      throws IOException, InterruptedException {
    say(run, k, choice);
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
