package org.trainyard.mapreduce.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.StopReason;

/**
 * What a state says of the search. Immutable by agreement.
 *
 * @param passes for each model the scans that it took part in
 * @param left for each configuration the iteration after which it was outdone; 0 while it is in
 */
public record Course(int[] passes, int[] left) {
  private static final String SEARCH = "search";
  private static final String PASSES = "passes";
  private static final String LEFT = "left";

  /** Reads it from a state; where nothing is told, all models took part in all scans. */
  public static Course of(State state, List<ModelSpec> models) {
    JsonNode json = state.control().path(SEARCH);
    if (!json.isMissingNode()) {
      return new Course(numbers(json.path(PASSES)), numbers(json.path(LEFT)));
    }
    int[] passes = new int[models.size()];
    Arrays.fill(passes, state.iteration());
    return new Course(passes, new int[1 + models.get(models.size() - 1).configuration()]);
  }

  private static int[] numbers(JsonNode array) {
    int[] numbers = new int[array.size()];
    Arrays.setAll(numbers, i -> array.get(i).asInt());
    return numbers;
  }

  /** Writes it into a state. */
  State into(State state) {
    ObjectNode control = state.control().deepCopy();
    ObjectNode json = control.putObject(SEARCH);
    put(json.putArray(PASSES), passes);
    put(json.putArray(LEFT), left);
    return new State(state.iteration(), control, state.parameters(), state.memory());
  }

  private static void put(ArrayNode array, int[] numbers) {
    Arrays.stream(numbers).forEach(array::add);
  }

  /** After a scan that began with this progress. */
  Course scanned(Progress before) {
    int[] next = passes.clone();
    for (int m = 0; m < next.length; m++) {
      next[m] += before.models().get(m).stop() == null ? 1 : 0;
    }
    return new Course(next, left);
  }

  /** After configurations left. */
  Course without(Iterable<Integer> configurations, int iteration) {
    int[] next = left.clone();
    configurations.forEach(c -> next[c] = iteration);
    return new Course(passes, next);
  }

  /** Whether a configuration is in. */
  boolean in(int configuration) {
    return left[configuration] == 0;
  }

  /** Scans that a configuration took part in. */
  public int iterations(int configuration, List<ModelSpec> models) {
    return models.stream()
        .filter(model -> model.configuration() == configuration)
        .mapToInt(model -> passes[model.index()])
        .max()
        .orElseThrow();
  }

  /**
   * Why a configuration left the scans: because a model of it diverged, or for the reason of its
   * model that stayed longest; null while that is trained.
   */
  public StopReason left(int configuration, List<ModelSpec> models, Progress progress) {
    StopReason last = null;
    int longest = -1;
    for (ModelSpec model : models) {
      if (model.configuration() == configuration) {
        StopReason reason = progress.models().get(model.index()).stop();
        if (reason == StopReason.DIVERGED) {
          return reason;
        }
        if (passes[model.index()] > longest) {
          longest = passes[model.index()];
          last = reason;
        }
      }
    }
    return last;
  }

  /** Model-passes of all models. */
  public long spent() {
    return Arrays.stream(passes).asLongStream().sum();
  }
}
