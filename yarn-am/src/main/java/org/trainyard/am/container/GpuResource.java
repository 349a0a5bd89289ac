package org.trainyard.am.container;

import java.util.Arrays;
import org.apache.hadoop.yarn.api.records.Resource;
import org.trainyard.mapreduce.iteration.DeviceRequest;

/** GPUs in YARN's resources. */
final class GpuResource {
  private GpuResource() {}

  /**
   * What to ask for. GPUs are named only where some are wanted: a process that was not told of the
   * type does not know it.
   */
  static Resource of(ContainerSize size) {
    Resource resource = Resource.newInstance(size.memoryMb(), size.cores());
    if (size.gpus() > 0) {
      resource.setResourceValue(DeviceRequest.GPU, size.gpus());
    }
    return resource;
  }

  /** How many there are. */
  static int gpus(Resource resource) {
    return Arrays.stream(resource.getResources())
        .filter(one -> one.getName().equals(DeviceRequest.GPU))
        .mapToInt(one -> (int) one.getValue())
        .sum();
  }
}
