package org.trainyard.formats.raw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/** Tells the format of a file by its extension or, where that says nothing, by its first bytes. */
final class FormatDetector {
  private static final int HEAD_BYTES = 1 << 14;
  private static final Pattern LIBSVM_LINE =
      Pattern.compile("(\\S+\\s+)?(qid:\\S+\\s+)?\\d+:\\S+(\\s+\\d+:\\S+)*\\s*(#.*)?");
  private static final Pattern IDX_NAME = Pattern.compile(".*(idx\\d-u?byte|\\.idx\\d?|-ubyte)");

  private FormatDetector() {}

  /** The format that the name tells; null if it tells none. */
  static RawFormat byName(String path) {
    String name = path.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|bz2|zst|deflate|snappy)$", "");
    if (IDX_NAME.matcher(name).matches()) {
      return RawFormat.IDX;
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "libsvm", "svm", "svmlight" -> RawFormat.LIBSVM;
      case "csv" -> RawFormat.CSV;
      case "tsv", "tab" -> RawFormat.TSV;
      case "avro" -> RawFormat.AVRO;
      default -> null;
    };
  }

  /**
   * The format that the first bytes tell.
   *
   * @throws BadDataException if they tell none
   */
  static RawFormat byContent(String path, Configuration conf) throws IOException {
    byte[] head;
    try (InputStream in = SourceStream.open(path, conf)) {
      head = in.readNBytes(HEAD_BYTES);
    }
    if (head.length >= 4 && head[0] == 'O' && head[1] == 'b' && head[2] == 'j' && head[3] == 1) {
      return RawFormat.AVRO;
    }
    if (IdxHeader.isMagic(head)) {
      return RawFormat.IDX;
    }
    if (head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
      throw new BadDataException(
          path + " is compressed by gzip but its name does not end in .gz: rename it");
    }
    String text = new String(head, StandardCharsets.UTF_8);
    if (text.indexOf('\0') >= 0) {
      throw unknown(path, "it holds binary bytes");
    }
    return byText(path, text);
  }

  private static RawFormat byText(String path, String text) throws BadDataException {
    String line =
        text.lines()
            .filter(some -> !some.isBlank() && !some.startsWith("#"))
            .findFirst()
            .orElseThrow(() -> unknown(path, "its first lines are blank"));
    if (LIBSVM_LINE.matcher(line.strip()).matches()) {
      return RawFormat.LIBSVM;
    }
    if (line.indexOf('\t') >= 0) {
      return RawFormat.TSV;
    }
    if (line.indexOf(',') >= 0) {
      return RawFormat.CSV;
    }
    throw unknown(
        path,
        "its first line is '" + (line.length() > 80 ? line.substring(0, 80) + "…" : line) + "'");
  }

  private static BadDataException unknown(String path, String why) {
    return new BadDataException(
        "Cannot tell the format of "
            + path
            + ": "
            + why
            + "; say it with --format (libsvm, csv, tsv, idx, avro)");
  }
}
