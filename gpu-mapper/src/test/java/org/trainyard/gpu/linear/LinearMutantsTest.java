package org.trainyard.gpu.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trainyard.gpu.StandIn;

/** Each of these mistakes in {@code linear.cuh} breaks the contract: the stand-in sees it. */
@Execution(ExecutionMode.CONCURRENT)
class LinearMutantsTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "a barrier is missing before a tile is read",
            "    __syncthreads();\n    marginsOfTile<SINGLE>",
            "    marginsOfTile<SINGLE>"),
        Arguments.of(
            "sums are not initialised",
            "sum[g] = begins ? 0.0 : gradient[g * width];\n  }\n  if (SINGLE) {",
            "sum[g] = gradient[g * width];\n  }\n  if (SINGLE) {"),
        Arguments.of(
            "the last tile is as long as the others",
            "tile.rows = rows - tile.firstRow < tileRows ? rows - tile.firstRow : tileRows;",
            "tile.rows = tileRows;"),
        Arguments.of(
            "rows are added in another order",
            "  for (int r = 0; r < rows; r++) {\n    double value = x[r * xStride];",
            "  for (int r = rows - 1; r >= 0; r--) {\n    double value = x[r * xStride];"),
        Arguments.of(
            "each window of dense rows begins anew",
            "tile.first = tile.index == 0 && block.words[BEGINS] != 0;",
            "tile.first = tile.index == 0;"),
        Arguments.of(
            "fours are loaded where columns are no multiple of four",
            "G == 4 && columns % 4 == 0",
            "G == 4"),
        Arguments.of(
            "each strip of features begins anew", "bool first = from == 0;", "bool first = true;"));
  }

  @Test
  void theSourceAsItIsKeepsTheContract(@TempDir Path directory) throws Exception {
    Path library = StandIn.mutant("linear.cuh", "#pragma once", "#pragma once //", directory);
    StandIn.Ended ended = StandIn.java(library, Map.of(), directory, LinearContract.class);
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void isSeen(String what, String piece, String replacement, @TempDir Path directory)
      throws Exception {
    Path library = StandIn.mutant("linear.cuh", piece, replacement, directory);
    StandIn.Ended ended = StandIn.java(library, Map.of(), directory, LinearContract.class);
    assertNotEquals(0, ended.exitCode(), () -> what + "\n" + ended.output());
  }
}
