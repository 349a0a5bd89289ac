package org.trainyard.gpu.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trainyard.formats.state.State;
import org.trainyard.gpu.check.ProductsCheck;
import org.trainyard.gpu.check.ProductsCheck.Outcome;
import org.trainyard.gpu.check.ProductsCheck.Size;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.kernel.Precision;

/** Networks on tensor cores, as the stand-in understands them from the PTX ISA. */
class TensorProductsTest {
  private static OnTheStandIn device(Precision precision, Tiling tiling) throws Exception {
    return new OnTheStandIn(precision, (products, rows, tiles) -> tiling);
  }

  @ParameterizedTest
  @CsvSource({
    "TF32,TENSOR_SMALL", "TF32,TENSOR_LARGE", "TF32,TENSOR_HUGE",
    "BF16,TENSOR_SMALL", "BF16,TENSOR_LARGE", "BF16,TENSOR_HUGE"
  })
  void productsAreWithinTheErrorOfTheirFactorsRoundings(Precision precision, Tiling tiling)
      throws Exception {
    try (OnTheStandIn device = device(precision, tiling)) {
      ProductsCheck check = new ProductsCheck(device);
      for (Size size : TensorContract.sizes()) {
        Outcome outcome = check.check(size);
        assertTrue(outcome.largest() <= 1, size + " " + outcome);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TF32", "BF16"})
  void theyAreNotOfMoreDigitsThanAskedFor(Precision precision) throws Exception {
    Precision finer = precision == Precision.BF16 ? Precision.TF32 : Precision.SINGLE;
    try (OnTheStandIn device = device(precision, Tiling.TENSOR_SMALL)) {
      Outcome outcome = new ProductsCheck(device, finer).check(new Size(16, 8, 8));
      assertTrue(outcome.forward() > 1, "forward " + outcome);
      assertTrue(outcome.back() > 1, "back " + outcome);
      assertTrue(outcome.gradient() > 1, "gradient " + outcome);
    }
  }

  /** Several blocks of the largest tiles. */
  @ParameterizedTest
  @EnumSource(names = {"TF32", "BF16"})
  void soAreThoseOfSeveralBlocks(Precision precision) throws Exception {
    try (OnTheStandIn device = device(precision, Tiling.TENSOR_HUGE)) {
      Outcome outcome = new ProductsCheck(device).check(new Size(130, 129, 131));
      assertTrue(outcome.largest() <= 1, outcome::toString);
    }
  }

  /** All that a step does beside products: activation, dropout, penalty, lanes, partial batches. */
  // With ReLU, rounding puts some units to the other side of 0.
  @ParameterizedTest
  @CsvSource({"TF32,relu,5e-2", "TF32,tanh,5e-3", "BF16,sigmoid,4e-2", "BF16,tanh,4e-2"})
  void aSegmentIsNearTheExactOneWhateverTheTiling(
      Precision precision, String activation, double bound) throws Exception {
    float[] exact = moved(activation, Precision.EXACT, Tiling.SMALL);
    float[] found = moved(activation, precision, Tiling.TENSOR_SMALL);
    assertFalse(Arrays.equals(exact, found), "nothing was rounded");
    assertTrue(distance(exact, found) <= bound, "moved elsewhere by " + distance(exact, found));
    assertArrayEquals(found, moved(activation, precision, Tiling.TENSOR_LARGE));
    assertArrayEquals(found, moved(activation, precision, Tiling.TENSOR_HUGE));
  }

  /** How weights move in an iteration, by steps that go with the gradient. */
  private static float[] moved(String activation, Precision precision, Tiling tiling)
      throws Exception {
    NetworkProblem problem =
        new NetworkProblem(37, 5, 400)
            .set("trainyard.model.hidden", "41,19")
            .set("trainyard.model.activation", activation)
            .set("trainyard.model.dropout", 0.2)
            .set("trainyard.model.l2", 0.01)
            .set("trainyard.optimiser.local-rule", "momentum")
            .set("trainyard.optimiser.batch-size", 48)
            .model(ModelSpec.NO_FOLD, java.util.Map.of())
            .model(ModelSpec.EVERY_SAMPLE, java.util.Map.of("trainyard.model.dropout", 0.0));
    Algorithm algorithm = problem.algorithm();
    State state = algorithm.initial();
    try (OnTheStandIn device = device(precision, tiling)) {
      State next =
          algorithm.next(
              state, OnTheStandIn.partial(algorithm, state, problem.segments(), device).totals());
      double[] before = state.parameter("weights.0");
      double[] after = next.parameter("weights.0");
      float[] moved = new float[after.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = (float) (after[i] - before[i]);
      }
      return moved;
    }
  }

  /** The norm of a difference, relative to the first. */
  private static double distance(float[] exact, float[] found) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < exact.length; i++) {
      difference += Math.pow(exact[i] - found[i], 2);
      norm += Math.pow(exact[i], 2);
    }
    return Math.sqrt(difference / norm);
  }

  @Test
  void sparseFirstLayersAreNotRounded() throws Exception {
    NetworkProblem problem = new NetworkProblem(6, 3, 120).sparse(0.5);
    Algorithm algorithm = problem.set("trainyard.model.hidden", "").algorithm();
    State state = algorithm.initial();
    try (OnTheStandIn exact = device(Precision.EXACT, Tiling.SMALL)) {
      byte[] expected =
          OnTheStandIn.bytes(OnTheStandIn.partial(algorithm, state, problem.segments(), exact));
      try (OnTheStandIn device = device(Precision.BF16, Tiling.TENSOR_SMALL)) {
        assertArrayEquals(
            expected,
            OnTheStandIn.bytes(OnTheStandIn.partial(algorithm, state, problem.segments(), device)));
      }
    }
  }
}
