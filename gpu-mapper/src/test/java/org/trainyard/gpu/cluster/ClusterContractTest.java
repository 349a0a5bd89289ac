package org.trainyard.gpu.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.Precision;

class ClusterContractTest {
  @Test
  void givesTheBytesOfTheCpuForAllSizes() throws Exception {
    try (Kernels kernels = new CudaProvider().open(new KernelSettings(Precision.EXACT, 1.0))) {
      ClusterContract.check(kernels);
      assertEquals(Map.of(), kernels.tally().fallbacks());
      assertTrue(kernels.tally().rowsOnDevice() > 0);
    }
  }
}
