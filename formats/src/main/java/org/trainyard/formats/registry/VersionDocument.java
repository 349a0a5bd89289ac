package org.trainyard.formats.registry;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code version.json}: what is known of a version beside the model itself.
 *
 * @param formatVersion of this document
 * @param publishedMs when, in milliseconds since the epoch
 * @param publishedBy the user
 * @param source path of the model that was copied
 * @param sha256 of the model's file, in hexadecimal
 * @param algorithm that trained it
 * @param metrics by their spelling
 * @param spread standard deviations of the metrics over folds; empty where they are no means
 * @param measuredOn what the metrics were measured on, in words
 * @param rows samples it was trained on
 * @param dataset fingerprint of the training data
 * @param codeVersion of the build that trained it
 * @param sentence why it was published
 */
public record VersionDocument(
    int formatVersion,
    long publishedMs,
    String publishedBy,
    String source,
    String sha256,
    String algorithm,
    SortedMap<String, Double> metrics,
    SortedMap<String, Double> spread,
    String measuredOn,
    long rows,
    String dataset,
    String codeVersion,
    String sentence) {
  /** The version that this build writes and reads. */
  public static final int VERSION = 1;

  /** Documents of older builds do not tell the spread. */
  public VersionDocument {
    spread = spread == null ? new TreeMap<>() : spread;
  }
}
