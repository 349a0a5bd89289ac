package org.trainyard.gpu.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trainyard.mapreduce.kernel.KernelFailedException;

/** The real jcuda and our launch code on the stand-in. */
class DeviceTest {
  private static final int MIB = 1 << 20;

  private Device device;
  private Stream stream;
  private KernelModule module;

  @BeforeEach
  void open() throws Exception {
    device = Device.open(0.5);
    stream = new Stream(device);
    module = new KernelModule(device, "fixture");
  }

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void computesOnTheDevice() {
    int count = 300;
    PinnedMemory pinned = new PinnedMemory(device, 8 * count);
    DeviceMemory from = device.allocate(8 * count);
    DeviceMemory to = device.allocate(8 * count);
    double[] numbers = new Random(1).doubles(count).toArray();
    pinned.buffer().asDoubleBuffer().put(numbers);
    stream.upload(pinned, 0, from, 0, 8 * count);
    stream.launch(module.function("scale"), LaunchShape.of(3, 128), from, to, count, 3.0);
    stream.synchronise();
    stream.download(to, 0, pinned, 0, 8 * count);
    stream.synchronise();
    double[] scaled = new double[count];
    pinned.buffer().asDoubleBuffer().get(scaled);
    assertArrayEquals(IntStream.range(0, count).mapToDouble(i -> 3 * numbers[i]).toArray(), scaled);
  }

  @Test
  void nothingIsThereBeforeItWasWaitedFor() {
    PinnedMemory pinned = new PinnedMemory(device, 8);
    DeviceMemory memory = device.allocate(8);
    stream.zero(memory, 0, 8);
    stream.download(memory, 0, pinned, 0, 8);
    assertTrue(Double.isNaN(pinned.buffer().getDouble(0)));
    stream.synchronise();
    assertEquals(0.0, pinned.buffer().getDouble(0));
  }

  @Test
  void aStreamWaitsForAnotherOnlyWhenToldTo() {
    PinnedMemory pinned = new PinnedMemory(device, 16);
    DeviceMemory memory = device.allocate(8);
    Stream other = new Stream(device);
    Event event = new Event(device);
    stream.zero(memory, 0, 8);
    stream.record(event);
    other.download(memory, 0, pinned, 0, 8);
    other.synchronise();
    assertTrue(Double.isNaN(pinned.buffer().getDouble(0)));
    other.await(event);
    other.download(memory, 0, pinned, 8, 8);
    other.synchronise();
    assertEquals(0.0, pinned.buffer().getDouble(8));
  }

  @Test
  void barriersAndShufflesDoWhatTheyDoOnADevice() {
    int[] numbers = new Random(2).ints(256, 0, 1000).toArray();
    int[] sums = new int[8];
    int[] odd = new int[8];
    for (int i = 0; i < 256; i++) {
      sums[i / 32] += numbers[i];
      odd[i / 32] += numbers[i] & 1;
    }
    PinnedMemory pinned = new PinnedMemory(device, 4 * 256);
    DeviceMemory from = device.allocate(4 * 256);
    DeviceMemory to = device.allocate(64);
    pinned.buffer().asIntBuffer().put(numbers);
    stream.upload(pinned, 0, from, 0, 4 * 256);
    stream.launch(module.function("warp_sum"), LaunchShape.of(2, 128), from, to, to.address(32));
    stream.synchronise();
    assertArrayEquals(sums, ints(to, 0, 8));
    assertArrayEquals(odd, ints(to, 32, 8));
    LaunchShape shape = LaunchShape.of(2, 128).withShared(4 * 128);
    stream.launch(module.function("tree_sum"), shape, from, to, 1);
    int[] halves = {
      IntStream.range(0, 4).map(i -> sums[i]).sum(), IntStream.range(4, 8).map(i -> sums[i]).sum()
    };
    assertArrayEquals(halves, ints(to, 0, 2));
    stream.launch(module.function("tree_sum"), shape, from, to, 0);
    assertTrue(!java.util.Arrays.equals(halves, ints(to, 0, 2)), "a missing barrier must show");
  }

  private int[] ints(DeviceMemory memory, long from, int count) {
    PinnedMemory pinned = new PinnedMemory(device, 4 * count);
    stream.download(memory, from, pinned, 0, 4 * count);
    stream.synchronise();
    int[] values = new int[count];
    pinned.buffer().asIntBuffer().get(values);
    return values;
  }

  @Test
  void sharedMemoryIsNotZeroAndADivergentBarrierFails() {
    DeviceMemory to = device.allocate(16);
    KernelFunction faults = module.function("faults");
    stream.launch(faults, LaunchShape.of(2, 64), to, 0);
    PinnedMemory pinned = new PinnedMemory(device, 16);
    stream.download(to, 0, pinned, 0, 16);
    stream.synchronise();
    assertTrue(Double.isNaN(pinned.buffer().getDouble(8)));
    stream.launch(faults, LaunchShape.of(1, 64), to, 1);
    assertThrows(KernelFailedException.class, stream::synchronise);
    assertTrue(device.hasFailed());
    assertThrows(KernelFailedException.class, () -> stream.zero(to, 0, 8));
  }

  @Test
  void refusesWhatTheDriverWouldBelieve() {
    DeviceMemory memory = device.allocate(100);
    PinnedMemory pinned = new PinnedMemory(device, 100);
    KernelFunction scale = module.function("scale");
    LaunchShape shape = LaunchShape.of(1, 32);
    assertThrows(IllegalArgumentException.class, () -> stream.upload(pinned, 0, memory, 50, 51));
    assertThrows(IllegalArgumentException.class, () -> stream.download(memory, 0, pinned, 99, 2));
    assertThrows(IllegalArgumentException.class, () -> memory.address(101));
    assertThrows(
        IllegalArgumentException.class, () -> stream.launch(scale, shape, memory, memory, 1));
    assertThrows(
        IllegalArgumentException.class, () -> stream.launch(scale, shape, memory, memory, 1L, 1.0));
    assertThrows(
        IllegalArgumentException.class, () -> stream.launch(scale, shape, memory, memory, 1, 1f));
    assertThrows(IllegalArgumentException.class, () -> module.function("scales"));
    assertThrows(IllegalArgumentException.class, () -> LaunchShape.of(1, 1025));
    memory.close();
    assertThrows(IllegalArgumentException.class, () -> stream.zero(memory, 0, 1));
  }

  @Test
  void staysWithinItsBudget() {
    assertTrue(device.freeBytes() <= 128L * MIB);
    long before = device.freeBytes();
    DeviceMemory most = device.tryAllocate(before - 8).orElseThrow();
    assertTrue(device.tryAllocate(16).isEmpty());
    assertThrows(KernelFailedException.class, () -> device.allocate(16));
    most.close();
    assertEquals(before, device.freeBytes());
  }

  @Test
  void anotherProcessShareIsLeftForIt() throws Exception {
    Device second = Device.open(0.5);
    assertThrows(
        org.trainyard.mapreduce.kernel.KernelsUnavailableException.class, () -> Device.open(0.5));
    second.close();
    Device.open(0.5).close();
  }

  @Test
  void aShareIsTakenOnceAndLeavesNothing() {
    String bus = "test " + ProcessHandle.current().pid();
    Path file =
        Path.of("/tmp", bus.replace(' ', '-').replace("test", "trainyard-gpu-test") + "-0.lock");
    for (int time = 0; time < 2; time++) {
      DeviceLock lock = DeviceLock.tryTake(bus, 1).orElseThrow();
      assertTrue(Files.exists(file));
      assertTrue(DeviceLock.tryTake(bus, 1).isEmpty());
      lock.close();
      assertTrue(Files.notExists(file));
    }
  }

  @Test
  void whatIsLeftOpenGoesWithTheDevice() throws Exception {
    DeviceMemory memory = device.allocate(MIB);
    device.close();
    memory.close();
    stream.close();
    assertThrows(KernelFailedException.class, () -> device.allocate(1));
  }
}
