package org.trainyard.mapreduce.algorithm;

import java.util.List;
import java.util.Map;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.kernel.Kernels;

/**
 * What is trained, stated as a sum over samples followed by a step (Chu et al., "Map-Reduce for
 * Machine Learning on Multicore", NIPS 2006). Engines know nothing else of an algorithm; the K
 * models of a run are a dimension of its state.
 *
 * <p>All methods are pure: no I/O, no clock, no randomness that is not drawn from the seed. Made
 * from a {@link TrainingProblem} alone, so that every process makes the same one.
 */
public interface Algorithm {
  /** The state before the first iteration. */
  State initial();

  /** How large the partials of an iteration from {@code state} are. */
  PartialShape shape(State state);

  /**
   * How many consecutive blocks are visited as one segment, in order, by one accumulator. Sums need
   * 1; local SGD, which is not a sum within a segment, takes more. It depends on the problem and
   * never on the splits.
   */
  default int blocksInSegment() {
    return 1;
  }

  /**
   * Where the partials of an iteration from {@code state} keep the losses of the models that it
   * measures; none by default. For people, who want to know which part of the data stands out.
   */
  default List<LossSum> losses(State state) {
    return List.of();
  }

  /**
   * Prepares the map side of one iteration; each thread or task has its own.
   *
   * @param kernels of the device that this process holds, or {@link Kernels#NONE}
   */
  Accumulator accumulator(State state, Kernels kernels);

  /** The map side of one iteration on the CPU. */
  default Accumulator accumulator(State state) {
    return accumulator(state, Kernels.NONE);
  }

  /**
   * The optimiser's step: the complete next state. Throws {@link DivergedException} when the sums
   * are not finite.
   */
  State next(State state, Totals totals);

  /**
   * The same state with some models stopped. A model that has stopped, for this or any reason, asks
   * nothing of the data: it has no place in the partials and costs nothing in a scan. One that had
   * stopped before keeps its reason.
   *
   * @param reasons why, by index of the model
   */
  State stopped(State state, Map<Integer, StopReason> reasons);

  /** What the state says of its K models. */
  Progress progress(State state);

  /**
   * What it means that the run's limit of iterations is reached: cut off before convergence, or,
   * for methods that are asked for a number of passes, done.
   */
  default StopReason atIterationLimit() {
    return StopReason.MAX_ITERATIONS;
  }

  /** The trained models, one for each {@link ModelSpec}, in the same order. */
  List<TrainedModel> models(State state);
}
