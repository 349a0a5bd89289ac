package org.trainyard.gpu.linear;

import java.util.List;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

/**
 * Scans of linear models on a device give the bytes of the CPU: a few cases that go through all of
 * the kernels, as a program of its own where the process may not outlive it. Exit code 0 if the
 * contract is kept.
 */
public final class LinearContract {
  private LinearContract() {}

  /** Checks all cases on the device that the driver shows. */
  public static void main(String[] arguments) throws Exception {
    try (Kernels device = new CudaProvider().open(new KernelSettings(Precision.EXACT, 0.95))) {
      BothWays both = new BothWays(device);
      agree(both, new LinearProblem("logistic", 5, 2).weighted().models(2), 3, 70, 300, 1);
      agree(both, new LinearProblem("softmax", 9, 3).sparse().holdout(0.2, 2).models(3), 3, 130);
      agree(both, new LinearProblem("logistic", 400, 2).models(5), 2, 100, 129);
      agree(both, new LinearProblem("squared", 3, 0), 2, 600);
      both.assertOnDevice();
    }
    // Blocks that do not fit as a whole.
    try (Kernels device = new CudaProvider().open(new KernelSettings(Precision.EXACT, 0.01))) {
      BothWays both = new BothWays(device);
      agree(both, new LinearProblem("squared", 500, 0).weighted().holdout(0.2, 2), 2, 1500);
      agree(both, new LinearProblem("softmax", 150, 3).sparse(), 2, 5000);
      both.assertOnDevice();
    }
  }

  private static void agree(BothWays both, LinearProblem problem, int iterations, int... rows) {
    List<SampleBlock> blocks = problem.blocks(rows);
    both.agree(problem.algorithm(blocks), blocks, problem.blocks(37), iterations);
  }
}
