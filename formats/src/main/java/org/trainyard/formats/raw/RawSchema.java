package org.trainyard.formats.raw;

import java.util.List;

/**
 * What the columns of raw input are; found from the head of the first file and the settings before
 * packing begins, and the same for all files.
 *
 * @param layout of the numeric columns
 * @param columns the feature columns in order of the input; empty for sparse data
 * @param labelName name of the label column, or null when there is no label
 * @param labelKind what the labels are
 * @param weightName name of the column of sample weights, or null
 * @param fieldNames names of all fields of a record in their order, the label, the weight and
 *     ignored ones counted; empty where records have no fixed fields (LIBSVM, IDX)
 * @param header whether every file begins with a line of these names
 */
public record RawSchema(
    Layout layout,
    List<Column> columns,
    String labelName,
    LabelKind labelKind,
    String weightName,
    List<String> fieldNames,
    boolean header) {
  /** Copies the lists. */
  public RawSchema {
    columns = List.copyOf(columns);
    fieldNames = List.copyOf(fieldNames);
  }

  /** How numbers lie. */
  public enum Layout {
    DENSE,
    SPARSE
  }

  /** What labels are. */
  public enum LabelKind {
    NONE,
    NUMBER,
    TEXT
  }

  /** What a column holds. */
  public enum ColumnKind {
    NUMERIC,
    CATEGORICAL
  }

  /**
   * A feature column.
   *
   * @param name from the header, or made up from the position ({@code c0}, {@code c1}, …)
   * @param kind what it holds
   * @param position in the record, from 0, the label and ignored columns counted
   */
  public record Column(String name, ColumnKind kind, int position) {}

  /** The columns of one kind, in order: the numeric ones are the columns of a dense tile. */
  public List<Column> columns(ColumnKind kind) {
    return columns.stream().filter(column -> column.kind() == kind).toList();
  }

  /** Position of the label in the record, or -1. */
  public int labelPosition() {
    return labelName == null ? -1 : fieldNames.indexOf(labelName);
  }

  /** Position of the weight in the record, or -1. */
  public int weightPosition() {
    return weightName == null ? -1 : fieldNames.indexOf(weightName);
  }
}
