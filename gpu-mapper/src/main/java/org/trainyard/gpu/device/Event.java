package org.trainyard.gpu.device;

import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.JCudaDriver;

/** A mark in a stream: recorded there, waited for by other streams or by the process. */
public final class Event implements AutoCloseable {
  private final Device device;
  private final CUevent handle = new CUevent();
  private boolean destroyed;

  /** An event that no stream has recorded: to wait for it is no wait. */
  public Event(Device device) {
    this.device = device;
    device.makeCurrent();
    int flags = CUevent_flags.CU_EVENT_DISABLE_TIMING | CUevent_flags.CU_EVENT_BLOCKING_SYNC;
    device.check(JCudaDriver.cuEventCreate(handle, flags), "make an event on");
  }

  CUevent handle() {
    return handle;
  }

  /** Waits until the stream has passed the place where it recorded this event last. */
  public void synchronise() {
    device.makeCurrent();
    device.check(JCudaDriver.cuEventSynchronize(handle), "wait for");
  }

  @Override
  public void close() {
    if (!destroyed && !device.isClosed()) {
      device.makeCurrent();
      JCudaDriver.cuEventDestroy(handle);
    }
    destroyed = true;
  }
}
