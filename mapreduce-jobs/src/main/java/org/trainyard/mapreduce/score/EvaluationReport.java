package org.trainyard.mapreduce.score;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.formats.partial.Counts;
import org.trainyard.formats.partial.Totals;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.metric.MetricsLayout;
import org.trainyard.mapreduce.metric.MetricsReader;

/**
 * {@code evaluation.json}: how a model does on some data.
 *
 * @param formatVersion of this document
 * @param model file of the model
 * @param algorithm that trained it
 * @param input what it was measured on
 * @param rows samples that were scored
 * @param unlabelled of these, samples without a label to measure against; they are in no metric of
 *     labels
 * @param unknownLabels of these, samples whose label the training data did not have
 * @param badRecords records that were left out
 * @param unseenValues values that the model has no feature for
 * @param metrics by their spelling, weighted by the samples' weights
 * @param classes precision and recall of each class, in rows; empty where no classes are predicted
 * @param table labels against predictions; null where numbers are predicted
 */
public record EvaluationReport(
    int formatVersion,
    String model,
    String algorithm,
    String input,
    long rows,
    long unlabelled,
    long unknownLabels,
    long badRecords,
    long unseenValues,
    SortedMap<String, Double> metrics,
    List<ClassTable.ClassRow> classes,
    ClassTable table) {
  /** The version that this build writes. */
  public static final int VERSION = 1;

  /** Out of the sums over all samples. */
  static EvaluationReport of(ScoringModel model, String input, double center, Totals totals) {
    Scorer.Output output = model.scorer().output();
    Counts counts = totals.counts();
    ClassTable table = ClassTable.of(model, output, counts);
    SortedMap<String, Double> metrics = new TreeMap<>();
    boolean clusters = output == Scorer.Output.CLUSTER;
    if (!clusters) {
      metrics.putAll(new MetricsReader(totals).read(MetricsLayout.of(output, center), 0, 0));
    } else if (totals.scalars()[0] > 0) {
      metrics.put(Metric.INERTIA.spelling(), totals.scalars()[1] / totals.scalars()[0]);
    }
    return new EvaluationReport(
        VERSION,
        model.file().toString(),
        model.about().algorithm(),
        input,
        totals.samples(),
        counts.get(EvaluationSums.UNLABELLED),
        counts.get(EvaluationSums.UNKNOWN_LABELS),
        counts.get(EvaluationSums.BAD_RECORDS),
        counts.get(EvaluationSums.UNSEEN_VALUES),
        metrics,
        clusters || table == null ? List.of() : table.classes(),
        table);
  }
}
