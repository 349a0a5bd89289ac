package org.trainyard.mapreduce.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.optimise.StopRules;
import org.trainyard.mapreduce.optimise.Tracking;

/**
 * What is known of one model's course.
 *
 * @param tracking its objective is the inertia, its metric the held-out inertia
 * @param held mean squared distance of the held-out rows to the last centroids that were measured;
 *     NaN if there are none
 * @param bestInertia inertia when the held-out one was least; NaN before
 */
record ClusterTrack(Tracking tracking, double held, double bestInertia) {
  /** Nothing is measured yet. */
  static final ClusterTrack START = new ClusterTrack(Tracking.start(), Double.NaN, Double.NaN);

  /** The course after one more measurement, ended if a rule says so. */
  ClusterTrack measured(LloydStep step, StopRules rules) {
    Tracking next = tracking.observe(rules, step.inertia(), Double.NaN, step.heldInertia());
    boolean better = next.sinceBest() == 0;
    return new ClusterTrack(next, step.heldInertia(), better ? step.inertia() : bestInertia);
  }

  /** The same course, ended for a reason from outside; an earlier reason stays. */
  ClusterTrack stopped(StopReason reason) {
    return new ClusterTrack(tracking.stopped(reason), held, bestInertia);
  }

  /** The same course, ended because the centroids are still. */
  ClusterTrack still() {
    Tracking ended =
        new Tracking(
            Double.NaN,
            tracking.objective(),
            tracking.best(),
            tracking.sinceBest(),
            StopReason.CENTROIDS_STILL);
    return new ClusterTrack(ended, held, bestInertia);
  }

  /** Why the model is no longer trained, or null. */
  StopReason stop() {
    return tracking.stop();
  }

  /** For the control part of a state; numbers that are not there are left out. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "inertia", tracking.objective());
    put(json, "held", held);
    put(json, "bestHeld", tracking.best());
    put(json, "bestInertia", bestInertia);
    json.put("sinceBest", tracking.sinceBest());
    if (tracking.stop() != null) {
      json.put("stop", tracking.stop().name());
    }
    return json;
  }

  /** Reads what {@link #toJson} made. */
  static ClusterTrack of(JsonNode json) {
    Tracking tracking =
        new Tracking(
            Double.NaN,
            json.path("inertia").asDouble(Double.NaN),
            json.path("bestHeld").asDouble(Double.NaN),
            json.path("sinceBest").asInt(),
            json.has("stop") ? StopReason.valueOf(json.path("stop").asText()) : null);
    return new ClusterTrack(
        tracking,
        json.path("held").asDouble(Double.NaN),
        json.path("bestInertia").asDouble(Double.NaN));
  }

  /**
   * For people and for choosing among models: inertia, also under the name of every loss. After
   * early stopping it is that of the best centroids.
   */
  ModelProgress progress(double[] sizes) {
    boolean early = stop() == StopReason.EARLY_STOPPING;
    double inertia = early ? bestInertia : tracking.objective();
    SortedMap<String, Double> train = metrics(inertia);
    if (sizes != null) {
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      for (double size : sizes) {
        least = Math.min(least, size);
        most = Math.max(most, size);
      }
      train.put("smallest-cluster", least);
      train.put("largest-cluster", most);
    }
    return new ModelProgress(
        inertia, Double.NaN, Double.NaN, train, metrics(early ? tracking.best() : held), stop());
  }

  private static SortedMap<String, Double> metrics(double value) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    if (!Double.isNaN(value)) {
      metrics.put("inertia", value);
      metrics.put("loss", value);
    }
    return metrics;
  }

  private static void put(ObjectNode json, String name, double value) {
    if (!Double.isNaN(value)) {
      json.put(name, value);
    }
  }
}
