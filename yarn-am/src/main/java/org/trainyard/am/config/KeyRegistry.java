package org.trainyard.am.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.registry.RegistryKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.record.AlertKeys;
import org.trainyard.mapreduce.score.ScoreKeys;

/**
 * All keys there are, by group, and within a group first what everybody gives, then as declared.
 */
public final class KeyRegistry {
  /** What all our names begin with. */
  public static final String PREFIX = "trainyard.";

  /** What everybody gives. */
  private static final List<Key<?>> FIRST = List.of(DataKeys.INPUT_PATHS, YarnKeys.OUTPUT);

  private static final List<Key<?>> ALL =
      Stream.of(
              FIRST,
              DataKeys.all(),
              TrainingKeys.all(),
              ScoreKeys.all(),
              RegistryKeys.all(),
              AlertKeys.all(),
              YarnKeys.all(),
              DeviceKeys.all())
          .flatMap(List::stream)
          .distinct()
          .sorted(Comparator.comparing(Key::group))
          .toList();

  private KeyRegistry() {}

  /** Every key, in the order in which help and reference show them. */
  public static List<Key<?>> all() {
    return ALL;
  }

  /** The keys of some groups, in order. */
  public static List<Key<?>> of(Key.Group... groups) {
    List<Key.Group> wanted = Arrays.asList(groups);
    return ALL.stream().filter(key -> wanted.contains(key.group())).toList();
  }

  /** The key with this full name. */
  public static Optional<Key<?>> find(String name) {
    return ALL.stream().filter(key -> key.name().equals(name)).findFirst();
  }
}
