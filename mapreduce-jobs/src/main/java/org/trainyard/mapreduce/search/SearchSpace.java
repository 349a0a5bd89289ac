package org.trainyard.mapreduce.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.Hashes;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.Strategy;

/**
 * The points of hyper-parameters that a run tries: one dimension for each key that can be swept,
 * with what {@code --search} says of it, or the values of its own option, or its default.
 */
public final class SearchSpace {
  /** Most points of a grid: more than any run can train. */
  private static final long MOST_POINTS = 1_000_000;

  private static final int ATTEMPTS = 100;

  private final Map<Key<List<Double>>, Domain> dimensions;

  /** What was said by {@code --search}, by the names of the keys. */
  private final Map<String, Domain> searched;

  private SearchSpace(Map<Key<List<Double>>, Domain> dimensions, Map<String, Domain> searched) {
    this.dimensions = dimensions;
    this.searched = searched;
  }

  /** Reads the space; collects everything that is wrong with it. */
  public static SearchSpace of(KeySource settings, Problems problems) {
    Map<String, Domain> searched = new LinkedHashMap<>();
    for (String word : problems.read(TrainingKeys.SEARCH, settings, List.<String>of())) {
      parse(word, settings, searched, problems);
    }
    Map<Key<List<Double>>, Domain> dimensions = new LinkedHashMap<>();
    for (Key<List<Double>> key : TrainingKeys.SWEEPS) {
      Domain domain = searched.get(key.name());
      // A value that its own key refuses is told of by whoever reads the key.
      List<Double> values = new Problems().read(key, settings, null);
      if (domain != null) {
        dimensions.put(key, domain);
      } else if (values != null) {
        dimensions.put(key, new Domain.Values(values));
      }
    }
    return new SearchSpace(dimensions, searched);
  }

  private static void parse(
      String word, KeySource settings, Map<String, Domain> searched, Problems problems) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Optional<Key<List<Double>>> key =
        TrainingKeys.SWEEPS.stream().filter(sweep -> optionName(sweep).equals(name)).findFirst();
    if (equals < 0 || key.isEmpty()) {
      problems.add(
          TrainingKeys.SEARCH.problem(
              word,
              equals < 0
                  ? "it is not of the form NAME=VALUES"
                  : "'" + name + "' cannot be searched; these can: " + names()));
      return;
    }
    if (searched.containsKey(key.get().name())) {
      problems.add(TrainingKeys.SEARCH.problem(word, "'" + name + "' is searched twice"));
    }
    String own = settings.get(key.get().name());
    // A run's record holds defaults too; they do no harm.
    if (own != null && !own.trim().equals(key.get().defaultText())) {
      problems.add(
          TrainingKeys.SEARCH.problem(
              word, "'" + name + "' is given by " + key.get().option() + " too; give one of them"));
    }
    try {
      searched.put(key.get().name(), Domain.parse(word.substring(equals + 1), key.get()));
    } catch (InvalidSettingsException e) {
      e.problems()
          .forEach(
              problem -> problems.add(TrainingKeys.SEARCH.option() + " " + word + ": " + problem));
    } catch (IllegalArgumentException e) {
      problems.add(
          TrainingKeys.SEARCH.option()
              + " "
              + word
              + ": "
              + e.getMessage()
              + "; allowed: "
              + Domain.FORMS);
    }
  }

  private static String names() {
    return TrainingKeys.SWEEPS.stream()
        .map(SearchSpace::optionName)
        .collect(Collectors.joining(", "));
  }

  private static String optionName(Key<?> key) {
    return key.option().substring(2);
  }

  /** The points that the settings ask for, in the order of their numbers; never none. */
  public List<Map<String, Double>> points(KeySource settings) {
    Strategy strategy = TrainingKeys.STRATEGY.get(settings);
    Long asked = TrainingKeys.CONFIGURATIONS.get(settings);
    boolean drawn =
        strategy == Strategy.RANDOM
            || strategy != null && strategy.halves() && (asked != null || !isFinite());
    return drawn
        ? draw(
            asked == null ? TrainingKeys.USUAL_CONFIGURATIONS : asked.intValue(),
            TrainingKeys.SEED.get(settings))
        : grid();
  }

  /** Whether every dimension has points to choose from. */
  boolean isFinite() {
    return dimensions.values().stream().noneMatch(domain -> domain.points().isEmpty());
  }

  /** The keys whose range has no points, so that there is no grid of them. */
  List<Key<List<Double>>> withoutPoints() {
    return dimensions.keySet().stream()
        .filter(key -> dimensions.get(key).points().isEmpty())
        .toList();
  }

  /** Number of points of the grid, at most {@link #MOST_POINTS}. */
  long size() {
    long size = 1;
    for (Domain domain : dimensions.values()) {
      size = Math.min(MOST_POINTS, size * domain.points().size());
    }
    return size;
  }

  /** Every combination; the last key turns fastest. */
  private List<Map<String, Double>> grid() {
    List<Map<String, Double>> points = List.of(Map.of());
    for (Map.Entry<Key<List<Double>>, Domain> dimension : dimensions.entrySet()) {
      List<Map<String, Double>> product = new ArrayList<>();
      for (Map<String, Double> point : points) {
        for (double value : dimension.getValue().points()) {
          Map<String, Double> extended = new LinkedHashMap<>(point);
          extended.put(dimension.getKey().name(), value);
          product.add(extended);
        }
      }
      points = product;
    }
    return points;
  }

  /**
   * Distinct points, each a function of the seed and its number; the whole grid where it is no
   * larger, and fewer where a space has hardly more.
   */
  private List<Map<String, Double>> draw(int count, long seed) {
    if (isFinite() && size() <= count) {
      return grid();
    }
    List<Map<String, Double>> points = new ArrayList<>();
    Set<Map<String, Double>> seen = new HashSet<>();
    for (long i = 0; points.size() < count && i < (long) ATTEMPTS * count; i++) {
      Map<String, Double> point = new LinkedHashMap<>();
      for (Map.Entry<Key<List<Double>>, Domain> dimension : dimensions.entrySet()) {
        int number = TrainingKeys.SWEEPS.indexOf(dimension.getKey());
        double u = Hashes.uniform(seed, Hashes.SEARCH, i, number);
        point.put(dimension.getKey().name(), dimension.getValue().draw(u));
      }
      if (seen.add(point)) {
        points.add(point);
      }
    }
    return points;
  }

  /**
   * The settings with a sample of the searched values in place of each searched key: for checks
   * that know keys and no search.
   */
  public KeySource over(KeySource settings) {
    return name -> searched.containsKey(name) ? searched.get(name).sample() : settings.get(name);
  }
}
