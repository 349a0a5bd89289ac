package org.trainyard.gpu.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trainyard.gpu.CudaProvider;
import org.trainyard.gpu.StandIn;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;
import org.trainyard.mapreduce.kernel.Precision;

/** Each of these mistakes in {@code tensor.cuh} breaks the contract: the stand-in sees it. */
@Execution(ExecutionMode.CONCURRENT)
class TensorMutantsTest {
  private static final List<String> UNITS = List.of("network.cu", "network_bf16.cu");

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "two registers of a fragment are exchanged",
            "x[i][1] = a[place<A, M>(row(2 * i + 1), w)];",
            "x[i][1] = a[place<A, M>(row(2 * i), w + 4)];"),
        Arguments.of(
            "a thread takes its results for those of other columns",
            "j / 2 * 8 + member() * 2 + j % 2",
            "j / 2 * 8 + j % 2 * 4 + member()"),
        Arguments.of(
            "the last inner index is lost where it is alone in a word",
            "k + p < inner ?",
            "k + Kind::PACKED <= inner ?"),
        Arguments.of(
            "a barrier is missing between a tile and its use",
            "      __syncthreads();\n      if (k0 + K < inner) {",
            "      if (k0 + K < inner) {"));
  }

  @Test
  void theSourceAsItIsKeepsTheContract(@TempDir Path directory) throws Exception {
    StandIn.Ended ended = StandIn.java(StandIn.OURS, Map.of(), directory, TensorContract.class);
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void isSeen(String what, String piece, String replacement, @TempDir Path directory)
      throws Exception {
    Path library = StandIn.mutant(UNITS, "tensor.cuh", piece, replacement, directory);
    StandIn.Ended ended = StandIn.java(library, Map.of(), directory, TensorContract.class);
    assertNotEquals(0, ended.exitCode(), () -> what + "\n" + ended.output());
  }

  @Test
  void anOlderDeviceIsRefusedAndNotGivenOtherArithmetic(@TempDir Path directory) throws Exception {
    Map<String, String> old = Map.of("STAND_IN_CAPABILITY", "75", "STAND_IN_DEVICES", "2");
    StandIn.Ended ended = StandIn.java(StandIn.OURS, old, directory, Asking.class);
    assertEquals(0, ended.exitCode(), ended.output());
    String refusal = "needs compute capability 8.0, and here is";
    assertTrue(ended.output().contains("TF32: No GPU: what was asked for " + refusal));
    assertTrue(ended.output().contains("BF16: No GPU: what was asked for " + refusal));
    assertTrue(ended.output().contains(" with 7.5, "), ended.output());
    assertTrue(ended.output().contains("SINGLE: opened"), ended.output());
  }

  /** Asks for a device in several precisions, and says what became of it. */
  public static final class Asking {
    private Asking() {}

    /** Asks. */
    public static void main(String[] arguments) {
      for (Precision precision : List.of(Precision.TF32, Precision.BF16, Precision.SINGLE)) {
        String answer = "opened";
        try {
          new CudaProvider().open(new KernelSettings(precision, 0.5)).close();
        } catch (KernelsUnavailableException e) {
          answer = e.getMessage();
        }
        System.out.println(precision + ": " + answer);
      }
    }
  }
}
