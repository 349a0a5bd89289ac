package org.trainyard.gpu.device;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;

/**
 * NVIDIA's driver on this machine, through jcuda: loaded and started once for a process, on the
 * first question.
 */
final class Cuda {
  /** CUDA 10.0: the first driver that reads PTX 6.3. */
  private static final int OLDEST_DRIVER = 10_000;

  private static final String TEMPORARY = "java.io.tmpdir";

  private Cuda() {}

  /** What the one attempt to start the driver found. */
  private static final class Probe {
    static final int DEVICES;

    /** Why there is no driver, for people; null if there is one. */
    static final String REFUSAL;

    static {
      int[] devices = {0};
      REFUSAL = probe(devices);
      DEVICES = devices[0];
    }
  }

  /**
   * Number of devices.
   *
   * @return at least 1
   * @throws KernelsUnavailableException if the driver is not there, does not start or has no device
   */
  static int devices() throws KernelsUnavailableException {
    if (Probe.REFUSAL != null) {
      throw new KernelsUnavailableException(Probe.REFUSAL);
    }
    return Probe.DEVICES;
  }

  private static String probe(int[] devices) {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.equals("Linux amd64")) {
      return "No GPU: the kernels are built for Linux on x86-64, and this is " + system;
    }
    try {
      loadPrivately();
      JCudaDriver.setExceptionsEnabled(false);
      int[] version = {0};
      int result = JCudaDriver.cuInit(0);
      if (result == CUresult.CUDA_SUCCESS) {
        result = JCudaDriver.cuDriverGetVersion(version);
      }
      if (result == CUresult.CUDA_SUCCESS) {
        result = JCudaDriver.cuDeviceGetCount(devices);
      }
      if (result != CUresult.CUDA_SUCCESS) {
        return "No GPU: NVIDIA's driver does not start: " + CUresult.stringFor(result);
      }
      if (version[0] < OLDEST_DRIVER) {
        return "No GPU: NVIDIA's driver supports CUDA "
            + (version[0] / 1000 + "." + version[0] % 1000 / 10)
            + ", and 10.0 is the oldest that reads our kernels; install a newer driver";
      }
      return devices[0] > 0 ? null : "No GPU: NVIDIA's driver shows no device to this process";
    } catch (LinkageError e) {
      return "No GPU: NVIDIA's driver library libcuda.so.1 cannot be loaded (" + cause(e) + ")";
    } catch (IOException e) {
      return "No GPU: the library of jcuda cannot be unpacked: " + e;
    }
  }

  /**
   * Lets jcuda unpack its library into a new directory that is ours alone. By itself it would use a
   * fixed name in the directory for temporary files: a race between processes, and a place where
   * anybody could lay code of his own.
   */
  private static void loadPrivately() throws IOException {
    Path directory = Files.createTempDirectory("trainyard-jcuda");
    String before = System.getProperty(TEMPORARY);
    // The JDK remembers the directory from its first use: that must not be the private one.
    Files.delete(File.createTempFile("trainyard", null).toPath());
    System.setProperty(TEMPORARY, directory.toString());
    try {
      Class.forName(JCudaDriver.class.getName());
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(e.getMessage());
    } finally {
      System.setProperty(TEMPORARY, before);
      delete(directory);
    }
  }

  /** A loaded library stays mapped when its file is gone. */
  private static void delete(Path directory) throws IOException {
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** The last cause in jcuda's message, which has stack traces of several attempts in it. */
  private static String cause(LinkageError error) {
    String message = String.valueOf(error.getMessage());
    String name = UnsatisfiedLinkError.class.getName() + ": ";
    int at = message.lastIndexOf(name);
    String last = at < 0 ? message : message.substring(at + name.length());
    // The path of the unpacked file says nothing to anyone.
    return last.lines().findFirst().orElse("").replaceFirst("^/\\S+: ", "");
  }
}
