package org.trainyard.am.config;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.run.RunDocument.Setting;

/**
 * What a Hadoop configuration says of our keys, and where it says it. Reads the configuration anew
 * at every call.
 */
public final class EffectiveSettings implements KeySource {
  /** Source of a value that nobody set. */
  public static final String DEFAULT = "default";

  /** Source of a value given with a verb, by an option of ours or by -D. */
  public static final String COMMAND_LINE = "command line";

  private final Configuration conf;

  /** Over a configuration, which may still change. */
  public EffectiveSettings(Configuration conf) {
    this.conf = conf;
  }

  @Override
  public String get(String name) {
    return conf.get(name);
  }

  /** Every key that has a value, by name; defaults included. */
  public SortedMap<String, Setting> all() {
    SortedMap<String, Setting> settings = new TreeMap<>();
    for (Key<?> key : KeyRegistry.all()) {
      String set = conf.get(key.name());
      if (set != null) {
        settings.put(key.name(), new Setting(set.trim(), source(key.name()), key.effect()));
      } else if (key.defaultText() != null) {
        settings.put(key.name(), new Setting(key.defaultText(), DEFAULT, key.effect()));
      }
    }
    return settings;
  }

  /** Collects every unknown key of ours and every value that its key refuses. */
  public void check(Problems problems) {
    List<String> names = KeyRegistry.all().stream().map(Key::name).toList();
    for (Map.Entry<String, String> entry : conf) {
      String name = entry.getKey();
      if (name.startsWith(KeyRegistry.PREFIX) && !names.contains(name)) {
        problems.add(
            name
                + " ("
                + source(name)
                + "): there is no such key; the nearest is "
                + Nearest.to(name, names));
      }
    }
    KeyRegistry.all().forEach(key -> problems.read(key, this, null));
  }

  /** Where a value was set last. */
  String source(String name) {
    String[] sources = conf.getPropertySources(name);
    if (sources == null || sources.length == 0) {
      return "program";
    }
    String last = sources[sources.length - 1];
    // Hadoop's own words for -D are "from command line".
    return last.contains(COMMAND_LINE) ? COMMAND_LINE : last;
  }

  /** The values that were given with the verb, by name. */
  public Map<String, String> fromCommandLine() {
    Map<String, String> given = new TreeMap<>();
    all()
        .forEach(
            (name, sourced) -> {
              if (sourced.source().equals(COMMAND_LINE)) {
                given.put(name, sourced.value());
              }
            });
    return given;
  }
}
