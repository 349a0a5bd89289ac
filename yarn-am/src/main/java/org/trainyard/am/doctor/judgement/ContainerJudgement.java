package org.trainyard.am.doctor.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.trainyard.am.doctor.ContainerAsk;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.RunRequest;
import org.trainyard.am.doctor.survey.ClusterSeen;

/** Whether each kind of container may be asked for, and whether a node could hold it. */
public final class ContainerJudgement {
  private static final String CHECK = "containers";

  private ContainerJudgement() {}

  /** Judges memory and cores. */
  public static List<Finding> sizes(ClusterSeen cluster, RunRequest request) {
    long nodeMb = cluster.running().stream().mapToLong(ClusterSeen.Node::memoryMb).max().orElse(0);
    int nodeCores = cluster.running().stream().mapToInt(ClusterSeen.Node::cores).max().orElse(0);
    List<Finding> findings = new ArrayList<>();
    for (ContainerAsk ask : request.containers()) {
      if (ask.memoryMb() > cluster.largestMemoryMb()) {
        findings.add(
            Finding.error(
                CHECK,
                ask.what()
                    + " wants "
                    + ask.memoryMb()
                    + " MiB, and the cluster gives no container more than "
                    + cluster.largestMemoryMb()
                    + " MiB",
                "give a smaller "
                    + ask.setting()
                    + ", or have yarn.scheduler.maximum-allocation-mb raised"));
      } else if (nodeMb > 0 && ask.memoryMb() > nodeMb) {
        findings.add(
            Finding.error(
                CHECK,
                ask.what()
                    + " wants "
                    + ask.memoryMb()
                    + " MiB, and the largest node has "
                    + nodeMb
                    + " MiB: it would wait for ever",
                "give a smaller " + ask.setting()));
      }
      if (ask.cores() > cluster.largestCores() || (nodeCores > 0 && ask.cores() > nodeCores)) {
        findings.add(
            Finding.error(
                CHECK,
                ask.what()
                    + " wants "
                    + ask.cores()
                    + " cores, and a container gets at most "
                    + Math.min(cluster.largestCores(), nodeCores),
                "ask for fewer cores"));
      }
    }
    if (findings.isEmpty()) {
      StringBuilder sizes = new StringBuilder();
      request
          .containers()
          .forEach(
              ask -> sizes.append(ask.what()).append(' ').append(ask.memoryMb()).append(" MiB, "));
      findings.add(
          Finding.ok(
              CHECK,
              sizes
                  + "each at most "
                  + cluster.largestMemoryMb()
                  + " MiB and "
                  + cluster.largestCores()
                  + " cores"));
    }
    return findings;
  }

  /** Judges resources beside memory and cores, such as GPUs. */
  public static List<Finding> resources(ClusterSeen cluster, RunRequest request) {
    List<Finding> findings = new ArrayList<>();
    for (ContainerAsk ask : request.containers()) {
      ask.resources().forEach((name, amount) -> findings.add(resource(cluster, ask, name, amount)));
    }
    TreeSet<String> offered = new TreeSet<>();
    cluster
        .running()
        .forEach(
            node ->
                node.resources()
                    .forEach(
                        (name, amount) -> {
                          if (amount > 0) {
                            offered.add(name);
                          }
                        }));
    if (findings.isEmpty() && !offered.isEmpty()) {
      findings.add(
          Finding.note(
              "resources",
              "nodes offer " + String.join(", ", offered) + ", and nothing asks for it"));
    }
    return findings;
  }

  private static Finding resource(ClusterSeen cluster, ContainerAsk ask, String name, long amount) {
    String wants = ask.what() + " wants " + amount + " " + name;
    if (!cluster.resourceTypes().contains(name)) {
      return Finding.error(
          "resources",
          wants + ", which this cluster does not count: the job's master would die of it",
          "have it declared in resource-types.xml on all nodes, or ask for none; it counts "
              + cluster.resourceTypes());
    }
    long nodes =
        cluster.running().stream()
            .filter(node -> node.resources().getOrDefault(name, 0L) >= amount)
            .count();
    return nodes == 0
        ? Finding.error(
            "resources",
            wants + ", and no node has so many: it would wait for ever",
            "ask for fewer, or for nodes that have it")
        : Finding.ok("resources", wants + ", and " + nodes + " node(s) have so many");
  }
}
