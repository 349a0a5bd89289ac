package org.trainyard.mapreduce.optimise;

/** A method of minimisation. Immutable; its methods are pure. */
public interface Optimiser {
  /** The state before anything is evaluated, asking for an evaluation at {@code point}. */
  OptimiserState start(double[] point);

  /**
   * The state after the answer to the state's request.
   *
   * @throws ArithmeticException if the answer is not finite and there is no shorter step to try;
   *     the message says what is not finite and what may help
   */
  OptimiserState step(OptimiserState state, Evaluation evaluation);

  /** The point to publish if the run ends in this state. */
  default double[] published(OptimiserState state) {
    return state.point();
  }
}
