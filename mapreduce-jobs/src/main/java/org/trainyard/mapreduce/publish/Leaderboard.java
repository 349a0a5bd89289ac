package org.trainyard.mapreduce.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.mapreduce.algorithm.TrainingKeys;

/**
 * {@code leaderboard.csv}: the configurations of a search, the best first. Columns: rank, the
 * hyper-parameters that differ, the held-out metric under its name, its standard deviation over
 * folds, iterations, reason of leaving, whether it was published. A number that is not known is
 * empty.
 */
public final class Leaderboard {
  private Leaderboard() {}

  /** The hyper-parameters in which configurations differ, by name, in the order of the keys. */
  public static List<String> varying(List<Candidates.Configuration> configurations) {
    return TrainingKeys.SWEEPS.stream()
        .map(Object::toString)
        .filter(
            name ->
                configurations.stream().map(one -> one.values().get(name)).distinct().count() > 1)
        .toList();
  }

  /** The lines of the file, headings first. */
  static List<String> lines(Candidates candidates) {
    List<String> varying = varying(candidates.configurations());
    List<String> headings = new ArrayList<>(List.of("rank"));
    varying.forEach(name -> headings.add(name.substring(name.lastIndexOf('.') + 1)));
    headings.addAll(List.of(candidates.metric(), "deviation", "iterations", "left", "published"));
    List<String> lines = new ArrayList<>(List.of(String.join(",", headings)));
    for (Candidates.Configuration one : candidates.ranked()) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(lines.size())));
      varying.forEach(name -> cells.add(number(one.values().get(name))));
      cells.add(number(one.score()));
      cells.add(number(one.spread()));
      cells.add(Integer.toString(one.iterations()));
      cells.add(one.left() == null ? "" : one.left());
      cells.add(Boolean.toString(one.model() == candidates.published()));
      lines.add(String.join(",", cells));
    }
    return lines;
  }

  private static String number(Double value) {
    return value == null || value.isNaN() ? "" : value.toString();
  }

  /** Writes the file; done again it writes the same. */
  static void write(FileSystem fs, Path path, Candidates candidates) throws IOException {
    try (OutputStream out = fs.create(path, true)) {
      out.write((String.join("\n", lines(candidates)) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
