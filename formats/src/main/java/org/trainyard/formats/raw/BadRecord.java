package org.trainyard.formats.raw;

/**
 * A record that could not be used.
 *
 * @param path of its file
 * @param place where in the file: {@code line 17 (byte 1234)} or {@code record 17}
 * @param reason what is wrong and what is allowed
 * @param text the record as it stands, cut to a few hundred characters
 */
public record BadRecord(String path, String place, String reason, String text) {
  /** File, place, reason and text in one line. */
  public String sentence() {
    return path + ", " + place + ": " + reason + ": " + text;
  }
}
