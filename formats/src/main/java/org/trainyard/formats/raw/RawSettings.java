package org.trainyard.formats.raw;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.DataKeys.FormatName;
import org.trainyard.formats.config.DataKeys.Header;
import org.trainyard.formats.config.DataKeys.Task;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;

/**
 * How raw input is read: the keys of group INPUT, parsed and checked.
 *
 * @param paths of the input, globs not yet resolved
 * @param format as asked for
 * @param labelPaths of IDX label files; may be empty
 * @param label the label column as the user names it
 * @param dialect of tables
 * @param categorical columns that the user calls categorical
 * @param numeric columns that the user calls numeric
 * @param ignored columns that are not read
 * @param weight the weight column as the user names it, or null
 * @param labelAlias labels that are read as others
 * @param task what a label is for
 * @param firstColumn lowest allowed column number of LIBSVM, 0 or 1
 * @param chunkBytes size of a chunk as asked for; 0 to choose it from the input
 * @param missingLabels what a record without a label is; for whoever reads to decide, and no key
 */
record RawSettings(
    List<String> paths,
    FormatName format,
    List<String> labelPaths,
    String label,
    TableDialect dialect,
    List<String> categorical,
    List<String> numeric,
    List<String> ignored,
    String weight,
    Map<String, String> labelAlias,
    Task task,
    int firstColumn,
    long chunkBytes,
    MissingLabels missingLabels) {
  /** The label option that reads data without labels. */
  static final String NO_LABEL = "none";

  /** The label option for the last column. */
  static final String LAST = "last";

  /** How the fields of a table lie in lines. A {@code quote} of -1 switches quoting off. */
  record TableDialect(
      int delimiter,
      int quote,
      boolean trim,
      boolean multiline,
      Header header,
      long skipLines,
      Set<String> missing) {
    /** The delimiter of the user, or that of the format. */
    char delimiter(RawFormat format) {
      if (delimiter >= 0) {
        return (char) delimiter;
      }
      return format == RawFormat.TSV ? '\t' : ',';
    }
  }

  /**
   * Parses the settings.
   *
   * @throws org.trainyard.formats.config.InvalidSettingsException with all that is wrong
   */
  static RawSettings parse(KeySource source) {
    Problems problems = new Problems();
    TableDialect dialect =
        new TableDialect(
            character(DataKeys.DELIMITER, source, problems),
            character(DataKeys.QUOTE, source, problems),
            problems.read(DataKeys.TRIM, source, true),
            problems.read(DataKeys.MULTILINE, source, false),
            problems.read(DataKeys.HEADER, source, Header.AUTO),
            problems.read(DataKeys.SKIP_LINES, source, 0L),
            new HashSet<>(problems.read(DataKeys.MISSING, source, List.of())));
    if (dialect.quote >= 0 && dialect.quote == dialect.delimiter) {
      problems.add("--delimiter and --quote must differ; both are '" + (char) dialect.quote + "'");
    }
    RawSettings settings =
        new RawSettings(
            splitPaths(problems.read(DataKeys.INPUT_PATHS, source, "")),
            problems.read(DataKeys.FORMAT, source, FormatName.AUTO),
            splitPaths(problems.read(DataKeys.LABEL_PATHS, source, "")),
            problems.read(DataKeys.LABEL, source, LAST),
            dialect,
            problems.read(DataKeys.CATEGORICAL, source, List.of()),
            problems.read(DataKeys.NUMERIC, source, List.of()),
            problems.read(DataKeys.IGNORE_COLUMNS, source, List.of()),
            problems.read(DataKeys.WEIGHT_COLUMN, source, null),
            aliases(source, problems),
            problems.read(DataKeys.TASK, source, Task.AUTO),
            problems.read(DataKeys.LIBSVM_BASE, source, "auto").equals("1") ? 1 : 0,
            problems.read(DataKeys.CHUNK_BYTES, source, 0L),
            MissingLabels.BAD_RECORD);
    problems.throwIfAny();
    return settings;
  }

  /** The same settings, but for records without a label. */
  RawSettings with(MissingLabels otherwise) {
    return new RawSettings(
        paths,
        format,
        labelPaths,
        label,
        dialect,
        categorical,
        numeric,
        ignored,
        weight,
        labelAlias,
        task,
        firstColumn,
        chunkBytes,
        otherwise);
  }

  /** Whether the user wants no labels. */
  boolean withoutLabel() {
    return label.equals(NO_LABEL);
  }

  /** What a label that was found means. */
  String meaning(String labelText) {
    return labelAlias.getOrDefault(labelText, labelText);
  }

  private static int character(Key<String> key, KeySource source, Problems problems) {
    String text = problems.read(key, source, null);
    if (text == null || key == DataKeys.QUOTE && text.equals("none")) {
      return -1;
    }
    String meant =
        switch (text) {
          case "tab", "\\t" -> "\t";
          case "space" -> " ";
          default -> text;
        };
    if (meant.length() != 1 || meant.charAt(0) >= 128 || "\r\n".contains(meant)) {
      problems.add(key.problem(text, "not a single ASCII character"));
      return -1;
    }
    return meant.charAt(0);
  }

  private static Map<String, String> aliases(KeySource source, Problems problems) {
    Map<String, String> aliases = new LinkedHashMap<>();
    for (String pair : problems.read(DataKeys.LABEL_ALIAS, source, List.of())) {
      int arrow = pair.indexOf("->");
      if (arrow < 0) {
        problems.add(DataKeys.LABEL_ALIAS.problem(pair, "no arrow '->' in it"));
      } else {
        aliases.put(pair.substring(0, arrow).strip(), pair.substring(arrow + 2).strip());
      }
    }
    return aliases;
  }

  /** Splits at commas, but not at those of a glob's alternatives {@code {a,b}}. */
  static List<String> splitPaths(String text) {
    List<String> paths = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ',' && (depth <= 0 || i == text.length())) {
        String path = text.substring(start, i).strip();
        if (!path.isEmpty()) {
          paths.add(path);
        }
        start = i + 1;
      }
    }
    return paths;
  }
}
