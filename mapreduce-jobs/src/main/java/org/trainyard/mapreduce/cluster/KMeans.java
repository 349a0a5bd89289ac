package org.trainyard.mapreduce.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.partial.TopRows;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.DivergedException;
import org.trainyard.mapreduce.algorithm.LossSum;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.kernel.ClusterScanSpec;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.optimise.StopRules;

/**
 * k-means for all models of a run at once. Iteration 1 samples and seeds; each later one is a round
 * of Lloyd's algorithm. The package documentation tells the layout of state and model.
 */
public final class KMeans implements Algorithm {
  /** Name of its trained models. */
  public static final String NAME = "kmeans";

  static final String CENTROIDS = "centroids";
  static final String SIZES = "sizes";
  static final String SCALE = "scale";
  private static final String BEST = "best";
  private static final String MODELS = "models";

  private final TrainingProblem problem;
  private final KMeansSettings settings;
  private final int features;
  private final double[] scale;

  /** The distinct folds of the models, ascending: groups of the sample. */
  private final List<Integer> folds;

  /**
   * Makes the algorithm of a problem.
   *
   * @throws InvalidSettingsException with everything that is wrong with its settings
   */
  public KMeans(TrainingProblem problem) {
    this.problem = problem;
    this.settings = KMeansSettings.of(problem);
    this.features = problem.features().count();
    this.scale = settings.standardize() ? scale(problem.features().deviation().array()) : null;
    this.folds = problem.models().stream().map(ModelSpec::fold).sorted().distinct().toList();
  }

  private static double[] scale(double[] deviation) {
    return Arrays.stream(deviation).map(d -> d > 0 ? 1 / d : 1.0).toArray();
  }

  /** Collects what is wrong with settings and can be told before the data are seen. */
  public static void check(KeySource settings, Problems problems) {
    KMeansSettings.check(settings, problems);
  }

  @Override
  public State initial() {
    SortedMap<String, double[]> centroids = new TreeMap<>();
    List<ClusterTrack> tracks = new ArrayList<>();
    for (ModelPlace place : settings.places()) {
      tracks.add(ClusterTrack.START);
      if (problem.warmStart() != null) {
        centroids.put(name(CENTROIDS, place), problem.warmStart().tensors().get(CENTROIDS));
      }
    }
    return State.of(0, control(tracks), centroids, new TreeMap<>());
  }

  @Override
  public PartialShape shape(State state) {
    if (isUnseeded(state)) {
      int rows = 0;
      for (ModelPlace place : settings.places()) {
        rows = Math.max(rows, SampleAccumulator.rows(place.clusters(), features));
      }
      return new PartialShape(0, 0, folds.size(), rows);
    }
    List<ModelPlace> trained = trained(state);
    int vectors = 0;
    int farthest = 0;
    for (ModelPlace place : trained) {
      vectors = place.vectorsEnd(features);
      farthest = Math.max(farthest, LloydStep.farthestRows(place.clusters()));
    }
    return new PartialShape(
        vectors, ModelPlace.SCALARS * trained.size(), settings.places().size(), farthest);
  }

  private static boolean isUnseeded(State state) {
    return state.iteration() == 0 && state.parameters().isEmpty();
  }

  /** The models that are still trained, side by side in a partial that has no room for others. */
  private List<ModelPlace> trained(State state) {
    List<ModelPlace> trained = new ArrayList<>();
    int vectors = 0;
    for (ModelPlace place : settings.places()) {
      if (track(state, place).stop() == null) {
        trained.add(place.at(vectors, ModelPlace.SCALARS * trained.size()));
        vectors = trained.get(trained.size() - 1).vectorsEnd(features);
      }
    }
    return trained;
  }

  @Override
  public Accumulator accumulator(State state, Kernels kernels) {
    if (isUnseeded(state)) {
      Accumulator sample = new SampleAccumulator(folds, problem.holdout(), problem.seed());
      if (kernels == Kernels.NONE) {
        return sample;
      }
      return (segment, into) -> {
        kernels.tally().fellBack("sampling of rows for the first centroids", segment.rows());
        sample.accumulate(segment, into);
      };
    }
    List<ModelPlace> places = trained(state);
    double[][] centroids =
        places.stream()
            .map(place -> state.parameter(name(CENTROIDS, place)))
            .toArray(double[][]::new);
    LloydAccumulator reference =
        new LloydAccumulator(places, centroids, features, scale, problem.holdout());
    if (kernels == Kernels.NONE || places.isEmpty()) {
      return reference;
    }
    return new DeviceLloydAccumulator(
        places, scan(places, centroids, shape(state)), problem.holdout(), reference, kernels);
  }

  private ClusterScanSpec scan(List<ModelPlace> places, double[][] centroids, PartialShape shape) {
    List<ClusterScanSpec.Model> models = new ArrayList<>();
    for (int m = 0; m < centroids.length; m++) {
      int fold = places.get(m).fold();
      models.add(
          new ClusterScanSpec.Model(
              DistanceKernel.scaled(centroids[m], scale), fold, problem.holdout().divides(fold)));
    }
    return new ClusterScanSpec(features, scale, models, shape.rowsInGroup());
  }

  @Override
  public List<LossSum> losses(State state) {
    if (isUnseeded(state)) {
      return List.of();
    }
    return trained(state).stream()
        .map(place -> new LossSum(place.trainInertia(), place.trainWeight()))
        .toList();
  }

  @Override
  public State next(State state, Totals totals) {
    SortedMap<String, double[]> centroids = new TreeMap<>();
    SortedMap<String, double[]> memory = state.memoryArrays();
    List<ClusterTrack> tracks = new ArrayList<>();
    settings.places().forEach(place -> tracks.add(track(state, place)));
    if (isUnseeded(state)) {
      for (ModelPlace place : settings.places()) {
        centroids.put(name(CENTROIDS, place), seed(place, totals.rows()));
      }
    } else {
      for (ModelPlace place : trained(state)) {
        ClusterTrack track = step(state, totals, place, centroids, memory);
        tracks.set(place.model(), track);
        if (track.stop() != null) {
          putAside(place, centroids, memory);
        }
      }
    }
    return State.of(state.iteration() + 1, control(tracks), centroids, memory);
  }

  /** Centroids that no mapper needs any more. */
  private static void putAside(
      ModelPlace place, SortedMap<String, double[]> centroids, SortedMap<String, double[]> memory) {
    String name = name(CENTROIDS, place);
    if (centroids.containsKey(name)) {
      memory.put(name, centroids.remove(name));
    }
  }

  @Override
  public State stopped(State state, Map<Integer, StopReason> reasons) {
    SortedMap<String, double[]> centroids = state.parameterArrays();
    SortedMap<String, double[]> memory = state.memoryArrays();
    List<ClusterTrack> tracks = new ArrayList<>();
    for (ModelPlace place : settings.places()) {
      StopReason reason = reasons.get(place.model());
      ClusterTrack track = track(state, place);
      tracks.add(reason == null ? track : track.stopped(reason));
      if (reason != null) {
        putAside(place, centroids, memory);
      }
    }
    return State.of(state.iteration(), control(tracks), centroids, memory);
  }

  private double[] seed(ModelPlace place, TopRows sample) {
    List<TopRows.Row> rows = sample.rows(folds.indexOf(place.fold()));
    if (rows.isEmpty()) {
      throw new InvalidSettingsException(
          List.of(
              "Model "
                  + place.model()
                  + " has no row to train on: all "
                  + problem.rows()
                  + " rows are held out or have weight 0; hold out less"));
    }
    int most = Math.min(rows.size(), SampleAccumulator.rows(place.clusters(), features));
    return new PlusPlusSeeding(
            KeptRows.block(rows.subList(0, most), features),
            place.clusters(),
            scale,
            problem.seed())
        .centroids();
  }

  private ClusterTrack step(
      State state,
      Totals totals,
      ModelPlace place,
      SortedMap<String, double[]> centroids,
      SortedMap<String, double[]> memory) {
    double[] before = state.parameter(name(CENTROIDS, place));
    LloydStep step = LloydStep.take(before, totals, place, features);
    if (!Double.isFinite(step.inertia())) {
      throw new DivergedException(
          "k-means, iteration "
              + (state.iteration() + 1)
              + ", model "
              + place.model()
              + ": the inertia is "
              + step.inertia()
              + "; look for values that are not finite or beyond 1e150 in the features");
    }
    ClusterTrack track = track(state, place).measured(step, rules(step));
    if (Arrays.equals(before, step.centroids())) {
      track = track.still();
    }
    centroids.put(name(CENTROIDS, place), step.centroids());
    memory.put(name(SIZES, place), step.sizes());
    if (settings.patience() > 0 && track.tracking().sinceBest() == 0) {
      memory.put(name(BEST, place), before);
    }
    if (track.stop() == StopReason.EARLY_STOPPING) {
      centroids.put(name(CENTROIDS, place), memory.get(name(BEST, place)));
    }
    return track;
  }

  /** Where a cluster was moved, the inertia will still fall. */
  private StopRules rules(LloydStep step) {
    double tolerance = step.hasEmptyCluster() ? 0 : settings.relativeTolerance();
    return new StopRules(0, tolerance, settings.patience(), Metric.INERTIA);
  }

  @Override
  public Progress progress(State state) {
    SortedMap<String, double[]> memory = state.memoryArrays();
    return new Progress(
        state.iteration(),
        settings.places().stream()
            .map(place -> track(state, place).progress(memory.get(name(SIZES, place))))
            .toList());
  }

  @Override
  public List<TrainedModel> models(State state) {
    SortedMap<String, double[]> memory = state.memoryArrays();
    List<TrainedModel> models = new ArrayList<>();
    for (ModelPlace place : settings.places()) {
      SortedMap<String, double[]> tensors = new TreeMap<>();
      String name = name(CENTROIDS, place);
      double[] running = state.parameter(name);
      double[] centroids = running == null ? memory.get(name) : running;
      double[] sizes = memory.get(name(SIZES, place));
      if (centroids != null) {
        tensors.put(CENTROIDS, centroids);
      }
      if (sizes != null) {
        tensors.put(SIZES, sizes);
      }
      if (scale != null) {
        tensors.put(SCALE, scale);
      }
      ObjectNode shape = JsonNodeFactory.instance.objectNode();
      shape.put("clusters", place.clusters()).put("features", features);
      models.add(new TrainedModel(NAME, shape, tensors));
    }
    return models;
  }

  private static String name(String tensor, ModelPlace place) {
    return tensor + "." + place.model();
  }

  private static ClusterTrack track(State state, ModelPlace place) {
    JsonNode json = state.control().path(MODELS).path(place.model());
    return ClusterTrack.of(json);
  }

  private static ObjectNode control(List<ClusterTrack> tracks) {
    ObjectNode control = JsonNodeFactory.instance.objectNode();
    ArrayNode models = control.putArray(MODELS);
    tracks.forEach(track -> models.add(track.toJson()));
    return control;
  }
}
