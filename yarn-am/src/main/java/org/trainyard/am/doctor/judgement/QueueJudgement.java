package org.trainyard.am.doctor.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trainyard.am.config.Nearest;
import org.trainyard.am.doctor.ContainerAsk;
import org.trainyard.am.doctor.Finding;
import org.trainyard.am.doctor.RunRequest;
import org.trainyard.am.doctor.survey.ClusterSeen;

/** Whether the queue exists, takes this user's applications, and is large enough. */
public final class QueueJudgement {
  private static final String CHECK = "queue";
  private static final String USUAL = "default";

  private QueueJudgement() {}

  /** Judges. */
  public static List<Finding> of(ClusterSeen cluster, RunRequest request) {
    String asked = request.queue() == null ? USUAL : request.queue();
    Optional<ClusterSeen.Queue> found = find(cluster, asked);
    if (found.isEmpty()) {
      return List.of(missing(cluster, request, asked));
    }
    ClusterSeen.Queue queue = found.get();
    if (!queue.leaf()) {
      return List.of(
          Finding.error(
              CHECK,
              "'" + asked + "' is a parent of queues and takes no applications itself",
              "name one below it by --queue: " + leaves(cluster)));
    }
    List<Finding> findings = new ArrayList<>();
    if (!queue.running()) {
      findings.add(
          Finding.error(
              CHECK,
              "'" + asked + "' is stopped and takes no applications",
              "name another by --queue, or ask its operator"));
    }
    // A scheduler without access lists says nothing of any queue.
    if (!cluster.submitTo().isEmpty() && !contains(cluster, queue)) {
      findings.add(
          Finding.error(
              CHECK,
              "you may not submit to '" + asked + "'",
              "name one of " + cluster.submitTo() + " by --queue, or ask its operator"));
    }
    findings.addAll(room(cluster, request, queue));
    if (findings.isEmpty()) {
      findings.add(Finding.ok(CHECK, "'" + asked + "' takes your applications" + share(queue)));
    }
    return findings;
  }

  private static List<Finding> room(
      ClusterSeen cluster, RunRequest request, ClusterSeen.Queue queue) {
    List<Finding> findings = new ArrayList<>();
    double most = Double.isNaN(queue.mostOfCluster()) ? 1 : queue.mostOfCluster();
    long memory =
        (long) (most * cluster.running().stream().mapToLong(ClusterSeen.Node::memoryMb).sum());
    if (memory > 0 && request.leastMemoryMb() > memory) {
      findings.add(
          Finding.error(
              CHECK,
              "'"
                  + queue.name()
                  + "' may use at most "
                  + memory
                  + " MiB of the cluster, and the smallest step of a run needs "
                  + request.leastMemoryMb()
                  + " MiB at once ("
                  + least(request)
                  + ")",
              "ask for smaller containers, or for a larger queue"));
    }
    long masters =
        request.containers().stream()
            .filter(ask -> ask.what().contains("aster"))
            .mapToLong(ContainerAsk::memoryMb)
            .sum();
    if (!Double.isNaN(queue.mostMasters())
        && memory > 0
        && masters > memory * queue.mostMasters()) {
      findings.add(
          Finding.warning(
              CHECK,
              String.format(
                  Locale.ROOT,
                  "masters may use %.0f %% of '%s', about %d MiB; a run with MapReduce jobs needs %d MiB for two of them, and"
                      + " the second may wait for ever",
                  100 * queue.mostMasters(),
                  queue.name(),
                  (long) (memory * queue.mostMasters()),
                  masters),
              "have yarn.scheduler.capacity.maximum-am-resource-percent raised, or take --engine resident"));
    }
    if (queue.used() >= 1) {
      findings.add(
          Finding.warning(
              CHECK,
              String.format(
                  Locale.ROOT,
                  "'%s' is full now (%.0f %% of its capacity in use): a run will wait",
                  queue.name(),
                  100 * queue.used()),
              "wait, or name another by --queue"));
    }
    return findings;
  }

  private static String least(RunRequest request) {
    return request.containers().stream()
        .limit(3)
        .map(ask -> ask.what() + " " + ask.memoryMb())
        .collect(Collectors.joining(", "));
  }

  private static Finding missing(ClusterSeen cluster, RunRequest request, String asked) {
    List<String> names = cluster.queues().stream().map(ClusterSeen.Queue::name).toList();
    String fact = "there is no queue '" + asked + "'";
    if (names.isEmpty()) {
      return Finding.warning(CHECK, fact + " that you may see", "ask the operator for its name");
    }
    if (request.queue() == null) {
      return Finding.error(
          CHECK,
          fact + ", which is taken where none is named",
          "name one by --queue: " + leaves(cluster));
    }
    return Finding.error(
        CHECK,
        fact + "; the nearest is '" + Nearest.to(asked, names) + "'",
        "name one by --queue: " + leaves(cluster));
  }

  /** Applications may name a queue by its last part or by its path. */
  private static Optional<ClusterSeen.Queue> find(ClusterSeen cluster, String asked) {
    String last = lastPart(asked);
    return cluster.queues().stream()
        .filter(queue -> queue.name().equals(asked))
        .findFirst()
        .or(
            () ->
                cluster.queues().stream()
                    .filter(queue -> lastPart(queue.name()).equals(last))
                    .filter(queue -> !asked.contains(".") || !queue.name().contains("."))
                    .findFirst());
  }

  private static boolean contains(ClusterSeen cluster, ClusterSeen.Queue queue) {
    return cluster.submitTo().stream()
        .anyMatch(name -> lastPart(name).equals(lastPart(queue.name())));
  }

  private static String lastPart(String queue) {
    return queue.substring(queue.lastIndexOf('.') + 1);
  }

  private static String leaves(ClusterSeen cluster) {
    return cluster.queues().stream()
        .filter(ClusterSeen.Queue::leaf)
        .map(ClusterSeen.Queue::name)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String share(ClusterSeen.Queue queue) {
    if (Double.isNaN(queue.mostOfCluster())) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "; it may use up to %.0f %% of the cluster%s",
        100 * queue.mostOfCluster(),
        Double.isNaN(queue.used())
            ? ""
            : String.format(
                Locale.ROOT, ", and %.0f %% of its own are in use", 100 * queue.used()));
  }
}
