package org.trainyard.am.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.am.view.Figures;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.score.ClassTable;
import org.trainyard.mapreduce.score.EvaluationReport;

/** An evaluation in lines for people. Pure. */
final class EvaluationLines {
  /** Larger tables are in the JSON only. */
  private static final int MOST_CLASSES = 50;

  private static final int LONGEST_NAME = 20;

  private EvaluationLines() {}

  /** All lines. */
  static List<String> of(EvaluationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("model      " + report.model() + " (" + report.algorithm() + ")");
    lines.add("data       " + report.input());
    lines.add("samples    " + report.rows());
    addCount(lines, report.unlabelled() - report.unknownLabels(), "without a label");
    addCount(lines, report.unknownLabels(), "with a label that the training data did not have");
    addCount(lines, report.badRecords(), "bad records left out");
    addCount(lines, report.unseenValues(), "values that the training data did not have");
    SortedMap<String, Double> metrics = new TreeMap<>(report.metrics());
    if (metrics.containsKey(Metric.LOG_LOSS.spelling())) {
      // Of a published model's scores it is the same.
      metrics.remove(Metric.LOSS.spelling());
    }
    metrics.forEach(
        (name, value) ->
            lines.add(String.format(Locale.ROOT, "%-10s %s", name, Figures.number(value))));
    ClassTable table = report.table();
    if (table == null) {
      return lines;
    }
    if (table.predicted().size() > MOST_CLASSES || table.labels().size() > MOST_CLASSES) {
      lines.add("");
      lines.add(table.predicted().size() + " classes: --json tells them all");
      return lines;
    }
    if (!report.classes().isEmpty()) {
      lines.add("");
      lines.addAll(aligned(classes(report.classes())));
    }
    lines.add("");
    lines.add("samples by true class (down) and prediction (across)");
    lines.addAll(aligned(counts(table)));
    return lines;
  }

  private static void addCount(List<String> lines, long count, String what) {
    if (count > 0) {
      lines.add("           " + count + " " + what);
    }
  }

  private static List<String[]> classes(List<ClassTable.ClassRow> classes) {
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {"class", "samples", "predicted", "correct", "precision", "recall", "f1"});
    for (ClassTable.ClassRow row : classes) {
      rows.add(
          new String[] {
            shortened(row.name()),
            Long.toString(row.rows()),
            Long.toString(row.predicted()),
            Long.toString(row.correct()),
            fraction(row.precision()),
            fraction(row.recall()),
            fraction(row.f1())
          });
    }
    return rows;
  }

  private static List<String[]> counts(ClassTable table) {
    List<String[]> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    table.predicted().forEach(name -> head.add(shortened(name)));
    rows.add(head.toArray(String[]::new));
    for (int label = 0; label < table.labels().size(); label++) {
      List<String> row = new ArrayList<>(List.of(shortened(table.labels().get(label))));
      Arrays.stream(table.counts()[label]).mapToObj(Long::toString).forEach(row::add);
      rows.add(row.toArray(String[]::new));
    }
    return rows;
  }

  private static String fraction(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  /** Columns of equal width: the first to the left, the others to the right. */
  private static List<String> aligned(List<String[]> rows) {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.length; c++) {
        String blanks = " ".repeat(widths[c] - row[c].length());
        line.append(c == 0 ? row[c] + blanks : "  " + blanks + row[c]);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
