package org.trainyard.am.view;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.dataset.ColumnStatistics;
import org.trainyard.formats.dataset.DatasetDocument;
import org.trainyard.formats.dataset.LabelStatistics;

/** A packed dataset for people. */
public final class DatasetView {
  private static final int MOST_COLUMNS = 60;
  private static final int MOST_CLASSES = 20;

  private DatasetView() {}

  /** What is known of it. */
  public static List<String> lines(String folder, DatasetDocument dataset) {
    List<String> lines = new ArrayList<>();
    lines.add("dataset    " + folder);
    lines.add(
        "samples    "
            + Figures.count(dataset.rows())
            + " in "
            + Figures.count(dataset.blocks())
            + " blocks, "
            + Figures.bytes(dataset.bytes())
            + " packed");
    lines.add(
        "input      "
            + dataset.inputs().size()
            + " file(s), "
            + Key.spelling(dataset.format())
            + ", "
            + Figures.bytes(
                dataset.inputs().stream().mapToLong(DatasetDocument.Input::length).sum()));
    if (dataset.skippedRecords() > 0) {
      lines.add(
          "left out   " + Figures.count(dataset.skippedRecords()) + " bad records, in quarantine");
    }
    lines.add("print      " + dataset.fingerprint());
    labels(dataset.labels(), lines);
    columns(dataset, lines);
    return lines;
  }

  private static void labels(LabelStatistics labels, List<String> lines) {
    if (labels == null || labels.count() == 0) {
      lines.add("label      none");
      return;
    }
    String missing =
        labels.missing() == 0 ? "" : ", " + Figures.count(labels.missing()) + " missing";
    lines.add(
        "label      "
            + (labels.name() == null ? "" : labels.name() + ", ")
            + Key.spelling(labels.kind())
            + missing);
    if (!Double.isNaN(labels.mean())) {
      lines.add(
          "           "
              + Figures.number(labels.min())
              + " to "
              + Figures.number(labels.max())
              + ", mean "
              + Figures.number(labels.mean())
              + ", deviation "
              + Figures.number(Math.sqrt(labels.variance())));
    }
    if (labels.classes() != null && labels.classes().size() <= MOST_CLASSES) {
      Table table = new Table("label", "samples");
      labels.classes().forEach(one -> table.row(one.text(), Figures.count(one.count())));
      lines.add("");
      lines.addAll(table.lines());
    }
  }

  private static void columns(DatasetDocument dataset, List<String> lines) {
    if (dataset.sparse() != null) {
      DatasetDocument.SparseRange range = dataset.sparse();
      lines.add(
          "columns    sparse, "
              + Figures.count(range.columns())
              + " of them from "
              + range.minColumn()
              + " to "
              + range.maxColumn()
              + ", "
              + Figures.count(range.entries())
              + " entries");
    }
    List<ColumnStatistics> columns = dataset.columns();
    if (columns == null) {
      lines.add("           their statistics are in " + dataset.columnsFile());
      return;
    }
    Table table =
        new Table(
            "column", "kind", "values", "missing", "min", "max", "mean", "deviation", "categories");
    columns.stream().limit(MOST_COLUMNS).forEach(column -> row(table, column));
    if (!table.isEmpty()) {
      lines.add("");
      lines.addAll(table.lines());
    }
    if (columns.size() > MOST_COLUMNS) {
      lines.add("… and " + (columns.size() - MOST_COLUMNS) + " more; --json tells all");
    }
  }

  private static void row(Table table, ColumnStatistics column) {
    boolean numbers = column.categories() == null && !column.moreCategories();
    table.row(
        column.name(),
        Key.spelling(column.kind()),
        Figures.count(column.count()),
        Figures.count(column.missing()),
        numbers ? Figures.number(column.min()) : "",
        numbers ? Figures.number(column.max()) : "",
        numbers ? Figures.number(column.mean()) : "",
        numbers ? Figures.number(Math.sqrt(column.variance())) : "",
        numbers
            ? ""
            : column.moreCategories() ? "many" : Integer.toString(column.categories().size()));
  }
}
