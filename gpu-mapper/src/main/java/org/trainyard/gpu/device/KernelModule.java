package org.trainyard.gpu.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;

/**
 * The kernels of one PTX file, assembled for the device by its driver. The driver keeps what it
 * assembled on disk ({@code ~/.nv/ComputeCache}). Goes with the device.
 */
public final class KernelModule {
  private static final String DIRECTORY = "/org/trainyard/gpu/";

  private final Device device;
  private final String ptx;
  private final CUmodule handle = new CUmodule();

  /**
   * Loads a module.
   *
   * @param name of the PTX file without its ending, for example {@code cluster}
   */
  public KernelModule(Device device, String name) {
    this.device = device;
    this.ptx = read(DIRECTORY + name + ".ptx");
    device.makeCurrent();
    device.check(JCudaDriver.cuModuleLoadData(handle, ptx), "load the kernels of " + name + " to");
  }

  private static String read(String resource) {
    try (InputStream in = KernelModule.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no module " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  /** One of its kernels, by the name that it has in the source (which must be extern "C"). */
  public KernelFunction function(String name) {
    KernelSignature signature = KernelSignature.of(ptx, name);
    CUfunction function = new CUfunction();
    device.makeCurrent();
    device.check(JCudaDriver.cuModuleGetFunction(function, handle, name), "find " + name + " on");
    return new KernelFunction(device, function, signature);
  }
}
