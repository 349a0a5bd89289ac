package org.trainyard.mapreduce.linear;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Samples;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Labels;

/** A problem of a test, made step by step. */
final class LinearCase {
  private final Samples samples;
  private final Map<String, String> settings = new HashMap<>();
  private final List<ModelSpec> models = new ArrayList<>();
  private List<String> classes = List.of();
  private Holdout holdout = Holdout.none();
  private TrainedModel warmStart;
  private long blocks = 1;

  LinearCase(Samples samples) {
    this.samples = samples;
  }

  LinearCase classes(String... names) {
    classes = List.of(names);
    return this;
  }

  LinearCase set(String group, String name, Object value) {
    settings.put("trainyard." + group + "." + name, value.toString());
    return this;
  }

  LinearCase model(String name, Object value) {
    return set("model", name, value);
  }

  LinearCase optimiser(String name) {
    return set("optimiser", "optimiser", name);
  }

  LinearCase holdout(Holdout newHoldout) {
    holdout = newHoldout;
    return this;
  }

  LinearCase warmStart(TrainedModel model) {
    warmStart = model;
    return this;
  }

  LinearCase blocks(long newBlocks) {
    blocks = newBlocks;
    return this;
  }

  /** Adds one of several models. */
  LinearCase with(Map<String, Double> values, int fold) {
    models.add(new ModelSpec(models.size(), values, models.size(), fold));
    return this;
  }

  TrainingProblem problem() {
    long[] classRows = new long[classes.size()];
    double sum = 0;
    for (double label : samples.labels()) {
      sum += label;
      if (!classes.isEmpty()) {
        classRows[(int) label]++;
      }
    }
    int rows = samples.labels().length;
    Labels labels =
        new Labels(classes, classRows, classes.isEmpty() ? sum / rows : Double.NaN, Double.NaN);
    List<ModelSpec> specs =
        models.isEmpty() ? List.of(new ModelSpec(0, Map.of(), 0, ModelSpec.NO_FOLD)) : models;
    return new TrainingProblem(
        samples.statistics(),
        labels,
        rows,
        blocks,
        List.copyOf(specs),
        holdout,
        holdout.fraction() > 0 || holdout.folds() > 1,
        settings::get,
        7,
        warmStart);
  }

  LinearAlgorithm algorithm() {
    return new LinearAlgorithm(problem());
  }
}
