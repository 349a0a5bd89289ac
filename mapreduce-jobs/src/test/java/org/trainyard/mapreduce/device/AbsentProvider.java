package org.trainyard.mapreduce.device;

import java.util.concurrent.atomic.AtomicInteger;
import org.trainyard.mapreduce.kernel.KernelProvider;
import org.trainyard.mapreduce.kernel.KernelSettings;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;

/** Found by the service loader of this module's tests; has no device, and counts who asks. */
public final class AbsentProvider implements KernelProvider {
  /** What it says. */
  public static final String WHY = "no device in this test";

  /** How often anybody looked for a device. */
  public static final AtomicInteger ASKED = new AtomicInteger();

  @Override
  public String name() {
    return "absent";
  }

  @Override
  public Kernels open(KernelSettings settings) throws KernelsUnavailableException {
    ASKED.incrementAndGet();
    throw new KernelsUnavailableException(WHY);
  }
}
