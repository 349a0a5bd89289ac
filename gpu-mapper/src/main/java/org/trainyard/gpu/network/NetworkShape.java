package org.trainyard.gpu.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.trainyard.mapreduce.kernel.NetworkPlan;

/**
 * Where the layers of a network lie in a lane's arrays.
 *
 * @param plan of the networks
 * @param sparse whether rows are sparse
 * @param capacity rows that a lane's units hold at a time
 */
record NetworkShape(NetworkPlan plan, boolean sparse, int capacity) {
  private static final int HEAD_BYTES = 6 * 4 + 2 * 8 + 3 * 8;
  private static final int LAYER_BYTES = 4 * 8;

  int inputs(int layer) {
    return plan.units().get(layer);
  }

  int outputs(int layer) {
    return plan.units().get(layer + 1);
  }

  /** Floats that the units of all layers hold. */
  long held() {
    long sum = 0;
    for (int l = 0; l < plan.layers(); l++) {
      sum += (long) capacity * outputs(l);
    }
    return sum;
  }

  /** Tiles of the gradients of all layers, the first left out where its rows are sparse. */
  long gradientTiles(Tiling tiling) {
    long sum = 0;
    for (int l = sparse ? 1 : 0; l < plan.layers(); l++) {
      sum += tiling.tiles(inputs(l) + 1L, outputs(l));
    }
    return sum;
  }

  /** Bytes of {@link #table}. */
  int tableBytes() {
    return HEAD_BYTES + LAYER_BYTES * plan.layers();
  }

  /**
   * The struct Network of network.cuh.
   *
   * @param mean address of the features' means
   * @param scale address of their scales
   * @param center address of the products of both, as floats
   */
  byte[] table(long mean, long scale, long center) {
    ByteBuffer table = ByteBuffer.allocate(tableBytes()).order(ByteOrder.nativeOrder());
    double[] target = plan.target() == null ? new double[] {0, 1} : plan.target();
    table.putInt(plan.layers());
    table.putInt(plan.activation().ordinal());
    table.putInt(plan.target() == null ? 0 : 1);
    table.putInt(plan.rule() == NetworkPlan.Rule.ADAM ? 1 : 0);
    table.putInt(sparse ? 1 : 0).putInt(0).putDouble(target[0]).putDouble(target[1]);
    table.putLong(mean).putLong(scale).putLong(center);
    long weights = 0;
    long held = 0;
    for (int l = 0; l < plan.layers(); l++) {
      table.putLong(inputs(l)).putLong(outputs(l)).putLong(weights).putLong(held);
      weights += (inputs(l) + 1L) * outputs(l);
      held += (long) capacity * outputs(l);
    }
    return table.array();
  }
}
