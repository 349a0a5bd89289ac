package org.trainyard.formats.registry;

import org.apache.hadoop.fs.Path;

/**
 * A model in the registry.
 *
 * @param name of the model
 * @param number of the version, from 1
 * @param file of the model, qualified
 * @param document what is known of it
 */
public record ModelVersion(String name, int number, Path file, VersionDocument document) {
  /** As it is written on command lines: {@code churn@7}. */
  public String spelling() {
    return name + "@" + number;
  }
}
