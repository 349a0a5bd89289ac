package org.trainyard.mapreduce.score;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.raw.RawFormat;
import org.trainyard.formats.raw.RawReaders;
import org.trainyard.formats.raw.RawRecord;
import org.trainyard.formats.raw.RawSchema;

/**
 * What stands beside the scores of a record, and how columns are separated.
 *
 * @param keep what is kept of the record, never {@link ScoreKeys.Keep#AUTO}
 * @param keptNames names of the columns that are kept
 * @param keyFields positions of the fields that are kept as keys
 * @param verbatim whether a kept line is written as it stands: it is in the output's own format
 * @param delimiter between columns
 * @param header which files begin with names, never {@link ScoreKeys.Header#AUTO}
 */
record PredictionLayout(
    ScoreKeys.Keep keep,
    List<String> keptNames,
    List<Integer> keyFields,
    boolean verbatim,
    char delimiter,
    ScoreKeys.Header header) {

  /**
   * By the settings.
   *
   * @throws InvalidSettingsException if they name columns that are not there
   */
  static PredictionLayout of(KeySource settings, ScoreInput input) {
    RawFormat format = input.format();
    List<String> keys = ScoreKeys.KEY.get(settings);
    ScoreKeys.Keep keep = keep(ScoreKeys.KEEP.get(settings), keys, format);
    char inside = format.isTable() ? RawReaders.delimiter(input.source(), format) : '\t';
    char delimiter =
        switch (ScoreKeys.OUTPUT_DELIMITER.get(settings)) {
          case AUTO -> inside;
          case COMMA -> ',';
          case TAB -> '\t';
        };
    boolean verbatim = keep == ScoreKeys.Keep.LINE && format.isTable() && delimiter == inside;
    List<Integer> fields = new ArrayList<>();
    if (keep == ScoreKeys.Keep.KEY) {
      keys.forEach(key -> fields.add(field(key, input.schema())));
    }
    List<String> names = input.schema().fieldNames();
    List<String> kept =
        switch (keep) {
          case LINE -> verbatim ? names : List.of("line");
          case KEY -> fields.stream().map(names::get).toList();
          case POSITION -> List.of("file", "position");
          default -> List.of();
        };
    ScoreKeys.Header header = ScoreKeys.OUTPUT_HEADER.get(settings);
    if (header == ScoreKeys.Header.AUTO) {
      boolean nameless = format.isTable() && !input.schema().header();
      header = nameless ? ScoreKeys.Header.NONE : ScoreKeys.Header.FIRST;
    }
    return new PredictionLayout(keep, kept, fields, verbatim, delimiter, header);
  }

  private static ScoreKeys.Keep keep(ScoreKeys.Keep asked, List<String> keys, RawFormat format) {
    if ((asked == ScoreKeys.Keep.KEY) == keys.isEmpty() && asked != ScoreKeys.Keep.AUTO) {
      throw new InvalidSettingsException(
          List.of(
              keys.isEmpty()
                  ? ScoreKeys.KEEP.option() + " key: which columns? Name them with --key"
                  : ScoreKeys.KEY.option() + ": needs --keep key, or leave --keep out"));
    }
    if (asked != ScoreKeys.Keep.AUTO) {
      return asked;
    }
    if (!keys.isEmpty()) {
      return ScoreKeys.Keep.KEY;
    }
    return format == RawFormat.IDX ? ScoreKeys.Keep.POSITION : ScoreKeys.Keep.LINE;
  }

  private static int field(String key, RawSchema schema) {
    List<String> names = schema.fieldNames();
    if (names.contains(key)) {
      return names.indexOf(key);
    }
    if (key.matches("\\d{1,9}") && Integer.parseInt(key) < names.size()) {
      return Integer.parseInt(key);
    }
    throw new InvalidSettingsException(
        List.of(
            ScoreKeys.KEY.problem(
                key,
                names.isEmpty()
                    ? "the records have no columns to name"
                    : "no such column; there are " + String.join(", ", names))));
  }

  /** How fields are written. */
  DelimitedText text() {
    return new DelimitedText(delimiter);
  }

  /** What is kept of a record, as it is written. */
  byte[] kept(RawRecord record, String path) throws IOException {
    return switch (keep) {
      case LINE -> verbatim ? record.line() : quoted(record.line());
      case KEY -> {
        List<String> values = new ArrayList<>();
        for (int field : keyFields) {
          String value = record.field(field);
          values.add(value == null ? "" : value);
        }
        yield bytes(text().join(values));
      }
      case POSITION -> bytes(text().join(List.of(path, Long.toString(record.position()))));
      default -> new byte[0];
    };
  }

  /**
   * What is kept of a bad record: as many columns as of any other. A line whose fields cannot be
   * trusted is put into the first of them as a whole.
   */
  byte[] keptOfBad(byte[] kept) {
    if (!verbatim) {
      return kept;
    }
    String padding = String.valueOf(delimiter).repeat(Math.max(0, keptNames.size() - 1));
    String line = new String(kept, StandardCharsets.UTF_8);
    return bytes('"' + line.replace("\"", "\"\"") + '"' + padding);
  }

  private byte[] quoted(byte[] line) {
    return bytes(text().field(new String(line, StandardCharsets.UTF_8)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
