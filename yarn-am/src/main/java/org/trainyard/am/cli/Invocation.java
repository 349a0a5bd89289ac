package org.trainyard.am.cli;

import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.config.EffectiveSettings;
import org.trainyard.formats.config.Key;

/**
 * One call of a verb.
 *
 * @param conf Hadoop's configuration with all keys that were given
 * @param options the given options that are no keys
 * @param argument the word without an option's name, or null
 * @param terminal where it prints
 */
record Invocation(Configuration conf, Set<String> options, String argument, Terminal terminal) {
  /** Whether an option that is no key was given. */
  boolean has(Command.Option option) {
    return options.contains(option.name());
  }

  /** The settings in {@link #conf()}. */
  EffectiveSettings settings() {
    return new EffectiveSettings(conf);
  }

  /** A key's value; its default where none is given. */
  <T> T get(Key<T> key) {
    return key.get(settings());
  }

  /** A key's value where there is one. */
  <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable(get(key));
  }

  /** The argument as a path. */
  Path path() {
    return new Path(argument);
  }
}
