package org.trainyard.mapreduce.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneSumTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 100, 1000})
  void isTheSumOfItsLanesHoweverTheRowsAreCutIntoTiles(int rows) {
    Random random = new Random(rows);
    double[] x = random.doubles(rows).toArray();
    double[] weights = random.ints(rows, 0, 4).mapToDouble(w -> 0.7 * w).toArray();
    double[] lanes = new double[8];
    for (int r = 0; r < rows; r++) {
      if (weights[r] > 0) {
        lanes[r % 8] += weights[r] * x[r];
      } else {
        x[r] = r % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
      }
    }
    double expected =
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
            + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    for (int tile : new int[] {8, 24, 512}) {
      LaneSum sum = new LaneSum();
      LaneSum ofProducts = new LaneSum();
      for (int from = 0; from < rows; from += tile) {
        int to = Math.min(rows, from + tile);
        double[] own = Arrays.copyOfRange(x, from, to);
        double[] w = Arrays.copyOfRange(weights, from, to);
        sum.add(w, own, to - from);
        for (int r = 0; r < to - from; r++) {
          own[r] = w[r] > 0 ? w[r] * own[r] : 0;
        }
        ofProducts.add(own, to - from);
      }
      assertEquals(expected, sum.take(), "tiles of " + tile);
      assertEquals(expected, ofProducts.take(), "tiles of " + tile);
      assertEquals(0.0, sum.take(), "begins anew");
    }
  }
}
