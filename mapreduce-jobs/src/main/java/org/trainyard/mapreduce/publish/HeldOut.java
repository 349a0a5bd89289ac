package org.trainyard.mapreduce.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.search.Folds;

/**
 * What the held-out samples say of a published model that had all of them for its training: they
 * were held out from other models of its configuration. Pure.
 *
 * @param metrics by name; with folds the means over them
 * @param spread standard deviations over the folds by name; empty without folds
 * @param folds how many; 0 where samples were held out from one model
 */
public record HeldOut(
    SortedMap<String, Double> metrics, SortedMap<String, Double> spread, int folds) {

  /** Of the model that was published; without metrics where nothing was held out. */
  public static HeldOut of(Candidates candidates) {
    List<IterationDocument.Model> models = candidates.models();
    String configuration = ModelSpec.configurationOf(models.get(candidates.published()).label());
    List<IterationDocument.Model> others = new ArrayList<>();
    List<IterationDocument.Model> folds = new ArrayList<>();
    for (IterationDocument.Model model : models) {
      if (ModelSpec.configurationOf(model.label()).equals(configuration)) {
        (ModelSpec.isOfFold(model.label()) ? folds : others).add(model);
      }
    }
    if (!folds.isEmpty()) {
      return overFolds(folds);
    }
    return others.stream()
        .filter(model -> !model.validation().isEmpty())
        .findFirst()
        .map(model -> new HeldOut(model.validation(), new TreeMap<>(), 0))
        .orElseGet(() -> new HeldOut(new TreeMap<>(), new TreeMap<>(), 0));
  }

  private static HeldOut overFolds(List<IterationDocument.Model> folds) {
    SortedMap<String, Double> means = new TreeMap<>();
    SortedMap<String, Double> spread = new TreeMap<>();
    for (String metric : folds.get(0).validation().keySet()) {
      double[] values =
          folds.stream()
              .mapToDouble(fold -> fold.validation().getOrDefault(metric, Double.NaN))
              .toArray();
      means.put(metric, Folds.mean(values));
      spread.put(metric, Folds.deviation(values));
    }
    return new HeldOut(means, spread, folds.size());
  }
}
