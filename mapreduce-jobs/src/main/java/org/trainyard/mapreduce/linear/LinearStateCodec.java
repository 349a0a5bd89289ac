package org.trainyard.mapreduce.linear;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.optimise.OptimiserState;
import org.trainyard.mapreduce.optimise.Request;
import org.trainyard.mapreduce.optimise.Tracking;

/**
 * The K model states as a {@link State} and back, exactly.
 *
 * <p>Control: an array "models". Parameters: for each model its request's vectors, {@code
 * model.0000.request.0} and on, and its {@code model.0000.steps}. Memory: the optimiser's vectors,
 * {@code model.0000.optimiser.x} and so on, {@code model.0000.opening} and {@code model.0000.best}.
 * Numbers that are not finite are null in the control.
 */
final class LinearStateCodec {
  private LinearStateCodec() {}

  static State encode(int iteration, List<ModelState> models) {
    ObjectNode control = JsonNodeFactory.instance.objectNode();
    ArrayNode list = control.putArray("models");
    SortedMap<String, Vector> parameters = new TreeMap<>();
    SortedMap<String, Vector> memory = new TreeMap<>();
    for (int m = 0; m < models.size(); m++) {
      ModelState model = models.get(m);
      OptimiserState optimiser = model.optimiser();
      Request request = optimiser.request();
      ObjectNode node = list.addObject();
      node.put("phase", optimiser.phase());
      node.put("outcome", optimiser.outcome().name());
      put(node, "objective", optimiser.objective());
      put(node, "gradientNorm", optimiser.gradientNorm());
      put(node, "stepLength", optimiser.stepLength());
      putAll(node.putObject("numbers"), optimiser.numbers());
      node.put("request", request.kind().name());
      putTracking(node.putObject("tracking"), model.tracking());
      putAll(node.putObject("train"), model.train());
      putAll(node.putObject("validation"), model.validation());
      String prefix = prefix(m);
      for (int v = 0; v < request.vectors().size(); v++) {
        parameters.put(prefix + "request." + v, request.vectors().get(v));
      }
      parameters.put(prefix + "steps", Vector.of(request.steps()));
      optimiser.vectors().forEach((name, v) -> memory.put(prefix + "optimiser." + name, v));
      putOpening(node, model.opening(), prefix, memory);
      if (model.best() != null) {
        memory.put(prefix + "best", model.best().point());
        ObjectNode best = node.putObject("best");
        put(best, "objective", model.best().objective());
        putAll(best.putObject("train"), model.best().train());
        putAll(best.putObject("validation"), model.best().validation());
      }
    }
    return new State(iteration, control, parameters, memory);
  }

  static List<ModelState> decode(State state) {
    List<ModelState> models = new ArrayList<>();
    for (JsonNode node : state.control().get("models")) {
      String prefix = prefix(models.size());
      SortedMap<String, Vector> vectors = new TreeMap<>();
      String own = prefix + "optimiser.";
      state
          .memory()
          .subMap(own, own + Character.MAX_VALUE)
          .forEach((name, v) -> vectors.put(name.substring(own.length()), v));
      OptimiserState optimiser =
          new OptimiserState(
              node.get("phase").asText(),
              OptimiserState.Outcome.valueOf(node.get("outcome").asText()),
              number(node, "objective"),
              number(node, "gradientNorm"),
              number(node, "stepLength"),
              numbers(node.get("numbers")),
              vectors,
              request(state, prefix, Request.Kind.valueOf(node.get("request").asText())));
      models.add(
          new ModelState(
              optimiser,
              tracking(node.get("tracking")),
              numbers(node.get("train")),
              numbers(node.get("validation")),
              best(node.get("best"), state.memory().get(prefix + "best")),
              opening(node.get("opening"), state.memory().get(prefix + "opening"))));
    }
    return models;
  }

  /** Only what the map side needs: the requests. */
  static List<Request> requests(State state) {
    List<Request> requests = new ArrayList<>();
    for (JsonNode node : state.control().get("models")) {
      Request.Kind kind = Request.Kind.valueOf(node.get("request").asText());
      requests.add(request(state, prefix(requests.size()), kind));
    }
    return requests;
  }

  private static Request request(State state, String prefix, Request.Kind kind) {
    List<Vector> vectors = new ArrayList<>();
    SortedMap<String, Vector> all = state.parameters();
    for (int v = 0; all.containsKey(prefix + "request." + v); v++) {
      vectors.add(all.get(prefix + "request." + v));
    }
    return new Request(kind, vectors, all.get(prefix + "steps").array());
  }

  private static ModelState.Best best(JsonNode node, Vector point) {
    if (node == null) {
      return null;
    }
    return new ModelState.Best(
        point,
        number(node, "objective"),
        numbers(node.get("train")),
        numbers(node.get("validation")));
  }

  private static void putOpening(
      ObjectNode node,
      ModelState.Opening opening,
      String prefix,
      SortedMap<String, Vector> memory) {
    if (opening == null) {
      return;
    }
    ObjectNode child = node.putObject("opening");
    child.put("stage", opening.stage().name());
    put(child, "value", opening.value());
    if (opening.vector() != null) {
      memory.put(prefix + "opening", opening.vector());
    }
  }

  private static ModelState.Opening opening(JsonNode node, Vector vector) {
    if (node == null) {
      return null;
    }
    ModelState.Opening.Stage stage = ModelState.Opening.Stage.valueOf(node.get("stage").asText());
    return new ModelState.Opening(stage, vector, number(node, "value"));
  }

  private static String prefix(int model) {
    return String.format("model.%04d.", model);
  }

  private static void putTracking(ObjectNode node, Tracking tracking) {
    put(node, "firstGradientNorm", tracking.firstGradientNorm());
    put(node, "objective", tracking.objective());
    put(node, "best", tracking.best());
    node.put("sinceBest", tracking.sinceBest());
    node.put("stop", tracking.stop() == null ? null : tracking.stop().name());
  }

  private static Tracking tracking(JsonNode node) {
    JsonNode stop = node.get("stop");
    return new Tracking(
        number(node, "firstGradientNorm"),
        number(node, "objective"),
        number(node, "best"),
        node.get("sinceBest").asInt(),
        stop.isNull() ? null : StopReason.valueOf(stop.asText()));
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  private static double number(JsonNode node, String name) {
    return node.get(name).isNull() ? Double.NaN : node.get(name).doubleValue();
  }

  private static void putAll(ObjectNode node, SortedMap<String, Double> numbers) {
    numbers.forEach((name, value) -> put(node, name, value));
  }

  private static SortedMap<String, Double> numbers(JsonNode node) {
    SortedMap<String, Double> numbers = new TreeMap<>();
    node.fieldNames().forEachRemaining(name -> numbers.put(name, number(node, name)));
    return numbers;
  }
}
