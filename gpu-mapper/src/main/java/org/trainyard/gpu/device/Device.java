package org.trainyard.gpu.device;

import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import jcuda.driver.CUcontext;
import jcuda.driver.CUctx_flags;
import jcuda.driver.CUdevice;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.mapreduce.kernel.KernelFailedException;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;

/**
 * One GPU that this process holds: its context, its memory within a budget, and whether it still
 * works. Thread-safe; streams, and what is done on them, belong to one thread each.
 */
public final class Device implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Device.class);

  /** Of the memory that is free when the device is taken, what the driver and others may need. */
  private static final double FREE_SHARE = 0.95;

  private final CUdevice handle;
  private final DeviceLock lock;
  private final CUcontext context = new CUcontext();
  private final String model;
  private final String name;
  private final long budget;
  private final AtomicLong allocated = new AtomicLong();
  private final LongAdder copied = new LongAdder();
  private volatile boolean failed;
  private volatile boolean closed;

  private Device(CUdevice handle, DeviceLock lock, double memoryFraction) {
    this.handle = handle;
    this.lock = lock;
    this.model = model(handle);
    // Waiting threads sleep: a container has few cores, and they have blocks to prepare.
    check(
        JCudaDriver.cuDevicePrimaryCtxSetFlags(handle, CUctx_flags.CU_CTX_SCHED_BLOCKING_SYNC),
        "set up");
    check(JCudaDriver.cuDevicePrimaryCtxRetain(context, handle), "take");
    long[] free = {0};
    long[] total = {0};
    try {
      makeCurrent();
      check(JCudaDriver.cuMemGetInfo(free, total), "ask for the memory of");
    } catch (KernelFailedException e) {
      JCudaDriver.cuDevicePrimaryCtxRelease(handle);
      throw e;
    }
    this.budget = (long) Math.min(memoryFraction * total[0], FREE_SHARE * free[0]);
    this.name = model + ", " + (total[0] >> 30) + " GiB";
  }

  /** Takes the first device that no other process of ours has taken, whatever it can. */
  public static Device open(double memoryFraction) throws KernelsUnavailableException {
    return open(memoryFraction, 0);
  }

  /**
   * Takes the first device that no other process of ours has taken.
   *
   * @param memoryFraction of its memory that this process may use, in (0, 1]; so many processes as
   *     fit share a device
   * @param capability compute capability that it has at least, as in {@link #computeCapability}
   * @throws KernelsUnavailableException if there is none, with a sentence that says why
   */
  public static Device open(double memoryFraction, int capability)
      throws KernelsUnavailableException {
    int devices = Cuda.devices();
    int shares = (int) Math.floor(1 / memoryFraction);
    List<String> older = new ArrayList<>();
    for (int ordinal = 0; ordinal < devices; ordinal++) {
      CUdevice handle = new CUdevice();
      String[] bus = {""};
      if (JCudaDriver.cuDeviceGet(handle, ordinal) != CUresult.CUDA_SUCCESS
          || JCudaDriver.cuDeviceGetPCIBusId(bus, 32, handle) != CUresult.CUDA_SUCCESS) {
        continue;
      }
      if (capability(handle) < capability) {
        older.add(model(handle) + " with " + version(capability(handle)));
        continue;
      }
      DeviceLock lock = DeviceLock.tryTake(bus[0], shares).orElse(null);
      if (lock != null) {
        try {
          return new Device(handle, lock, memoryFraction);
        } catch (KernelFailedException e) {
          lock.close();
          throw new KernelsUnavailableException("No GPU: " + e.getMessage(), e);
        }
      }
    }
    if (older.size() == devices) {
      throw new KernelsUnavailableException(
          "No GPU: what was asked for needs compute capability "
              + version(capability)
              + ", and here is "
              + String.join(", ", older));
    }
    throw new KernelsUnavailableException(
        "No GPU: other processes hold all "
            + (devices - older.size())
            + (older.isEmpty() ? " of this machine (" : " of this machine that are new enough (")
            + shares
            + " for each); let each process take a smaller fraction of the memory, or wait");
  }

  private static String model(CUdevice handle) {
    byte[] bytes = new byte[256];
    JCudaDriver.cuDeviceGetName(bytes, bytes.length, handle);
    return new String(bytes, StandardCharsets.UTF_8).split("\0", 2)[0];
  }

  private static int capability(CUdevice handle) {
    int[] major = {0};
    int[] minor = {0};
    JCudaDriver.cuDeviceGetAttribute(major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, handle);
    JCudaDriver.cuDeviceGetAttribute(minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, handle);
    return 10 * major[0] + minor[0];
  }

  private static String version(int capability) {
    return capability / 10 + "." + capability % 10;
  }

  /** For people, for example {@code NVIDIA H200, 139 GiB}. */
  public String name() {
    return name;
  }

  /** Number of multiprocessors: how many thread blocks make sense at once. */
  public int multiprocessors() {
    return attribute(CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
  }

  /** Most bytes of shared memory that a thread block may be given when it asks for more than 48. */
  public int sharedBytes() {
    return attribute(CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN);
  }

  /** Compute capability as major * 10 + minor, for example 90. */
  public int computeCapability() {
    return capability(handle);
  }

  private int attribute(int which) {
    int[] value = {0};
    check(JCudaDriver.cuDeviceGetAttribute(value, which, handle), "ask for a property of");
    return value[0];
  }

  /** Bytes that this process may still allocate. */
  public long freeBytes() {
    return budget - allocated.get();
  }

  /** Bytes that this process may allocate in all. */
  public long budgetBytes() {
    return budget;
  }

  /** Bytes that were copied to it so far. */
  public long copiedBytes() {
    return copied.sum();
  }

  void copied(long bytes) {
    copied.add(bytes);
  }

  /**
   * Whether an operation has failed: the device is not asked again by this process, because an
   * error of a kernel leaves the context unusable.
   */
  public boolean hasFailed() {
    return failed || closed;
  }

  /**
   * Looks whether the device may be asked.
   *
   * @throws KernelFailedException if it {@link #hasFailed}
   */
  public void checkWorks() {
    if (hasFailed()) {
      throw new KernelFailedException("The GPU " + model + " failed before", null);
    }
  }

  /** Memory of the device, not initialised; empty if it does not fit the budget or the device. */
  public Optional<DeviceMemory> tryAllocate(long bytes) {
    if (allocated.addAndGet(bytes) > budget) {
      allocated.addAndGet(-bytes);
      return Optional.empty();
    }
    makeCurrent();
    DeviceAddress address = new DeviceAddress();
    int result = JCudaDriver.cuMemAlloc(address, Math.max(1, bytes));
    if (result != CUresult.CUDA_SUCCESS) {
      allocated.addAndGet(-bytes);
      if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
        return Optional.empty();
      }
      check(result, "allocate memory of");
    }
    return Optional.of(new DeviceMemory(this, address, bytes));
  }

  /**
   * Memory of the device, not initialised.
   *
   * @throws KernelFailedException if it does not fit
   */
  public DeviceMemory allocate(long bytes) {
    return tryAllocate(bytes)
        .orElseThrow(
            () ->
                new KernelFailedException(
                    "The GPU's memory is full: "
                        + bytes
                        + " bytes more do not fit the budget of "
                        + budget,
                    null));
  }

  void freed(DeviceAddress address, long bytes) {
    if (!closed) {
      makeCurrent();
      allocated.addAndGet(-bytes);
      // An error here comes from an earlier operation, which has told it or will.
      JCudaDriver.cuMemFree(address);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Every thread has to say which context it means; repeated, it costs little. */
  void makeCurrent() {
    if (closed) {
      throw new KernelFailedException("The GPU " + model + " was given back", null);
    }
    check(JCudaDriver.cuCtxSetCurrent(context), "use");
  }

  /**
   * Looks at the result of a call to the driver.
   *
   * @param verb what was done to the device, for the message
   * @throws KernelFailedException if it was an error; the device counts as failed from now on
   */
  void check(int result, String verb) {
    if (result != CUresult.CUDA_SUCCESS) {
      String sentence =
          "Could not " + verb + " the GPU " + model + ": " + CUresult.stringFor(result);
      if (!failed) {
        LOG.warn("{}; it is not used any more", sentence);
      }
      failed = true;
      throw new KernelFailedException(sentence, null);
    }
  }

  /** Frees all that was allocated and lets other processes have the device. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      // With its last user the context goes, and all memory and streams in it.
      JCudaDriver.cuDevicePrimaryCtxRelease(handle);
      lock.close();
    }
  }
}
