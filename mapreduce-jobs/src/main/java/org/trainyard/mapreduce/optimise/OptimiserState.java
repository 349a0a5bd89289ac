package org.trainyard.mapreduce.optimise;

import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.vector.Vector;

/**
 * An optimiser's complete state: together with its settings it determines all that follows.
 *
 * @param phase what the last request was for, in the optimiser's own words
 * @param outcome what the last evaluation did
 * @param objective f + l1 at the current point; NaN before it is known
 * @param gradientNorm Euclidean norm of the gradient there, of the pseudo-gradient with l1; NaN if
 *     not known
 * @param stepLength length of the last step in units of its direction; NaN if not known
 * @param numbers further numbers by name
 * @param vectors the current point, "x", and further vectors by name; not modified
 * @param request what is asked next
 */
public record OptimiserState(
    String phase,
    Outcome outcome,
    double objective,
    double gradientNorm,
    double stepLength,
    SortedMap<String, Double> numbers,
    SortedMap<String, Vector> vectors,
    Request request) {

  /** What an evaluation did. */
  public enum Outcome {
    /** The state did not get to a new point. */
    WAITING,
    /** The point that was evaluated is now the current point. */
    MOVED,
    /** No step lowers the objective any more. */
    EXHAUSTED
  }

  /** Name of the current point among the vectors. */
  public static final String POINT = "x";

  /** The current point: the last that was evaluated and accepted. */
  public Vector point() {
    return vectors.get(POINT);
  }

  /** The same state, asking something else of the same point. */
  public OptimiserState asking(Request other) {
    return new OptimiserState(
        phase, outcome, objective, gradientNorm, stepLength, numbers, vectors, other);
  }

  /** The same state, telling another objective and norm of the gradient. */
  public OptimiserState telling(double otherObjective, double otherNorm) {
    return new OptimiserState(
        phase, outcome, otherObjective, otherNorm, stepLength, numbers, vectors, request);
  }

  /** The same state, asking nothing more: it keeps its point and lets all other vectors go. */
  public OptimiserState stopped() {
    SortedMap<String, Vector> kept = new TreeMap<>();
    kept.put(POINT, point());
    return new OptimiserState(
        phase, outcome, objective, gradientNorm, stepLength, numbers, kept, Request.none());
  }
}
