package org.trainyard.formats.run;

import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * The paths of a run: the only class that builds them.
 *
 * @param run the run's directory
 */
public record RunLayout(Path run) {
  /** Name of the marker that is written last, and is the only truth about "done". */
  public static final String SUCCESS = "_SUCCESS";

  /** Effective configuration and identity, written before anything else. */
  public Path runDocument() {
    return new Path(run, "run.json");
  }

  /**
   * Datasets, encoding and models: what the algorithm is made from; written when the data are
   * packed.
   */
  public Path problem() {
    return new Path(run, "problem.avro");
  }

  /** The packed dataset of a role, {@code train} or {@code validation}. */
  public Path data(String role) {
    return new Path(new Path(run, "data"), role);
  }

  /** The folder of all iterations. */
  public Path iterations() {
    return new Path(run, "iterations");
  }

  /**
   * The folder of one iteration; the number is padded so that the order of names is the order of
   * numbers.
   */
  public Path iteration(int k) {
    return new Path(iterations(), String.format(Locale.ROOT, "%05d", k));
  }

  /** The state after iteration {@code k}: a folder. */
  public Path state(int k) {
    return new Path(iteration(k), "state");
  }

  /** The added shards of iteration {@code k}, when several reducers share them: a folder. */
  public Path sums(int k) {
    return new Path(iteration(k), "sums");
  }

  /** What iteration {@code k} did. */
  public Path stats(int k) {
    return new Path(iteration(k), "stats.json");
  }

  /** Written last: iteration {@code k} is finished. */
  public Path iterationSuccess(int k) {
    return new Path(iteration(k), SUCCESS);
  }

  /** The folder of what is published. */
  public Path model() {
    return new Path(run, "model");
  }

  /** The published model. */
  public Path modelFile() {
    return new Path(model(), "model.avro");
  }

  /** All K models with their metrics, and which was published why. */
  public Path candidates() {
    return new Path(model(), "candidates.json");
  }

  /** The same table for people and spreadsheets, the best configuration first. */
  public Path leaderboard() {
    return new Path(model(), "leaderboard.csv");
  }

  /** Why the run ended and what came out. */
  public Path summary() {
    return new Path(model(), "summary.json");
  }

  /** Written last of all: the run is finished. */
  public Path modelSuccess() {
    return new Path(model(), SUCCESS);
  }

  /** What happened, one log for each process that drove the run: a folder. */
  public Path events() {
    return new Path(run, "events");
  }

  /** The page of the run as one file, written whenever the run ends; a view, not a result. */
  public Path page() {
    return new Path(run, "page.html");
  }

  /** A person's wish that the run stops; its content says who. */
  public Path stop() {
    return new Path(run, "stop");
  }

  /** The YARN application that drives the run now. */
  public Path application() {
    return new Path(run, "application.json");
  }

  /** The note of a job that is got ready and not yet submitted. */
  public Path nextJob() {
    return new Path(run, ".next-job.json");
  }

  /** What is uploaded once for the run: the job jar and its configuration. */
  public Path staging() {
    return new Path(run, ".staging");
  }
}
