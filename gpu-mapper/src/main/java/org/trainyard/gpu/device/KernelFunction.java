package org.trainyard.gpu.device;

import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.JCudaDriver;

/** A kernel in a loaded module. */
public final class KernelFunction {
  private final Device device;
  private final CUfunction handle;
  private final KernelSignature signature;

  KernelFunction(Device device, CUfunction handle, KernelSignature signature) {
    this.device = device;
    this.handle = handle;
    this.signature = signature;
  }

  /** Lets it be started with so much dynamic shared memory, at most {@link Device#sharedBytes}. */
  public KernelFunction allowShared(int bytes) {
    device.makeCurrent();
    device.check(
        JCudaDriver.cuFuncSetAttribute(
            handle, CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, bytes),
        "set up " + signature.name() + " on");
    return this;
  }

  KernelSignature signature() {
    return signature;
  }

  CUfunction handle() {
    return handle;
  }
}
