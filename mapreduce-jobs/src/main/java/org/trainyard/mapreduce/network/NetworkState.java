package org.trainyard.mapreduce.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.optimise.Tracking;

/**
 * What a state says of one network beside its numbers.
 *
 * @param tracking how far it is
 * @param last what was measured in the last iteration
 * @param best what was measured when the held-out metric was best; null before, and without early
 *     stopping
 */
record NetworkState(Tracking tracking, Measured last, Measured best) {
  private static final String MODELS = "models";

  /**
   * Measurements of one iteration.
   *
   * @param objective running loss with dropout, and the penalty at the start; NaN before the first
   * @param train running metrics
   * @param validation held-out metrics of the parameters that the iteration started from
   */
  record Measured(
      double objective, SortedMap<String, Double> train, SortedMap<String, Double> validation) {}

  /** Before the first iteration. */
  static NetworkState start() {
    return new NetworkState(
        Tracking.start(), new Measured(Double.NaN, new TreeMap<>(), new TreeMap<>()), null);
  }

  /** The same network, not trained any more; an earlier reason stays. */
  NetworkState stopped(StopReason reason) {
    return new NetworkState(tracking.stopped(reason), last, best);
  }

  /** Name of a network's parameters in a state. */
  static String weights(NetworkModel model) {
    return "weights." + model.index();
  }

  /** Name of its moments. */
  static String moments(NetworkModel model) {
    return "moments." + model.index();
  }

  /** Name of its best parameters. */
  static String best(NetworkModel model) {
    return "best." + model.index();
  }

  /** For people; of the best parameters, once the network has stopped and they were kept. */
  ModelProgress progress() {
    Measured told = tracking.stop() != null && best != null ? best : last;
    return new ModelProgress(
        told.objective, Double.NaN, Double.NaN, told.train, told.validation, tracking.stop());
  }

  /** The control part of a state. */
  static ObjectNode control(List<NetworkState> states) {
    ObjectNode control = JsonNodeFactory.instance.objectNode();
    ArrayNode models = control.putArray(MODELS);
    for (NetworkState state : states) {
      ObjectNode json = models.addObject();
      put(json, "objective", state.tracking.objective());
      put(json, "best", state.tracking.best());
      json.put("sinceBest", state.tracking.sinceBest());
      if (state.tracking.stop() != null) {
        json.put("stop", state.tracking.stop().name());
      }
      put(json.putObject("lastMeasured"), state.last);
      if (state.best != null) {
        put(json.putObject("bestMeasured"), state.best);
      }
    }
    return control;
  }

  /** Reads what {@link #control} wrote of one network. */
  static NetworkState of(State state, NetworkModel model) {
    JsonNode json = state.control().path(MODELS).path(model.index());
    Tracking tracking =
        new Tracking(
            Double.NaN,
            json.path("objective").asDouble(Double.NaN),
            json.path("best").asDouble(Double.NaN),
            json.path("sinceBest").asInt(),
            json.has("stop") ? StopReason.valueOf(json.path("stop").asText()) : null);
    return new NetworkState(
        tracking,
        measured(json.path("lastMeasured")),
        json.has("bestMeasured") ? measured(json.path("bestMeasured")) : null);
  }

  private static void put(ObjectNode json, Measured measured) {
    put(json, "objective", measured.objective);
    measured.train.forEach(json.putObject("train")::put);
    measured.validation.forEach(json.putObject("validation")::put);
  }

  private static Measured measured(JsonNode json) {
    return new Measured(
        json.path("objective").asDouble(Double.NaN),
        metrics(json.path("train")),
        metrics(json.path("validation")));
  }

  private static SortedMap<String, Double> metrics(JsonNode json) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    json.fields()
        .forEachRemaining(field -> metrics.put(field.getKey(), field.getValue().asDouble()));
    return metrics;
  }

  /** Numbers that are not there are left out: JSON has no NaN. */
  private static void put(ObjectNode json, String name, double value) {
    if (!Double.isNaN(value)) {
      json.put(name, value);
    }
  }
}
