package org.trainyard.gpu.device;

import jcuda.driver.CUdeviceptr;

/** A piece of a device's memory. Freed when closed, or with the device. */
public final class DeviceMemory implements AutoCloseable {
  private final Device device;
  private final DeviceAddress address;
  private final long bytes;
  private boolean freed;

  DeviceMemory(Device device, DeviceAddress address, long bytes) {
    this.device = device;
    this.address = address;
    this.bytes = bytes;
  }

  /** Its size. */
  public long bytes() {
    return bytes;
  }

  /** Its address on the device, for arguments of kernels and for tables in device memory. */
  public long address() {
    return address.value();
  }

  /** The address of a byte in it. */
  public long address(long at) {
    check(at, 0);
    return address.value() + at;
  }

  CUdeviceptr pointer(long from, long count) {
    check(from, count);
    return address.withByteOffset(from);
  }

  private void check(long from, long count) {
    if (freed || from < 0 || count < 0 || from > bytes - count) {
      throw new IllegalArgumentException(
          "Bytes "
              + from
              + " and "
              + count
              + " more do not lie in device memory of "
              + (freed ? "no bytes, for it is freed" : bytes + " bytes"));
    }
  }

  /** Frees it. Work on it that is under way must have ended. */
  @Override
  public void close() {
    if (!freed) {
      freed = true;
      device.freed(address, bytes);
    }
  }
}
