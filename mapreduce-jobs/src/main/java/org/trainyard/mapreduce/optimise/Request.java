package org.trainyard.mapreduce.optimise;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.vector.Vector;

/**
 * What an optimiser wants to know from the next pass over the data.
 *
 * @param kind what is asked
 * @param vectors points and directions, as the kind says; not modified
 * @param steps lengths along the direction; for {@link Kind#LINE} only
 */
public record Request(Kind kind, List<Vector> vectors, double[] steps) {
  /** What can be asked. */
  public enum Kind {
    /** Nothing: this model is done. */
    NONE,
    /** Value and gradient at vectors[0]. */
    GRADIENT,
    /** As {@link #GRADIENT}, and a matrix that resembles the Hessian, see {@link Evaluation}. */
    METRIC,
    /** Value and gradient at p = vectors[0], and the values at p + steps[i] * vectors[1]. */
    LINE,
    /** Value and gradient at vectors[0], and the values at all further vectors. */
    POINTS,
    /** The Hessian at vectors[0] times vectors[1]. */
    HESSIAN,
    /**
     * The value at vectors[0], and the weighted mean of the points that mini-batch steps from there
     * reach on each segment of the data.
     */
    LOCAL,
    /** As {@link #GRADIENT} and {@link #LOCAL} together. */
    ONLINE
  }

  private static final double[] NO_STEPS = {};

  /** Asks nothing. */
  public static Request none() {
    return new Request(Kind.NONE, List.of(), NO_STEPS);
  }

  /** Asks value and gradient at a point. */
  public static Request gradient(Vector point) {
    return new Request(Kind.GRADIENT, List.of(point), NO_STEPS);
  }

  /** Asks value, gradient and a matrix like the Hessian at a point. */
  public static Request metric(Vector point) {
    return new Request(Kind.METRIC, List.of(point), NO_STEPS);
  }

  /** Asks value and gradient at a point, and values beside it along a line. */
  public static Request line(Vector point, Vector direction, double[] steps) {
    return new Request(Kind.LINE, List.of(point, direction), steps);
  }

  /** Asks value and gradient at a point, and values at others. */
  public static Request points(Vector point, List<Vector> others) {
    List<Vector> all = new ArrayList<>(others.size() + 1);
    all.add(point);
    all.addAll(others);
    return new Request(Kind.POINTS, List.copyOf(all), NO_STEPS);
  }

  /** Asks the Hessian at a point times a direction. */
  public static Request hessian(Vector point, Vector direction) {
    return new Request(Kind.HESSIAN, List.of(point, direction), NO_STEPS);
  }

  /** Asks the value at a point and where local steps lead from it. */
  public static Request local(Vector point) {
    return new Request(Kind.LOCAL, List.of(point), NO_STEPS);
  }

  /** Asks value and gradient at a point, and where local steps lead from it. */
  public static Request online(Vector point) {
    return new Request(Kind.ONLINE, List.of(point), NO_STEPS);
  }

  /** Whether local steps are asked. */
  public boolean takesLocalSteps() {
    return kind == Kind.LOCAL || kind == Kind.ONLINE;
  }

  /** The point whose gradient, or Hessian, is asked. */
  public Vector point() {
    return vectors.get(0);
  }

  /** Number of values that are asked. */
  public int values() {
    return switch (kind) {
      case NONE, HESSIAN -> 0;
      case GRADIENT, METRIC, LOCAL, ONLINE -> 1;
      case LINE -> 1 + steps.length;
      case POINTS -> vectors.size();
    };
  }
}
