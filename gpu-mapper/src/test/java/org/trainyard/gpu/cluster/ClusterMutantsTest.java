package org.trainyard.gpu.cluster;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trainyard.gpu.StandIn;

/** Each of these mistakes in {@code cluster.cu} breaks the contract: the stand-in sees it. */
class ClusterMutantsTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "a barrier is missing before a strip is read",
            "      }\n        __syncthreads();\n      }",
            "      }\n      }"),
        Arguments.of(
            "a barrier is missing before a strip is overwritten",
            "__syncthreads();  // Nobody reads the strip",
            "// Nobody reads the strip"),
        Arguments.of(
            "a barrier is missing before the first is overwritten",
            "__syncthreads();  // All have read the first",
            "// All have read the first"),
        Arguments.of(
            "a reduction begins too late", "int half = SEEKERS / 2;", "int half = SEEKERS / 4;"),
        Arguments.of(
            "sums are not initialised",
            "sum[(long long)c * stride] = 0.0;",
            "(void)sum[(long long)c * stride];"),
        Arguments.of(
            "half of the threads come to a barrier",
            "          far[threadIdx.x] = other_row;\n        }\n      }\n      __syncthreads();",
            "          far[threadIdx.x] = other_row;\n        }\n      __syncthreads();\n      }"),
        Arguments.of(
            "rows are read beyond the last",
            "min(first + (int)threadIdx.x, block.rows - 1)",
            "first + (int)threadIdx.x"),
        Arguments.of(
            "the last strip is as wide as the others",
            "int width = min(STRIP, features - strip);",
            "int width = STRIP;"),
        Arguments.of(
            "the last tile is as high as the others",
            "int tile_rows = min(TILE, block.rows - first_row);",
            "int tile_rows = TILE;"),
        Arguments.of(
            "features are added in another order",
            "      for (int j = 0; j < width; j++) {\n        double value",
            "      for (int j = width - 1; j >= 0; j--) {\n        double value"),
        Arguments.of(
            "rows are added in another order",
            "for (int row = 0; row < block.rows; row++) {",
            "for (int row = block.rows - 1; row >= 0; row--) {"),
        Arguments.of(
            "of equally near centroids the last is taken",
            "distances[p] < least",
            "distances[p] <= least"),
        Arguments.of(
            "a held-out row is trained on",
            "mark != HELD_FROM_ALL && mark != model.fold",
            "mark != HELD_FROM_ALL"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void isSeen(String what, String piece, String replacement, @TempDir Path directory)
      throws Exception {
    Path library = StandIn.mutant("cluster.cu", piece, replacement, directory);
    StandIn.Ended ended = StandIn.java(library, Map.of(), directory, ClusterContract.class);
    assertNotEquals(0, ended.exitCode(), () -> what + "\n" + ended.output());
  }
}
