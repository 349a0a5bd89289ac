package org.trainyard.gpu.device;

import jcuda.driver.CUdeviceptr;

/** An address in a device's memory whose number can be read: tables of a kernel hold addresses. */
final class DeviceAddress extends CUdeviceptr {
  /** The number. */
  long value() {
    return getNativePointer();
  }
}
