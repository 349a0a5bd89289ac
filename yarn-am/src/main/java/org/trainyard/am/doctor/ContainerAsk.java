package org.trainyard.am.doctor;

import java.util.Map;

/**
 * A kind of container that a run asks for.
 *
 * @param what for people: "the ApplicationMaster"
 * @param setting by which its size is changed
 * @param memoryMb MiB
 * @param cores virtual cores
 * @param resources other resources by name, such as {@code yarn.io/gpu}
 */
public record ContainerAsk(
    String what, String setting, long memoryMb, int cores, Map<String, Long> resources) {
  /** Copies the map. */
  public ContainerAsk {
    resources = Map.copyOf(resources);
  }
}
