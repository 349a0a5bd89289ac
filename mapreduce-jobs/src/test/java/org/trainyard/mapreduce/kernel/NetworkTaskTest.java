package org.trainyard.mapreduce.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/** What a device would read from beyond an array is refused before it is asked. */
class NetworkTaskTest {
  private static final double[] TWO = {0, 0};

  private final NetworkPlan plan = plan(List.of(2, 3, 2), null, 4, 2, TWO);
  private final DenseBlock block =
      new DenseBlock(new BlockHeader(0, new double[] {0, 1, 1, 2}, null), 2, new float[8]);

  private static NetworkPlan plan(
      List<Integer> units, double[] target, int batch, int passes, double[] mean) {
    return new NetworkPlan(
        units,
        NetworkPlan.Activation.RELU,
        target,
        NetworkPlan.Rule.ADAM,
        batch,
        passes,
        new long[2],
        mean,
        TWO);
  }

  @Test
  void aPlanFitsItself() {
    assertEquals(3 * 3 + 4 * 2, plan.parameters());
    assertEquals(0, plan.steps(0));
    assertEquals(1, plan.steps(4));
    assertEquals(2, plan.steps(5));
    refused(() -> plan(List.of(2), null, 4, 2, TWO));
    refused(() -> plan(List.of(2, 0, 2), null, 4, 2, TWO));
    refused(() -> plan(List.of(2, 3, 2), null, 0, 2, TWO));
    refused(() -> plan(List.of(2, 3, 2), null, 4, 1, TWO));
    refused(() -> plan(List.of(2, 3, 2), null, 4, 2, new double[1]));
    refused(() -> plan(List.of(2, 3, 2), TWO, 4, 2, TWO));
    refused(() -> plan(List.of(2, 3, 1), null, 4, 2, TWO));
  }

  @Test
  void rowsLieInTheirBlocksAndHaveAClass() {
    assertEquals(1, rows(new long[] {0, 2}, new double[2], pass -> new int[] {1, 0}).order(0)[0]);
    assertEquals(1, rows(new long[] {0, 2}, new double[2], null).order(0)[1]);
    refused(() -> rows(new long[] {4}, new double[1], null));
    refused(() -> rows(new long[] {-1}, new double[1], null));
    refused(() -> rows(new long[] {1L << 32}, new double[1], null));
    refused(() -> rows(new long[] {3}, new double[1], null));
    refused(() -> rows(new long[] {0}, new double[2], null));
    refused(() -> rows(new long[] {0, 2}, new double[2], pass -> new int[] {0, 2}).order(0));
    refused(() -> rows(new long[] {0, 2}, new double[2], pass -> new int[1]).order(0));
  }

  private NetworkRows rows(long[] places, double[] weights, IntFunction<int[]> orders) {
    return new NetworkRows(plan, "all", List.of(block), places, weights, 1, orders);
  }

  @Test
  void aTaskHasANumberForEachParameterAndStep() {
    assertEquals(17, task(17, 17, 17, 4, 0.5).weights().length);
    refused(() -> task(16, 17, 17, 4, 0.5));
    refused(() -> task(17, 18, 17, 4, 0.5));
    refused(() -> task(17, 17, 0, 4, 0.5));
    refused(() -> task(17, 17, 17, 2, 0.5));
    refused(() -> task(17, 17, 17, 4, 1));
    refused(() -> task(17, 17, 17, 4, Double.NaN));
  }

  private NetworkTask task(int weights, int first, int second, int sizes, double dropout) {
    NetworkRows rows = rows(new long[] {0, 2}, new double[2], null);
    return new NetworkTask(
        plan,
        rows,
        rows,
        new float[weights],
        new float[first],
        new float[second],
        new float[sizes],
        0,
        0,
        dropout);
  }

  @Test
  void sparseRowsFitTheirPlanAndEachOther() {
    assertEquals(true, rows(sparse(new int[] {0, 1}, 2)).isSparse());
    refused(() -> rows(sparse(new int[] {0, 2}, 2)));
    refused(() -> rows(sparse(new int[] {-1, 1}, 2)));
    refused(() -> rows(sparse(new int[] {0, 1}, 1)));
    refused(() -> rows(block, sparse(new int[] {0, 1}, 2)));
  }

  private NetworkRows rows(SampleBlock... blocks) {
    return new NetworkRows(plan, "all", List.of(blocks), new long[1], new double[1], 1, null);
  }

  private static SparseBlock sparse(int[] dictionary, int end) {
    BlockHeader header = new BlockHeader(0, new double[1], null);
    int[] starts = {0, end};
    return new SparseBlock(header, 2, dictionary, starts, new int[] {0, 1}, new float[2]);
  }

  private static void refused(Executable call) {
    assertThrows(IllegalArgumentException.class, call);
  }
}
