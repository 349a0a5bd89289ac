package org.trainyard.mapreduce.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.StopReason;

/**
 * What is known of one model's course.
 *
 * @param inertia mean squared distance of the training rows to the last centroids that were
 *     measured; NaN before
 * @param held the same of the held-out rows; NaN if there are none
 * @param bestHeld least of these so far; NaN before
 * @param bestInertia inertia when the held-out one was least
 * @param stale iterations since then
 * @param stop why the model is no longer trained, or null
 */
record ClusterTrack(
    double inertia, double held, double bestHeld, double bestInertia, int stale, StopReason stop) {
  /** Nothing is measured yet. */
  static final ClusterTrack START =
      new ClusterTrack(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, null);

  /** The course after one more measurement, still going on. */
  ClusterTrack measured(LloydStep step) {
    boolean better = !(step.heldInertia() >= bestHeld);
    return new ClusterTrack(
        step.inertia(),
        step.heldInertia(),
        better ? step.heldInertia() : bestHeld,
        better ? step.inertia() : bestInertia,
        better ? 0 : stale + 1,
        null);
  }

  /** The same course, ended. */
  ClusterTrack stopped(StopReason reason) {
    return new ClusterTrack(inertia, held, bestHeld, bestInertia, stale, reason);
  }

  /** The same course, ended, with what was measured at its best. */
  ClusterTrack stoppedEarly() {
    return new ClusterTrack(
        bestInertia, bestHeld, bestHeld, bestInertia, stale, StopReason.EARLY_STOPPING);
  }

  /** For the control part of a state; numbers that are not there are left out. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "inertia", inertia);
    put(json, "held", held);
    put(json, "bestHeld", bestHeld);
    put(json, "bestInertia", bestInertia);
    json.put("stale", stale);
    if (stop != null) {
      json.put("stop", stop.name());
    }
    return json;
  }

  /** Reads what {@link #toJson} made. */
  static ClusterTrack of(JsonNode json) {
    return new ClusterTrack(
        json.path("inertia").asDouble(Double.NaN),
        json.path("held").asDouble(Double.NaN),
        json.path("bestHeld").asDouble(Double.NaN),
        json.path("bestInertia").asDouble(Double.NaN),
        json.path("stale").asInt(),
        json.has("stop") ? StopReason.valueOf(json.path("stop").asText()) : null);
  }

  /** For people and for choosing among models: inertia, also under the name of every loss. */
  ModelProgress progress(double[] sizes) {
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
    return new ModelProgress(inertia, Double.NaN, Double.NaN, train, metrics(held), stop);
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
