package org.trainyard.gpu.network;

import java.util.function.ToLongFunction;

/** Which tiling a product is given. */
@FunctionalInterface
interface TilingPolicy {
  /**
   * Chooses a tiling.
   *
   * @param products the kernels that there are
   * @param rows of the result of a lane
   * @param tiles of the results of all lanes by a tiling
   */
  Tiling choose(Products products, int rows, ToLongFunction<Tiling> tiles);

  /**
   * The largest tiles that still keep every multiprocessor busy: they read least; smaller ones
   * where there would be too few.
   */
  static TilingPolicy filling(int multiprocessors) {
    return (products, rows, tiles) -> {
      Tiling chosen = Tiling.SMALL;
      for (Tiling tiling : Tiling.values()) {
        boolean fills = tiles.applyAsLong(tiling) >= multiprocessors || !chosen.reaches(rows);
        if (products.have(tiling) && fills) {
          chosen = tiling;
        }
      }
      return chosen;
    };
  }
}
