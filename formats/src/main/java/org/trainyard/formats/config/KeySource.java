package org.trainyard.formats.config;

/** Where raw values of keys come from: a Hadoop Configuration, a run's record, a map in a test. */
@FunctionalInterface
public interface KeySource {
  /** The text set for a key's name, or null if none is set. */
  String get(String name);
}
