package org.trainyard.mapreduce.forecast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.Progress.ModelProgress;
import org.trainyard.mapreduce.algorithm.StopReason;

/**
 * Runs on the benchmarks' data sets and their pilots, as they were recorded: gradient norms and
 * objectives after each iteration.
 */
class RecordedCurvesTest {
  private static final int SETTLED = 5;

  static Stream<JsonNode> curves() throws IOException {
    try (InputStream in = RecordedCurvesTest.class.getResourceAsStream("curves.json")) {
      List<JsonNode> curves = new ArrayList<>();
      JsonFile.MAPPER.readTree(in).forEach(curves::add);
      return curves.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void theNumberOfIterationsIsForecastWithinAFifthAsARule(JsonNode curve) {
    List<Progress> run = progress(curve.get("run"));
    PilotTrace pilot =
        PilotTrace.of(
            progress(curve.get("pilot")),
            curve.get("alike").asBoolean() ? PilotTrace.Likeness.GOOD : PilotTrace.Likeness.POOR);
    IterationForecast forecast =
        new IterationForecast(
            1000,
            curve.get("gradientTolerance").asDouble(),
            curve.get("relativeTolerance").asDouble());
    int actual = run.size() - 1;
    List<Double> errors = new ArrayList<>();
    for (Progress progress : run.subList(0, actual)) {
      forecast.hear(progress);
      if (progress.iteration() >= SETTLED) {
        errors.add(Math.abs(forecast.iterations(pilot).getAsInt() / (double) actual - 1));
      }
    }
    errors.sort(null);
    String what = curve.get("name").asText() + ", " + actual + " iterations: " + errors;
    assertTrue(errors.get(errors.size() / 2) <= 0.2, what);
    assertTrue(errors.get(errors.size() - 1) <= 0.4, what);
  }

  private static List<Progress> progress(JsonNode curve) {
    List<Progress> progress = new ArrayList<>();
    progress.add(new Progress(0, List.of(model(Double.NaN, Double.NaN, false))));
    int iterations = curve.get("norms").size();
    for (int k = 1; k <= iterations; k++) {
      double norm = curve.get("norms").get(k - 1).asDouble();
      double objective = curve.get("objectives").get(k - 1).asDouble();
      progress.add(new Progress(k, List.of(model(objective, norm, k == iterations))));
    }
    return progress;
  }

  private static ModelProgress model(double objective, double norm, boolean done) {
    return new ModelProgress(
        objective,
        norm,
        1,
        new TreeMap<>(),
        new TreeMap<>(),
        done ? StopReason.RELATIVE_CHANGE : null);
  }
}
