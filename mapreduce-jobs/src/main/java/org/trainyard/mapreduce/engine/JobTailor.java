package org.trainyard.mapreduce.engine;

import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;

/** Gives the jobs of the chained engine what their cluster wants. Asked on the run's thread. */
public interface JobTailor {
  /** Wanted number of map tasks, asked anew for each iteration. */
  int splits();

  /**
   * Gives a job its class path, files, tags, queue and priority: what does not depend on the number
   * of its tasks, and may be needed some time before the job is.
   */
  void dress(Job job);

  /**
   * How the tasks of a job are carried out.
   *
   * @param how in words
   * @param because in words
   */
  record Fit(String how, String because) {}

  /** Whether what {@link #dress} gave a job some time ago is what it would give now. */
  default boolean stillFits(Configuration job) {
    return true;
  }

  /**
   * The last settings before a job is submitted.
   *
   * @param job modified
   * @param splits number of map tasks
   * @param last what the map tasks of an earlier iteration took, or null if nobody knows
   * @return what was chosen and why, or null where there was no choice
   */
  default Fit fit(Configuration job, int splits, MapWork last) {
    return null;
  }

  /** Of functions. */
  static JobTailor of(Consumer<Job> customiser, IntSupplier splits) {
    return new JobTailor() {
      @Override
      public int splits() {
        return splits.getAsInt();
      }

      @Override
      public void dress(Job job) {
        customiser.accept(job);
      }
    };
  }
}
