package org.trainyard.mapreduce.forecast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.catalogue.KnownAlgorithms;
import org.trainyard.mapreduce.problem.RunProblem;

/** Trains a sample of the data in memory, with the calling thread, and takes the times. */
public final class Pilot {
  /**
   * How much a pilot may take.
   *
   * @param rows about so many samples
   * @param iterations at most
   * @param seconds no further iteration after so many
   */
  public record Limits(long rows, int iterations, double seconds) {}

  /**
   * What it found.
   *
   * @param rows of the sample
   * @param features that the sample was trained with
   * @param read what was read to get it
   * @param visitSeconds the map side of an iteration over the sample, as the fastest of the second
   *     half of the iterations took it: the first ones run unoptimised code
   * @param stepSeconds the optimiser's step, likewise
   * @param trace of the iterations
   */
  public record Report(
      long rows,
      int features,
      Read read,
      double visitSeconds,
      double stepSeconds,
      PilotTrace trace) {}

  /**
   * Reading and decoding with one thread.
   *
   * @param rows that were read
   * @param bytes of them as stored
   * @param seconds wall time
   */
  public record Read(long rows, long bytes, double seconds) {}

  private final PilotSample sample;
  private final Algorithm algorithm;
  private final Limits limits;

  private Pilot(PilotSample sample, Limits limits) {
    this.sample = sample;
    this.algorithm = new KnownAlgorithms().create(sample.problem());
    this.limits = limits;
  }

  /**
   * Trains the sample.
   *
   * @param enough asked between iterations
   */
  public static Report run(RunProblem problem, Limits limits, BooleanSupplier enough)
      throws IOException {
    return run(PilotSample.of(problem, limits.rows()), limits, enough);
  }

  /** The same with a sample that is read. */
  static Report run(PilotSample sample, Limits limits, BooleanSupplier enough) {
    return new Pilot(sample, limits).train(enough);
  }

  private Report train(BooleanSupplier enough) {
    long began = System.nanoTime();
    List<Progress> progress = new ArrayList<>();
    List<Double> visits = new ArrayList<>();
    List<Double> steps = new ArrayList<>();
    State state = algorithm.initial();
    progress.add(algorithm.progress(state));
    while (!last(progress).finished()
        && visits.size() < limits.iterations()
        && seconds(began) < limits.seconds()
        && !enough.getAsBoolean()) {
      long started = System.nanoTime();
      Partial partial = visit(state);
      visits.add(seconds(started));
      started = System.nanoTime();
      state = algorithm.next(state, partial.totals());
      steps.add(seconds(started));
      progress.add(algorithm.progress(state));
    }
    return new Report(
        sample.rows(),
        sample.problem().features().count(),
        sample.read(),
        settled(visits),
        settled(steps),
        PilotTrace.of(
            progress,
            sample.rows() < sample.problem().features().count()
                ? PilotTrace.Likeness.POOR
                : PilotTrace.Likeness.GOOD));
  }

  private Partial visit(State state) {
    Partial partial = new Partial(algorithm.shape(state));
    Accumulator accumulator = algorithm.accumulator(state);
    for (Segment segment : sample.segments()) {
      accumulator.accumulate(segment, partial);
      partial.visited(segment.rows());
    }
    accumulator.finish(partial);
    return partial;
  }

  private static Progress last(List<Progress> progress) {
    return progress.get(progress.size() - 1);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static double settled(List<Double> times) {
    double[] late =
        times.stream().skip(times.size() / 2).mapToDouble(Double::doubleValue).toArray();
    return Arrays.stream(late).min().orElse(0);
  }
}
