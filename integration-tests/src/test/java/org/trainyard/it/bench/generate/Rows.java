package org.trainyard.it.bench.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of a generated data set, each a function of its number. */
interface Rows {
  /** Appends the line of a row, its end included; called by several threads. */
  void append(long row, TextBuffer line);

  /** Writes the first rows in their order, made on all cores. */
  static void write(Rows rows, long count, OutputStream out) throws IOException {
    int chunk = 2048;
    int together = 4 * Runtime.getRuntime().availableProcessors();
    for (long from = 0; from < count; from += (long) chunk * together) {
      long first = from;
      List<TextBuffer> chunks =
          IntStream.range(0, together)
              .parallel()
              .mapToObj(i -> chunk(rows, first + (long) i * chunk, chunk, count))
              .toList();
      for (TextBuffer text : chunks) {
        text.writeTo(out);
      }
    }
  }

  private static TextBuffer chunk(Rows rows, long from, int most, long count) {
    TextBuffer text = new TextBuffer();
    for (long row = from; row < Math.min(from + most, count); row++) {
      rows.append(row, text);
    }
    return text;
  }
}
