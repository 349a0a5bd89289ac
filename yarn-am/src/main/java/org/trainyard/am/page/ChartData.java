package org.trainyard.am.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.trainyard.am.facts.Curve;
import org.trainyard.am.facts.RunFacts;

/**
 * What the charts of the page draw, as JSON. Pure, and bounded whatever the run: at most {@value
 * #MOST_NUMBERS} numbers of curves, {@value #MOST_MODELS} models, {@value #MOST_BARS} bars.
 *
 * <pre>
 * {"best": 3,
 *  "measures": [{"name": "objective", "x": [1, 2, …],
 *                "series": [{"model": 3, "label": "l2=1e-4", "y": [0.69, null, …]}, …]}, …],
 *  "times": {"x": [1, 2, …], "width": 1, "parts": {"read": [seconds, …], …}}}
 * </pre>
 */
final class ChartData {
  static final int MOST_NUMBERS = 24_000;
  static final int MOST_MODELS = 50;
  static final int MOST_BARS = 200;
  private static final int MOST_POINTS = 400;
  private static final int LEAST_POINTS = 40;
  private static final int FEW_MODELS = 8;
  private static final MathContext DIGITS = new MathContext(7);

  private ChartData() {}

  /** Of a run as it stands. */
  static ObjectNode of(RunFacts facts) {
    List<RunFacts.Model> models = Ranking.of(facts).stream().limit(MOST_MODELS).toList();
    Map<String, Function<RunFacts.Model, Curve>> measures = measures(facts, models);
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    if (!models.isEmpty()) {
      data.put("best", models.get(0).index());
    }
    int numbers = Math.max(1, models.size() * measures.size());
    int points = Math.max(LEAST_POINTS, Math.min(MOST_POINTS, MOST_NUMBERS / numbers));
    ArrayNode list = data.putArray("measures");
    measures.forEach((name, curve) -> list.add(measure(name, models, curve, points)));
    times(data.putObject("times"), TimeBins.of(facts.iterations(), MOST_BARS));
    return data;
  }

  /** The objective, and the metrics: all of them for few models, the one that chooses for many. */
  private static Map<String, Function<RunFacts.Model, Curve>> measures(
      RunFacts facts, List<RunFacts.Model> models) {
    Map<String, Function<RunFacts.Model, Curve>> measures = new LinkedHashMap<>();
    measures.put("objective", RunFacts.Model::objective);
    TreeSet<String> heldOut = new TreeSet<>();
    TreeSet<String> train = new TreeSet<>();
    for (RunFacts.Model model : models) {
      heldOut.addAll(model.validation().keySet());
      train.addAll(model.train().keySet());
    }
    boolean all = models.size() <= FEW_MODELS;
    String chosen = facts.head().metric();
    for (String name : heldOut) {
      if (all || name.equals(chosen)) {
        measures.put("held-out " + name, model -> model.validation().get(name));
      }
    }
    for (String name : train) {
      if (all || name.equals(chosen)) {
        measures.put("training " + name, model -> model.train().get(name));
      }
    }
    return measures;
  }

  private static ObjectNode measure(
      String name, List<RunFacts.Model> models, Function<RunFacts.Model, Curve> curve, int points) {
    List<Map<Integer, Double>> values = new ArrayList<>();
    TreeSet<Integer> iterations = new TreeSet<>();
    for (RunFacts.Model model : models) {
      Map<Integer, Double> its = new HashMap<>();
      Curve one = curve.apply(model);
      if (one != null) {
        one.points().forEach(point -> its.put(point.iteration(), point.value()));
      }
      values.add(its);
      iterations.addAll(its.keySet());
    }
    List<Integer> x = evenly(List.copyOf(iterations), points);
    ObjectNode measure = JsonNodeFactory.instance.objectNode();
    measure.put("name", name);
    ArrayNode xs = measure.putArray("x");
    x.forEach(xs::add);
    ArrayNode series = measure.putArray("series");
    for (int m = 0; m < models.size(); m++) {
      ObjectNode one = series.addObject();
      one.put("model", models.get(m).index());
      one.put("label", models.get(m).label());
      ArrayNode ys = one.putArray("y");
      Map<Integer, Double> its = values.get(m);
      x.forEach(iteration -> number(ys, its.get(iteration)));
    }
    return measure;
  }

  /** So many of a list at most: the first, the last, and the others at even distances. */
  static <T> List<T> evenly(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
    }
    return some;
  }

  private static void times(ObjectNode node, TimeBins bins) {
    ArrayNode x = node.putArray("x");
    bins.from().forEach(x::add);
    node.put("width", bins.width());
    ObjectNode parts = node.putObject("parts");
    bins.seconds()
        .forEach(
            (part, seconds) -> {
              ArrayNode list = parts.putArray(part);
              seconds.forEach(value -> number(list, value));
            });
  }

  private static void number(ArrayNode list, Double value) {
    if (value == null || !Double.isFinite(value)) {
      list.addNull();
    } else {
      list.add(new BigDecimal(value).round(DIGITS).doubleValue());
    }
  }
}
