package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trainyard.it.bench.evaluate.LogisticObjective;

/**
 * All peers on one task, interleaved: each round runs each of them once, beginning with another
 * one. A peer whose objective is not yet the best one (to a stated gap) is run again with its next
 * tighter tolerance, and only what it does with the loosest that suffices is counted.
 */
final class Contest {
  /** Greatest relative distance from the best objective that counts as the same objective. */
  static final double SAME = 1e-4;

  private final Place place;
  private final Task task;
  private final int limitSeconds;
  private final KnownNumbers known;
  private final BenchCluster cluster;
  private final List<Measurement> measurements = new ArrayList<>();
  private final Map<String, Double> objectives = new HashMap<>();
  private double best;

  /**
   * @param limitSeconds after which a run is ended
   */
  Contest(Place place, Task task, int limitSeconds) {
    this.place = place;
    this.task = task;
    this.limitSeconds = limitSeconds;
    this.known = new KnownNumbers(place, task);
    this.cluster = new BenchCluster(place);
  }

  /** Runs all rounds and returns what was measured. */
  List<Measurement> hold(List<Peer> peers, int rounds) throws IOException, InterruptedException {
    best = reference();
    if (peers.stream().anyMatch(Peer::onCluster)) {
      cluster.upload(task.file(), task.remote());
    }
    List<Peer> able = new ArrayList<>(peers);
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < peers.size(); i++) {
        Peer peer = peers.get((i + round - 1) % peers.size());
        if (able.contains(peer)) {
          Measurement measurement = counted(peer, round);
          measurements.add(measurement);
          if (!measurement.done()) {
            able.remove(peer);
          }
        }
      }
    }
    return measurements;
  }

  /** The best objective that anybody has found. */
  double best() {
    return best;
  }

  /**
   * The best objective that is known: at first that of LIBLINEAR with a tight tolerance; infinite
   * where that is not installed.
   */
  double reference() throws IOException, InterruptedException {
    double before = known.get("best", Double.POSITIVE_INFINITY);
    if (Double.isInfinite(before)) {
      say("%-18s with a tight tolerance, to know the optimum (once)", "liblinear");
      Liblinear peer = new Liblinear();
      Measurement tight = measured(peer, 1e-6, 0);
      before = tight.done() ? tight.objective() : before;
      known.put("best", before);
    }
    return before;
  }

  /** Where only a looser tolerance leads to a model, what that reached is what counts. */
  private Measurement counted(Peer peer, int round) throws IOException, InterruptedException {
    double tolerance = known.tolerance(peer);
    Measurement reached = null;
    while (true) {
      Measurement found = measured(peer, tolerance, round);
      if (!found.done() && reached != null) {
        return reached;
      }
      double now = tolerance;
      double next = Arrays.stream(peer.tolerances()).filter(t -> t < now).max().orElse(now);
      known.putTolerance(peer, tolerance);
      if (!found.done() || found.gap(best) <= SAME || next == now) {
        return found;
      }
      say("%-18s misses the objective with tolerance %s: not counted", peer.name(), tolerance);
      reached = found;
      tolerance = next;
    }
  }

  private Measurement measured(Peer peer, double tolerance, int round)
      throws IOException, InterruptedException {
    Path folder = place.target().resolve("runs").resolve(task.name()).resolve(peer.name() + round);
    FileTree.delete(folder);
    List<ProcessHandle> parents = peer.onCluster() ? cluster.nodeManagers() : List.of();
    MeasuredProcess process = new MeasuredProcess(folder, peer.environment(), parents);
    MeasuredProcess.Outcome outcome =
        process.run(peer.command(task, tolerance, folder), limitSeconds);
    Measurement result = judged(peer, folder, outcome, round);
    if (peer.onCluster()) {
      if (!result.done()) {
        cluster.endApplications();
      }
      cluster.tidy();
    }
    FileTree.deleteFoldersIn(folder);
    say(
        "%-18s round %d  %7.1f s  %6d MiB  %4d iterations of %.3f s  gap %.1e  %s",
        peer.name(),
        round,
        result.seconds(),
        result.peakMb(),
        result.iterations(),
        result.secondsPerIteration(),
        result.gap(best),
        result.done() ? "" : result.failure());
    return result;
  }

  private Measurement judged(Peer peer, Path folder, MeasuredProcess.Outcome outcome, int round)
      throws IOException, InterruptedException {
    if (outcome.timedOut() || !peer.succeeded(outcome.exitCode())) {
      return Measurement.failed(peer.name(), round, outcome, failure(outcome));
    }
    Fit fit;
    double objective;
    try {
      fit = peer.fit(task, folder, outcome);
      objective = objective(LogisticObjective.coefficients(fit.weights()));
    } catch (IOException | RuntimeException e) {
      return Measurement.failed(peer.name(), round, outcome, "left no model: " + e);
    }
    if (objective < best) {
      best = objective;
      known.put("best", best);
    }
    return new Measurement(
        peer.name(),
        round,
        outcome.seconds(),
        outcome.peakMb(),
        fit.iterations(),
        fit.secondsPerIteration(),
        objective,
        null);
  }

  /** One sentence for the table. */
  private String failure(MeasuredProcess.Outcome outcome) {
    String what =
        outcome.timedOut()
            ? "not done in " + limitSeconds + " s"
            : "does not run: exit code " + outcome.exitCode();
    return outcome.complaint().map(text -> what + ", " + text).orElse(what);
  }

  /** Computed once for the same coefficients. */
  private double objective(double[] weights) throws IOException {
    String key = task.name() + Arrays.hashCode(weights) + Arrays.stream(weights).sum();
    Double before = objectives.get(key);
    double objective =
        before != null ? before : new LogisticObjective(task.file(), task.l2()).of(weights);
    objectives.put(key, objective);
    return objective;
  }

  private static void say(String format, Object... values) {
    System.err.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
