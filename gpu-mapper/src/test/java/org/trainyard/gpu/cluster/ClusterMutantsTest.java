package org.trainyard.gpu.cluster;

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

/** Each of these mistakes in {@code cluster.cu} breaks the contract: the stand-in sees it. */
@Execution(ExecutionMode.CONCURRENT)
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
            "features are added in another order",
            "      for (int j = 0; j < width; j++) {\n        double value",
            "      for (int j = width - 1; j >= 0; j--) {\n        double value"));
  }

  @Test
  void theSourceAsItIsKeepsTheContract(@TempDir Path directory) throws Exception {
    String comment = "// A round of Lloyd's algorithm";
    Path library = StandIn.mutant("cluster.cu", comment, "// One round", directory);
    StandIn.Ended ended = StandIn.java(library, Map.of(), directory, ClusterContract.class);
    assertEquals(0, ended.exitCode(), ended.output());
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
