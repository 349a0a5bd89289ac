package org.trainyard.gpu.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SparseBlock;

/** Blocks come to the device whole, once, and leave room. */
class DeviceBlocksTest {
  private Device device;
  private Stream stream;
  private Staging staging;
  private DeviceBlocks blocks;

  @BeforeEach
  void open() throws Exception {
    device = Device.open(0.125); // 32 MiB.
    stream = new Stream(device);
    staging = new Staging(device, stream);
    blocks = new DeviceBlocks(device);
  }

  @AfterEach
  void close() {
    device.close();
  }

  private static DenseBlock dense(int rows, int features) {
    float[] values = new float[rows * features];
    Random random = new Random(rows);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new DenseBlock(new BlockHeader(0, new double[rows], null), features, values);
  }

  private float[] floats(long address, int count) {
    DeviceMemory copy = device.allocate(4L * count);
    // The fixture's kernel knows doubles: a pair of floats passes through it times one.
    KernelFunction scale = new KernelModule(device, "fixture").function("scale");
    stream.launch(
        scale, LaunchShape.of((count / 2 + 127) / 128, 128), address, copy, count / 2, 1.0);
    PinnedMemory pinned = new PinnedMemory(device, 4 * count);
    stream.download(copy, 0, pinned, 0, 4 * count);
    stream.synchronise();
    float[] values = new float[count];
    pinned.buffer().asFloatBuffer().get(values);
    copy.close();
    pinned.close();
    return values;
  }

  @Test
  void aBlockLargerThanTheBuffersArrivesWhole() {
    DenseBlock block = dense(2_200_001 / 3, 3);
    try (BlockLease lease = blocks.lease(block, staging).orElseThrow()) {
      int even = block.values().length / 2 * 2;
      float[] there = floats(lease.values(), even);
      assertArrayEquals(java.util.Arrays.copyOf(block.values(), even), there);
    }
  }

  @Test
  void aBlockIsCopiedOnce() {
    DenseBlock block = dense(100, 2);
    long address;
    try (BlockLease lease = blocks.lease(block, staging).orElseThrow()) {
      address = lease.values();
      assertThrows(IllegalArgumentException.class, lease::rowStart);
    }
    long free = device.freeBytes();
    Stream other = new Stream(device);
    try (Staging second = new Staging(device, other);
        BlockLease lease = blocks.lease(block, second).orElseThrow()) {
      assertEquals(address, lease.values());
      long attached = lease.attach("twos", () -> new double[] {2, 2}).orElseThrow();
      assertEquals(
          attached, lease.attach("twos", () -> new double[] {3, 3}).orElseThrow(), "kept by name");
    }
    assertTrue(device.freeBytes() < free);
    assertEquals(1, blocks.resident());
    // An equal block is another block.
    DenseBlock twin = new DenseBlock(block.header(), 2, block.values());
    try (BlockLease lease = blocks.lease(twin, staging).orElseThrow()) {
      assertNotEquals(address, lease.values());
    }
  }

  @Test
  void sparseBlocksBringTheirIndices() {
    SparseBlock block =
        new SparseBlock(
            new BlockHeader(0, new double[2], null),
            9,
            new int[] {3, 7},
            new int[] {0, 1, 2},
            new int[] {0, 1},
            new float[] {1, 2});
    try (BlockLease lease = blocks.lease(block, staging).orElseThrow()) {
      assertArrayEquals(new float[] {1, 2}, floats(lease.values(), 2));
      float[] bits = floats(lease.dictionary(), 2);
      assertEquals(3, Float.floatToRawIntBits(bits[0]));
      assertEquals(7, Float.floatToRawIntBits(bits[1]));
      assertEquals(1, Float.floatToRawIntBits(floats(lease.rowStart(), 2)[1]));
      assertEquals(1, Float.floatToRawIntBits(floats(lease.columns(), 2)[1]));
    }
  }

  @Test
  void whatDoesNotFitPassesThroughAndRoomIsLeftForWork() {
    List<DenseBlock> kept = new ArrayList<>();
    for (int b = 0; b < 20; b++) {
      DenseBlock block = dense(1 << 18, 3); // 3 MiB.
      kept.add(block);
      try (BlockLease lease = blocks.lease(block, staging).orElseThrow()) {
        assertArrayEquals(block.values(), floats(lease.values(), block.values().length));
      }
    }
    assertEquals(8, blocks.resident(), "three quarters of 32 MiB");
    List<BlockLease> open = new ArrayList<>();
    for (DenseBlock block : kept.subList(8, 20)) {
      blocks.lease(block, staging).ifPresent(open::add);
    }
    assertEquals(2, open.size(), "8 MiB are for work");
    stream.synchronise();
    open.forEach(BlockLease::close);
    assertTrue(blocks.lease(kept.get(19), staging).isPresent());
  }

  @Test
  void whatNobodyKeepsIsDropped() {
    DenseBlock block = dense(1000, 2);
    blocks.lease(block, staging).orElseThrow().close();
    stream.synchronise();
    assertEquals(1, blocks.resident());
    block = null;
    for (int attempt = 0; attempt < 100 && blocks.resident() > 0; attempt++) {
      System.gc();
    }
    assertEquals(0, blocks.resident());
  }
}
