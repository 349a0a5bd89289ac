package org.trainyard.it.bench.peer;

/**
 * One run of a peer.
 *
 * @param peer its name
 * @param round from 1
 * @param seconds of the whole process
 * @param peakMb of all its processes together
 * @param iterations as it counts them
 * @param secondsPerIteration as its own log has it
 * @param objective by the neutral evaluator
 * @param failure what went wrong, or null
 */
record Measurement(
    String peer,
    int round,
    double seconds,
    long peakMb,
    int iterations,
    double secondsPerIteration,
    double objective,
    String failure) {
  static Measurement failed(String peer, int round, MeasuredProcess.Outcome outcome, String why) {
    return new Measurement(
        peer, round, outcome.seconds(), outcome.peakMb(), 0, Double.NaN, Double.NaN, why);
  }

  boolean done() {
    return failure == null;
  }

  /** How far its objective is above the best, as a fraction of that. */
  double gap(double best) {
    return (objective - best) / best;
  }
}
