package org.trainyard.gpu.device;

import jcuda.Pointer;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;
import org.trainyard.mapreduce.kernel.KernelFailedException;

/**
 * Operations that a device carries out one after the other; those of two streams overlap. Nothing
 * here waits but {@link #synchronise}: until then pinned memory that is read must stay as it is,
 * and pinned memory that is written has no meaning. Errors of an operation may show at a later one.
 * Not thread-safe.
 */
public final class Stream implements AutoCloseable {
  private final Device device;
  private final CUstream handle = new CUstream();
  private boolean destroyed;

  /** An empty stream that does not wait for any other. */
  public Stream(Device device) {
    this.device = device;
    device.makeCurrent();
    device.check(
        JCudaDriver.cuStreamCreate(handle, CUstream_flags.CU_STREAM_NON_BLOCKING),
        "make a stream on");
  }

  /** Copies bytes to the device. */
  public void upload(PinnedMemory from, int fromByte, DeviceMemory to, long toByte, int bytes) {
    if (bytes > 0) {
      device.makeCurrent();
      device.check(
          JCudaDriver.cuMemcpyHtoDAsync(
              to.pointer(toByte, bytes), from.pointer(fromByte, bytes), bytes, handle),
          "copy to");
      device.copied(bytes);
    }
  }

  /** Copies bytes from the device. */
  public void download(DeviceMemory from, long fromByte, PinnedMemory to, int toByte, int bytes) {
    if (bytes > 0) {
      device.makeCurrent();
      device.check(
          JCudaDriver.cuMemcpyDtoHAsync(
              to.pointer(toByte, bytes), from.pointer(fromByte, bytes), bytes, handle),
          "copy from");
    }
  }

  /** Sets bytes of the device's memory to 0. */
  public void zero(DeviceMemory memory, long from, long bytes) {
    if (bytes > 0) {
      device.makeCurrent();
      device.check(
          JCudaDriver.cuMemsetD8Async(memory.pointer(from, bytes), (byte) 0, bytes, handle),
          "clear memory of");
    }
  }

  /**
   * Starts a kernel. Nothing is started if the shape has no thread block.
   *
   * @param arguments in the kernel's order: {@link DeviceMemory} or Long for an address, Integer,
   *     Long, Float or Double; their number and sizes are compared with the kernel's parameters
   */
  public void launch(KernelFunction kernel, LaunchShape shape, Object... arguments) {
    Pointer parameters = kernel.signature().pack(arguments);
    if (shape.isEmpty()) {
      return;
    }
    device.makeCurrent();
    device.check(
        JCudaDriver.cuLaunchKernel(
            kernel.handle(),
            shape.gridX(),
            shape.gridY(),
            shape.gridZ(),
            shape.blockX(),
            shape.blockY(),
            1,
            shape.sharedBytes(),
            handle,
            parameters,
            null),
        "start " + kernel.signature().name() + " on");
  }

  /** Puts a mark after all operations so far. */
  public void record(Event event) {
    device.makeCurrent();
    device.check(JCudaDriver.cuEventRecord(event.handle(), handle), "mark a stream of");
  }

  /** Lets later operations begin when another stream has passed a mark. */
  public void await(Event event) {
    device.makeCurrent();
    device.check(JCudaDriver.cuStreamWaitEvent(handle, event.handle(), 0), "join streams of");
  }

  /**
   * Waits for all operations so far.
   *
   * @throws KernelFailedException if one of them failed
   */
  public void synchronise() {
    device.makeCurrent();
    device.check(JCudaDriver.cuStreamSynchronize(handle), "compute on");
  }

  /** Gives the stream up; what is under way goes on. */
  @Override
  public void close() {
    if (!destroyed && !device.isClosed()) {
      device.makeCurrent();
      JCudaDriver.cuStreamDestroy(handle);
    }
    destroyed = true;
  }
}
