package org.trainyard.mapreduce.score;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.trainyard.formats.encode.LabelEncoding;
import org.trainyard.formats.partial.Counts;
import org.trainyard.mapreduce.algorithm.Scorer;

/**
 * Labels against predictions, in rows.
 *
 * @param labels names of the rows: the true classes; for clusters first those without a class
 * @param predicted names of the columns: the predicted classes or clusters
 * @param counts for each label and each prediction
 */
public record ClassTable(List<String> labels, List<String> predicted, long[][] counts) {
  /** Tables of more rows or columns are not made. */
  static final int MOST = 10_000;

  /**
   * One class.
   *
   * @param name as in the data
   * @param rows samples of it
   * @param predicted samples that were taken for it
   * @param correct samples of it that were taken for it
   * @param precision correct of predicted; NaN if none was
   * @param recall correct of rows; NaN if there are none
   * @param f1 harmonic mean of the two; NaN if one is
   */
  public record ClassRow(
      String name,
      long rows,
      long predicted,
      long correct,
      double precision,
      double recall,
      double f1) {}

  /** Number of columns for a model; 0 if it predicts numbers, or too many classes for a table. */
  static int width(ScoringModel model, Scorer.Output output) {
    int width =
        switch (output) {
          case VALUE -> 0;
          case PROBABILITY, MARGIN -> 2;
          case CLASS_PROBABILITIES -> model.classes().size();
          case CLUSTER -> model.about().shape().path("clusters").asInt();
        };
    return width > MOST ? 0 : width;
  }

  /** The table in the counts of an evaluation; null if there is none. */
  static ClassTable of(ScoringModel model, Scorer.Output output, Counts counts) {
    int width = width(model, output);
    if (width == 0) {
      return null;
    }
    List<String> labels = new ArrayList<>();
    boolean clusters = output == Scorer.Output.CLUSTER;
    if (clusters) {
      labels.add("(any)");
    }
    if (model.labels() == LabelEncoding.Kind.CLASSES) {
      labels.addAll(model.classes());
      if (clusters) {
        labels.set(0, "(none)");
      }
    }
    List<String> predicted =
        clusters ? IntStream.range(0, width).mapToObj(Integer::toString).toList() : labels;
    long[][] table = new long[labels.size()][width];
    for (int label = 0; label < table.length; label++) {
      for (int column = 0; column < width; column++) {
        table[label][column] = counts.get(EvaluationSums.pair(label, column, width));
      }
    }
    return new ClassTable(List.copyOf(labels), predicted, table);
  }

  /** Precision and recall of each class, where classes are predicted. */
  List<ClassRow> classes() {
    List<ClassRow> rows = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      long support = 0;
      long taken = 0;
      for (int other = 0; other < labels.size(); other++) {
        support += counts[c][other];
        taken += counts[other][c];
      }
      long correct = counts[c][c];
      double precision = taken == 0 ? Double.NaN : (double) correct / taken;
      double recall = support == 0 ? Double.NaN : (double) correct / support;
      // Where both are 0, so is their harmonic mean.
      double f1 = correct == 0 ? 0 * precision * recall : 2.0 * correct / (taken + support);
      rows.add(new ClassRow(labels.get(c), support, taken, correct, precision, recall, f1));
    }
    return rows;
  }
}
