package org.trainyard.gpu.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.gpu.StandIn;

/**
 * Where a device fails, is too small or is not there, the CPU gives the same bytes, and it is told.
 */
class FallsBackToTheCpuTest {
  @TempDir Path directory;

  private StandIn.Ended contract(String setting, String value) throws Exception {
    return StandIn.java(StandIn.OURS, Map.of(setting, value), directory, ClusterContract.class);
  }

  @Test
  void aDeviceIsLostInTheMiddle() throws Exception {
    StandIn.Ended ended = contract("STAND_IN_FAIL_AT_LAUNCH", "30");
    assertEquals(ClusterContract.ON_THE_CPU, ended.exitCode(), ended.output());
    assertTrue(ended.output().contains("{the GPU failed="), ended.output());
    assertTrue(ended.output().contains("LAUNCH_FAILED; it is not used any more"), ended.output());
  }

  @Test
  void aDeviceIsTooSmallForSomeBlocks() throws Exception {
    StandIn.Ended ended = contract("STAND_IN_MEMORY_KIB", "96");
    assertEquals(ClusterContract.ON_THE_CPU, ended.exitCode(), ended.output());
    assertTrue(ended.output().contains("{no room for the clusters on the GPU="), ended.output());
    assertTrue(!ended.output().contains("rows on the device: 0,"), ended.output());
  }

  @Test
  void thereIsNoDevice() throws Exception {
    StandIn.Ended ended = contract("STAND_IN_DEVICES", "0");
    assertTrue(
        ended.output().contains("No GPU: NVIDIA's driver does not start: CUDA_ERROR_NO_DEVICE"),
        ended.output());
  }

  @Test
  void thereIsNoDriver() throws Exception {
    // A library that is none: what a machine with a driver cannot replace by its own.
    Files.writeString(directory.resolve("libcuda.so.1"), "");
    StandIn.Ended ended = StandIn.java(directory, Map.of(), directory, ClusterContract.class);
    assertTrue(
        ended.output().contains("No GPU: NVIDIA's driver library libcuda.so.1 cannot be loaded ("),
        ended.output());
    assertTrue(ended.output().contains("libcuda.so.1: file too short)"), ended.output());
  }
}
