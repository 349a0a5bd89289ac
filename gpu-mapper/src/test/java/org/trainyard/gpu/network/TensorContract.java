package org.trainyard.gpu.network;

import java.util.List;
import org.trainyard.gpu.check.ProductsCheck;
import org.trainyard.gpu.check.ProductsCheck.Outcome;
import org.trainyard.gpu.check.ProductsCheck.Size;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * Products on tensor cores are within their bounds: a part of {@link TensorProductsTest} as a
 * program, where the process may not outlive it. Exit code 0 if the contract is kept.
 */
public final class TensorContract {
  private TensorContract() {}

  /** Awkward ones: one of everything, whole instructions and tiles, one more, and tails. */
  static List<Size> sizes() {
    return List.of(
        new Size(1, 1, 2),
        new Size(16, 8, 8),
        new Size(17, 9, 33),
        new Size(31, 33, 2),
        new Size(33, 15, 16),
        new Size(5, 300, 10),
        new Size(65, 100, 67));
  }

  /** Checks on the device that the driver shows. */
  public static void main(String[] arguments) throws Exception {
    boolean kept = true;
    try (OnTheStandIn device =
        new OnTheStandIn(Precision.BF16, (there, rows, tiles) -> Tiling.TENSOR_SMALL)) {
      for (Size size : sizes().subList(2, 5)) {
        Outcome outcome = new ProductsCheck(device).check(size);
        System.out.println(size + " " + outcome);
        kept &= outcome.largest() <= 1;
      }
    }
    System.exit(kept ? 0 : 1);
  }
}
