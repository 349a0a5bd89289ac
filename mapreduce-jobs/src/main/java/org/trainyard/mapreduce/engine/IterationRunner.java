package org.trainyard.mapreduce.engine;

import java.io.IOException;
import org.trainyard.formats.state.State;

/**
 * How one iteration is carried out. All runners give the same bits, so a run may change them
 * between iterations.
 */
public interface IterationRunner {
  /** Name of the engine that carried out the last iteration, for reports. */
  String engine();

  /** Why it was that engine, where there was a choice, or null. */
  default String because() {
    return null;
  }

  /**
   * Carries out iteration {@code k}: state {@code k - 1} is there, in its folder once the run's
   * {@link Durability} says so; state {@code k} is written to its folder, or left to the caller to
   * write. Called again after a crash, it adopts what is finished, waits for what still runs, and
   * does the rest anew.
   *
   * @param before the state after iteration {@code k - 1}
   * @throws IterationFailedException if it could not be carried out
   * @throws org.trainyard.mapreduce.algorithm.DivergedException if the step has no finite result
   * @throws StoppedException if the run was asked to stop while it waited
   */
  Result run(RunContext run, int k, State before) throws IOException, InterruptedException;

  /** No further iteration comes to this runner for now: lets go of what was got ready for one. */
  default void rest() {}

  /** Where the state after an iteration is. */
  enum Place {
    /** In the folder of its iteration. */
    FOLDER,
    /** In memory only: the caller writes it, before the iteration counts. */
    MEMORY
  }

  /**
   * What came of an iteration.
   *
   * @param next the state after it
   * @param job the MapReduce job that carried it out, or null
   * @param account knows where the time went
   * @param place where the state is
   */
  record Result(State next, String job, Account account, Place place) {
    /** Of a state in its folder. */
    public Result(State next, String job, Account account) {
      this(next, job, account, Place.FOLDER);
    }

    /** Where nobody knows where the time went. */
    public Result(State next, String job) {
      this(next, job, Account.none());
    }
  }
}
