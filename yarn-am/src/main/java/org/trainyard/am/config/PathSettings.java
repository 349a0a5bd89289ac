package org.trainyard.am.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.raw.RawInputs;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.score.ScoreKeys;

/**
 * The keys that hold paths. They are written out in full before they become part of a run, because
 * a node of the cluster has another working folder than the user.
 */
public final class PathSettings {
  /** The keys, those with one path too. */
  public static final List<Key<String>> KEYS =
      List.of(
          DataKeys.INPUT_PATHS,
          DataKeys.LABEL_PATHS,
          DataKeys.VALIDATION,
          DataKeys.VALIDATION_LABELS,
          TrainingKeys.WARM_START,
          ScoreKeys.MODEL,
          YarnKeys.OUTPUT,
          YarnKeys.STAGE_DIR);

  private PathSettings() {}

  /** Writes all paths out in full; sources stay what they are. */
  public static void qualify(Configuration conf) throws IOException {
    EffectiveSettings settings = new EffectiveSettings(conf);
    for (Key<String> key : KEYS) {
      if (conf.get(key.name()) != null) {
        List<String> qualified = new ArrayList<>();
        for (Path path : paths(conf, key)) {
          qualified.add(path.getFileSystem(conf).makeQualified(path).toString());
        }
        conf.set(key.name(), String.join(",", qualified), settings.source(key.name()));
      }
    }
  }

  /** The paths of a key; none where it is not set. */
  public static List<Path> paths(Configuration conf, Key<String> key) {
    String text = key.get(conf::get);
    return text == null ? List.of() : RawInputs.paths(text).stream().map(Path::new).toList();
  }
}
