package org.trainyard.gpu.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingPolicyTest {
  @ParameterizedTest
  @CsvSource({
    // MNIST's first layer, alone and with 33 others, exact and fused.
    "64, 128, 1, LARGE, SMALL",
    "64, 128, 66, LARGE, LARGE",
    "64, 128, 66, HUGE, LARGE",
    "64, 128, 132, HUGE, HUGE",
    // A wide layer.
    "1024, 4096, 1, LARGE, LARGE",
    "1024, 4096, 1, HUGE, HUGE",
    // More rows than a grid of small tiles is high.
    "1048576, 1, 1, LARGE, LARGE",
    "1048576, 1, 1, HUGE, HUGE",
    "1, 1, 1, HUGE, SMALL",
  })
  void takesTheLargestTilesThatKeepADeviceBusy(
      int rows, int columns, int lanes, Tiling largest, Tiling expected) {
    TilingPolicy policy = TilingPolicy.filling(132);
    EnumSet<Tiling> there = EnumSet.range(Tiling.SMALL, largest);
    assertEquals(
        expected, policy.choose(there, rows, tiling -> lanes * tiling.tiles(rows, columns)));
  }

  @ParameterizedTest
  @CsvSource({"SMALL, 1, 1, 1", "SMALL, 17, 33, 6", "LARGE, 64, 65, 2", "HUGE, 0, 5, 0"})
  void tilesCoverAResult(Tiling tiling, int rows, int columns, long tiles) {
    assertEquals(tiles, tiling.tiles(rows, columns));
  }
}
