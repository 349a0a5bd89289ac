package org.trainyard.am.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.mapreduce.algorithm.TrainingKeys;

/** A published model for people. */
public final class ModelView {
  private static final int LARGEST = 10;

  private ModelView() {}

  /** What it says of itself. */
  public static List<String> lines(String path, ModelFile model) {
    ModelFile.About about = model.about();
    List<String> lines = new ArrayList<>();
    lines.add("model      " + path);
    lines.add("kind       " + about.algorithm() + " " + about.shape());
    lines.add("features   " + Figures.count(about.encoding().features()));
    List<String> classes = about.encoding().labels().classes();
    if (!classes.isEmpty()) {
      lines.add(
          "classes    "
              + classes.stream().limit(LARGEST).collect(Collectors.joining(", "))
              + (classes.size() > LARGEST ? ", … (" + classes.size() + ")" : ""));
    }
    String chosen = chosen(about.hyperparameters());
    if (!chosen.isEmpty()) {
      lines.add("with       " + chosen);
    }
    lines.add(
        "training   "
            + about.iterations()
            + " iterations, ended by "
            + about.stop()
            + ", objective "
            + Figures.number(about.objective()));
    lines.add("           " + Figures.metrics(about.train()));
    if (!about.validation().isEmpty()) {
      lines.add("held out   " + Figures.metrics(about.validation()));
    }
    lines.add(
        "from       "
            + Figures.count(about.provenance().rows())
            + " samples of dataset "
            + about.provenance().dataset()
            + ", Trainyard "
            + about.provenance().codeVersion());
    lines.add("");
    Table tensors = new Table("numbers", "count");
    model.tensors().forEach((name, values) -> tensors.row(name, Figures.count(values.length)));
    lines.addAll(tensors.lines());
    largest(model, lines);
    return lines;
  }

  /** The hyper-parameters that are not the default, by their options. */
  static String chosen(SortedMap<String, Double> hyperparameters) {
    return TrainingKeys.SWEEPS.stream()
        .filter(key -> hyperparameters.containsKey(key.name()))
        .filter(key -> !List.of(hyperparameters.get(key.name())).equals(key.get(name -> null)))
        .map(key -> key.option().substring(2) + " " + hyperparameters.get(key.name()))
        .collect(Collectors.joining("  "));
  }

  /** The largest numbers of a tensor that has one for each named feature. */
  private static void largest(ModelFile model, List<String> lines) {
    List<String> names = model.about().encoding().names();
    for (Map.Entry<String, double[]> tensor : model.tensors().entrySet()) {
      double[] values = tensor.getValue();
      if (names != null && values.length == names.size() && values.length > 1) {
        Table table = new Table("feature", tensor.getKey());
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer f) -> -Math.abs(values[f])))
            .limit(LARGEST)
            .forEach(f -> table.row(names.get(f), Figures.number(values[f])));
        lines.add("");
        lines.add("largest " + tensor.getKey() + " by magnitude:");
        lines.addAll(table.lines());
      }
    }
  }
}
