package org.trainyard.mapreduce.score;

import java.util.List;

/**
 * Fields between delimiters, quoted by RFC 4180 where they hold the delimiter, a quote or a line
 * end.
 */
record DelimitedText(char delimiter) {
  /** A field as it is written. */
  String field(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == delimiter || c == '"' || c == '\n' || c == '\r') {
        return '"' + text.replace("\"", "\"\"") + '"';
      }
    }
    return text;
  }

  /** Fields as one text. */
  String join(List<String> fields) {
    StringBuilder text = new StringBuilder();
    for (int f = 0; f < fields.size(); f++) {
      if (f > 0) {
        text.append(delimiter);
      }
      text.append(field(fields.get(f)));
    }
    return text.toString();
  }
}
