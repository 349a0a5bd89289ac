package org.trainyard.am.doctor.judgement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trainyard.am.config.YarnKeys.EngineName;
import org.trainyard.am.doctor.ContainerAsk;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.doctor.RunRequest;
import org.trainyard.am.doctor.survey.ClusterSeen;

/** A small healthy cluster, and a run that fits it. */
final class Seen {
  private Seen() {}

  static ClusterSeen.Node node(String name, long memoryMb, Map<String, Long> resources) {
    return new ClusterSeen.Node(
        name, name + ":8042", true, memoryMb, 4, memoryMb, resources, Set.of(), "", 0);
  }

  static ClusterSeen.Queue queue(String name, boolean leaf, double most, double used) {
    return new ClusterSeen.Queue(name, leaf, true, most, used, 0.9);
  }

  static ClusterSeen cluster(
      List<ClusterSeen.Node> nodes, List<ClusterSeen.Queue> queues, Set<String> submitTo) {
    return new ClusterSeen(
        8192, 4, Set.of("memory-mb", "vcores", "yarn.io/gpu"), nodes, queues, submitTo);
  }

  static ClusterSeen cluster() {
    return cluster(
        List.of(node("n1", 8192, Map.of()), node("n2", 8192, Map.of())),
        List.of(
            queue("root", false, 1, 0), queue("default", true, 1, 0.5), queue("ml", true, 0.25, 0)),
        Set.of("default"));
  }

  static ContainerAsk ask(String what, long memoryMb, int cores, Map<String, Long> resources) {
    return new ContainerAsk(what, "--memory", memoryMb, cores, resources);
  }

  static RunRequest request(String queue, ContainerAsk... containers) {
    return new RunRequest(
        true,
        EngineName.AUTO,
        Optional.empty(),
        Map.of(),
        queue,
        null,
        List.of(containers),
        0,
        100,
        3);
  }

  static RunRequest request(String queue) {
    return request(
        queue,
        ask("the ApplicationMaster", 1024, 1, Map.of()),
        ask("the master of a job", 1536, 1, Map.of()),
        ask("a map task", 1024, 1, Map.of()));
  }

  /** The worst of some findings. */
  static Level worst(List<Finding> findings) {
    return findings.stream().map(Finding::level).max(Level::compareTo).orElseThrow();
  }

  /** All their words. */
  static String words(List<Finding> findings) {
    return findings.toString();
  }
}
