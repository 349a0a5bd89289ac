package org.trainyard.formats.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects everything that is wrong with a configuration, so that the user hears of it all at once.
 */
public final class Problems {
  private final List<String> found = new ArrayList<>();

  /** Parses one key; a failure is collected and gives the fallback. */
  public <T> T read(Key<T> key, KeySource source, T fallback) {
    try {
      T value = key.get(source);
      return value == null ? fallback : value;
    } catch (InvalidSettingsException e) {
      found.addAll(e.problems());
      return fallback;
    }
  }

  /** Collects a problem. */
  public void add(String sentence) {
    found.add(sentence);
  }

  /** What was found so far. */
  public List<String> all() {
    return List.copyOf(found);
  }

  /** Ends the collection: throws if anything was found. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidSettingsException(found);
    }
  }
}
