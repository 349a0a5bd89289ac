package org.trainyard.gpu.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.driver.JCudaDriver;

/**
 * Memory of the process that the device reads and writes by itself, so that copies go on while both
 * compute. What is in it must stay until the stream that copies it was waited for. Freed when
 * closed, or with the device.
 */
public final class PinnedMemory implements AutoCloseable {
  private final Device device;
  private final Pointer pointer = new Pointer();
  private final ByteBuffer bytes;
  private boolean freed;

  /** Not initialised. */
  public PinnedMemory(Device device, int bytes) {
    this.device = device;
    device.makeCurrent();
    device.check(
        JCudaDriver.cuMemHostAlloc(
            pointer, Math.max(1, bytes), JCudaDriver.CU_MEMHOSTALLOC_PORTABLE),
        "pin memory for");
    this.bytes = pointer.getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
  }

  /** Its size. */
  public int bytes() {
    return bytes.capacity();
  }

  /** A new view of all of it, in the order of bytes that the device has. */
  public ByteBuffer buffer() {
    return buffer(0, bytes.capacity());
  }

  /** A new view of some bytes, in the order of bytes that the device has. */
  public ByteBuffer buffer(int from, int count) {
    return bytes.slice(from, count).order(ByteOrder.nativeOrder());
  }

  Pointer pointer(int from, int count) {
    if (freed || from < 0 || count < 0 || from > bytes.capacity() - count) {
      throw new IllegalArgumentException(
          "Bytes " + from + " and " + count + " more do not lie in " + bytes.capacity() + " bytes");
    }
    return pointer.withByteOffset(from);
  }

  /** Frees it; views of it must not be used any more. */
  @Override
  public void close() {
    if (!freed && !device.isClosed()) {
      device.makeCurrent();
      JCudaDriver.cuMemFreeHost(pointer);
    }
    freed = true;
  }
}
