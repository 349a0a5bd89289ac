package org.trainyard.mapreduce.optimise;

import org.trainyard.formats.vector.Vector;

/** A method of minimisation. Immutable; its methods are pure. */
public interface Optimiser {
  /** The state before anything is evaluated, asking for an evaluation at {@code point}. */
  OptimiserState start(Vector point);

  /**
   * The state after the answer to the state's request.
   *
   * @throws ArithmeticException if the answer is not finite and there is no shorter step to try;
   *     the message says what is not finite and what may help
   */
  OptimiserState step(OptimiserState state, Evaluation evaluation);

  /** The point to publish if the run ends in this state. */
  default Vector published(OptimiserState state) {
    return state.point();
  }
}
