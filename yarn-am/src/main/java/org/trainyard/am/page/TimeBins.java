package org.trainyard.am.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.event.RunEvent.TimeSplit;

/**
 * Where the time of iterations went, in no more bars than one can see: each is the mean over {@code
 * width} iterations in a row.
 *
 * @param width iterations of a bar
 * @param from the first iteration of each bar
 * @param seconds by part, for each bar; {@code other} is what is not told apart
 */
record TimeBins(int width, List<Integer> from, Map<String, List<Double>> seconds) {
  /** What is known of an iteration only as a whole. */
  static final String OTHER = "other";

  /** The parts in the order of an iteration. */
  static final Map<String, ToDoubleFunction<TimeSplit>> PARTS = parts();

  private static Map<String, ToDoubleFunction<TimeSplit>> parts() {
    Map<String, ToDoubleFunction<TimeSplit>> parts = new LinkedHashMap<>();
    parts.put("waiting", TimeSplit::waiting);
    parts.put("start", TimeSplit::start);
    parts.put("read", TimeSplit::read);
    parts.put("compute", TimeSplit::compute);
    parts.put("shuffle", TimeSplit::shuffle);
    parts.put("step", TimeSplit::step);
    return parts;
  }

  /** Of iterations in order, in at most {@code most} bars. */
  static TimeBins of(List<RunFacts.Iteration> iterations, int most) {
    int width = Math.max(1, (iterations.size() + most - 1) / most);
    List<Integer> from = new ArrayList<>();
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    PARTS.keySet().forEach(part -> seconds.put(part, new ArrayList<>()));
    seconds.put(OTHER, new ArrayList<>());
    for (int begin = 0; begin < iterations.size(); begin += width) {
      List<RunFacts.Iteration> bar =
          iterations.subList(begin, Math.min(iterations.size(), begin + width));
      from.add(bar.get(0).iteration());
      seconds.forEach((part, list) -> list.add(mean(bar, part)));
    }
    seconds.values().removeIf(list -> list.stream().allMatch(value -> value == 0));
    return new TimeBins(width, from, seconds);
  }

  /** Seconds of a part of one iteration; 0 where it is unknown. */
  static double seconds(RunFacts.Iteration iteration, String part) {
    boolean known = iteration.time() != null && iteration.time().known();
    if (part.equals(OTHER)) {
      return known ? 0 : iteration.seconds();
    }
    return known ? PARTS.get(part).applyAsDouble(iteration.time()) : 0;
  }

  private static double mean(List<RunFacts.Iteration> bar, String part) {
    double sum = 0;
    for (RunFacts.Iteration iteration : bar) {
      sum += seconds(iteration, part);
    }
    return sum / bar.size();
  }
}
