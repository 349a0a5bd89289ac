package org.trainyard.gpu.network;

import java.util.Set;
import java.util.function.ToLongFunction;

/** Which tiling a product is given. */
@FunctionalInterface
interface TilingPolicy {
  /**
   * Chooses a tiling.
   *
   * @param there those that have kernels, the smallest first; at least one
   * @param rows of the result of a lane
   * @param tiles of the results of all lanes by a tiling
   */
  Tiling choose(Set<Tiling> there, int rows, ToLongFunction<Tiling> tiles);

  /**
   * The largest tiles that still keep every multiprocessor busy: they read least; smaller ones
   * where there would be too few.
   */
  static TilingPolicy filling(int multiprocessors) {
    return (there, rows, tiles) -> {
      Tiling chosen = null;
      for (Tiling tiling : there) {
        boolean fills =
            chosen == null || tiles.applyAsLong(tiling) >= multiprocessors || !chosen.reaches(rows);
        chosen = fills ? tiling : chosen;
      }
      return chosen;
    };
  }
}
