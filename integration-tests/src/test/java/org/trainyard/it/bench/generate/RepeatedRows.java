package org.trainyard.it.bench.generate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a LIBSVM file over and over; labels -1 and +1 become 0 and 1, which all programs
 * read.
 */
final class RepeatedRows implements Rows {
  private final List<String> lines;

  /**
   * @param file compressed by gzip
   */
  RepeatedRows(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  /** Rows of the file itself. */
  int count() {
    return lines.size();
  }

  @Override
  public void append(long row, TextBuffer line) {
    String text = lines.get((int) (row % lines.size())).strip();
    int blank = text.indexOf(' ');
    line.append(Double.parseDouble(text.substring(0, blank)) > 0 ? '1' : '0');
    for (int i = blank; i < text.length(); i++) {
      line.append(text.charAt(i));
    }
    line.append('\n');
  }
}
