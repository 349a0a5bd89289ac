package org.trainyard.am.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.trainyard.formats.event.EventCodec;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.JsonFile;

/**
 * The documents of {@code /api}, as {@link #schema} describes them. Pure. Numbers that are unknown
 * or not finite are null.
 */
public final class FactsJson {
  /** The version of all documents. */
  public static final int VERSION = 1;

  /** Most iterations in one answer. */
  public static final int MOST_ITERATIONS = 10_000;

  private static final String SCHEMA = "api.schema.json";

  private FactsJson() {}

  /** The JSON Schema (2020-12) of all documents: {@code $defs/run}, {@code $defs/models}, …. */
  public static String schema() throws IOException {
    try (InputStream in = FactsJson.class.getResourceAsStream(SCHEMA)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** {@code /api/run}: what run this is, how it stands, who drove it, what to look at. */
  public static ObjectNode run(RunFacts facts) {
    ObjectNode document = document();
    document.setAll((ObjectNode) tree(facts.head()));
    document.put("models", facts.models().size());
    document.set("device", tree(facts.device()));
    document.set("attempts", tree(facts.attempts()));
    document.set("alerts", tree(facts.alerts()));
    document.set("warnings", tree(facts.warnings()));
    return finite(document);
  }

  /**
   * {@code /api/iterations?from=&limit=}: finished iterations in order.
   *
   * @param from number of the first
   * @param limit most of them; at most {@value #MOST_ITERATIONS} come
   */
  public static ObjectNode iterations(RunFacts facts, int from, int limit) {
    List<RunFacts.Iteration> all = facts.iterations();
    int begin = 0;
    int end = all.size();
    while (begin < end) {
      int middle = (begin + end) >>> 1;
      if (all.get(middle).iteration() < from) {
        begin = middle + 1;
      } else {
        end = middle;
      }
    }
    int count = Math.max(0, Math.min(Math.min(limit, MOST_ITERATIONS), all.size() - begin));
    ObjectNode document = document();
    document.put("total", all.size());
    document.set("iterations", tree(all.subList(begin, begin + count)));
    return finite(document);
  }

  /** {@code /api/models}: loss and metrics of all models over the iterations, thinned. */
  public static ObjectNode models(RunFacts facts) {
    ObjectNode document = document();
    document.put("metric", facts.head().metric());
    document.put("largerIsBetter", facts.head().largerIsBetter());
    ArrayNode models = document.putArray("models");
    for (RunFacts.Model model : facts.models()) {
      ObjectNode one = models.addObject();
      one.put("index", model.index());
      one.put("label", model.label());
      one.put("stop", model.stop());
      one.set("objective", curve(model.objective()));
      one.set("gradientNorm", curve(model.gradientNorm()));
      one.set("train", curves(model.train()));
      one.set("validation", curves(model.validation()));
    }
    return document;
  }

  /** {@code /api/workers}: who works, who did, how they left; attempts that were not as usual. */
  public static ObjectNode workers(RunFacts facts) {
    ObjectNode document = document();
    document.set("workers", tree(facts.workers()));
    document.set("nodes", tree(Outliers.nodes(facts.splits())));
    document.set("tasks", tree(facts.tasks()));
    return finite(document);
  }

  /** {@code /api/splits}: rows, time, node and loss of each split, and what stands out. */
  public static ObjectNode splits(RunFacts facts) {
    ObjectNode document = document();
    ArrayNode splits = document.putArray("splits");
    for (Outliers.Judged judged : Outliers.splits(facts.splits())) {
      ObjectNode one = (ObjectNode) tree(judged.split());
      one.put("meanMs", judged.meanMs());
      one.set("oddities", tree(judged.oddities()));
      splits.add(one);
    }
    return finite(document);
  }

  /** {@code /api/config}: every key that has a value, with where it came from. */
  public static ObjectNode config(RunFacts facts) {
    ObjectNode document = document();
    ArrayNode settings = document.putArray("settings");
    facts
        .settings()
        .forEach(
            (name, setting) ->
                settings
                    .addObject()
                    .put("name", name)
                    .put("value", setting.value())
                    .put("source", setting.source())
                    .put("effect", String.valueOf(setting.effect())));
    return document;
  }

  /** {@code /api/events}: the latest events, as they stand in the log. */
  public static ObjectNode events(RunFacts facts) {
    ObjectNode document = document();
    ArrayNode events = document.putArray("events");
    for (RunEvent event : facts.events()) {
      events.add(EventCodec.json(event));
    }
    return finite(document);
  }

  private static ObjectNode document() {
    return JsonFile.MAPPER.createObjectNode().put("formatVersion", VERSION);
  }

  private static JsonNode tree(Object value) {
    return JsonFile.MAPPER.valueToTree(value);
  }

  private static ObjectNode curves(SortedMap<String, Curve> curves) {
    ObjectNode object = JsonFile.MAPPER.createObjectNode();
    curves.forEach((name, curve) -> object.set(name, curve(curve)));
    return object;
  }

  /** {@code [[iteration, value], …]}. */
  private static ArrayNode curve(Curve curve) {
    ArrayNode points = JsonFile.MAPPER.createArrayNode();
    for (Curve.Point point : curve.points()) {
      points.addArray().add(point.iteration()).add(point.value());
    }
    return points;
  }

  private static ObjectNode finite(ObjectNode document) {
    replaceNotFinite(document);
    return document;
  }

  private static void replaceNotFinite(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> unknown = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (notFinite(field.getValue())) {
          unknown.add(field.getKey());
        } else {
          replaceNotFinite(field.getValue());
        }
      }
      unknown.forEach(name -> object.set(name, NullNode.instance));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (notFinite(array.get(i))) {
          array.set(i, NullNode.instance);
        } else {
          replaceNotFinite(array.get(i));
        }
      }
    }
  }

  private static boolean notFinite(JsonNode node) {
    return node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue());
  }
}
