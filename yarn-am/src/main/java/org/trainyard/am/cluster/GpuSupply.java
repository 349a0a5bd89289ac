package org.trainyard.am.cluster;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trainyard.mapreduce.iteration.DeviceRequest;

/**
 * What a cluster has of GPUs.
 *
 * @param types all resources that the ResourceManager counts
 * @param nodes running ones that offer GPUs to this application, in no order
 * @param refusal why the application's queue may use none, in words, or null
 */
public record GpuSupply(List<Type> types, List<Node> nodes, String refusal) {
  /** YARN's name for GPUs. */
  public static final String GPU = DeviceRequest.GPU;

  /** Nothing is known of any. */
  public static final GpuSupply NONE = new GpuSupply(List.of(), List.of(), null);

  /**
   * A resource that the ResourceManager counts.
   *
   * @param name of it
   * @param units of it; empty for a plain number
   */
  public record Type(String name, String units) {}

  /**
   * A node with GPUs.
   *
   * @param host of it
   * @param total GPUs
   * @param free of these not held by containers
   */
  public record Node(String host, long total, long free) {}

  /** Copies the lists. */
  public GpuSupply {
    types = List.copyOf(types);
    nodes = List.copyOf(nodes);
  }

  /** All GPUs that may be asked for; those of a queue that may use none are none. */
  public int total() {
    return refusal == null ? (int) nodes.stream().mapToLong(Node::total).sum() : 0;
  }

  /** Of these, not held by containers now. */
  public int free() {
    return refusal == null ? (int) nodes.stream().mapToLong(Node::free).sum() : 0;
  }

  /** Whether the ResourceManager counts GPUs: asking one that does not ends the application. */
  public boolean known() {
    return types.stream().anyMatch(type -> type.name().equals(GPU));
  }

  /** What is missing for a container with a GPU, in words; empty if nothing is. */
  public Optional<String> missing() {
    if (!known()) {
      return Optional.of(
          "the ResourceManager does not know the resource type "
              + GPU
              + " (it knows "
              + types.stream().map(Type::name).sorted().collect(Collectors.joining(", "))
              + "); have it declared in resource-types.xml");
    }
    if (nodes.isEmpty()) {
      return Optional.of("the cluster knows " + GPU + ", but no running node offers one");
    }
    return Optional.ofNullable(refusal);
  }

  /** For people, in one line. */
  public String describe() {
    return missing()
        .orElseGet(
            () -> total() + " GPUs on " + nodes.size() + " node(s), " + free() + " of them free");
  }
}
