package org.trainyard.formats.run;

import java.util.SortedMap;
import org.trainyard.formats.config.Key;

/**
 * {@code run.json}: what was asked for. Written once, before anything else; never changed.
 *
 * @param formatVersion of this document
 * @param runId made up when the run was created; tags its applications
 * @param name for people
 * @param codeVersion of the build that created the run
 * @param createdBy the user
 * @param createdMs ms since the epoch
 * @param settings every key that has a value, with where it came from
 */
public record RunDocument(
    int formatVersion,
    String runId,
    String name,
    String codeVersion,
    String createdBy,
    long createdMs,
    SortedMap<String, Setting> settings) {
  /** The version that this build writes and reads. */
  public static final int VERSION = 1;

  /**
   * The value of a key.
   *
   * @param value as text
   * @param source where it came from: default, the name of a file, or the command line
   * @param effect whether it can change the model
   */
  public record Setting(String value, String source, Key.Effect effect) {}
}
