package org.trainyard.gpu.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Each of these mistakes in {@code network.cuh} breaks the contract: the stand-in sees it. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkMutantsTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "a barrier is missing between a tile and its use",
            "    __syncthreads();\n    if (k0 + T::K < inner) {",
            "    if (k0 + T::K < inner) {"),
        Arguments.of(
            "a product is rounded once",
            "FUSED ? fmaf(x[i], y[j], c[i][j]) : c[i][j] + x[i] * y[j];",
            "fmaf(x[i], y[j], c[i][j]);"),
        Arguments.of(
            "the exponentials of the classes are added backwards",
            "sum += powers[warp][n];",
            "sum += powers[warp][count - 1 - n];"),
        Arguments.of(
            "dropout is drawn by the place and not by the row",
            "feed.ids[feed.order[place]]",
            "feed.ids[place]"),
        Arguments.of(
            "the last, partial batch is taken for a whole one",
            "(feed.meanWeight * rows)",
            "(feed.meanWeight * cursor->batch)"),
        Arguments.of(
            "half of the threads come to a barrier",
            "    __syncthreads();\n    for (int r = 0; there",
            "    if (there) __syncthreads();\n    for (int r = 0; there"));
  }

  @Test
  void theSourceAsItIsKeepsTheContract(@TempDir Path directory) throws Exception {
    StandIn.Ended ended = StandIn.java(StandIn.OURS, Map.of(), directory, NetworkContract.class);
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @Test
  void aDeviceIsLostInTheMiddle(@TempDir Path directory) throws Exception {
    Map<String, String> setting = Map.of("STAND_IN_FAIL_AT_LAUNCH", "200");
    StandIn.Ended ended = StandIn.java(StandIn.OURS, setting, directory, NetworkContract.class);
    assertEquals(NetworkContract.ON_THE_CPU, ended.exitCode(), ended.output());
    assertTrue(ended.output().contains("{the GPU failed="), ended.output());
    assertTrue(!ended.output().contains("rows on the device: 0,"), ended.output());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void isSeen(String what, String piece, String replacement, @TempDir Path directory)
      throws Exception {
    Path library = StandIn.mutant("network.cuh", piece, replacement, directory);
    StandIn.Ended ended = StandIn.java(library, Map.of(), directory, NetworkContract.class);
    assertNotEquals(0, ended.exitCode(), () -> what + "\n" + ended.output());
  }
}
