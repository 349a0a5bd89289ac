package org.trainyard.am.cli;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.config.EffectiveSettings;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.registry.ModelReference;
import org.trainyard.formats.registry.ModelRegistry;
import org.trainyard.formats.registry.ModelVersion;
import org.trainyard.formats.registry.RegistryKeys;
import org.trainyard.mapreduce.score.ScoreKeys;

/**
 * What {@code --model} means: a path, or a model of the registry. A path that is there wins; {@code
 * ./NAME} is always a path.
 */
final class ModelChoice {
  private ModelChoice() {}

  /**
   * Collects what is wrong with it, and replaces a model of the registry by its file.
   *
   * @param conf modified
   */
  static void check(Configuration conf, Problems problems) throws IOException {
    PathChecks.required(
        conf, ScoreKeys.MODEL, "name a finished run, a model file or a registered model", problems);
    try {
      Optional<ModelVersion> registered = registered(conf);
      if (registered.isPresent()) {
        String source = new EffectiveSettings(conf).all().get(ScoreKeys.MODEL.name()).source();
        conf.set(ScoreKeys.MODEL.name(), registered.get().file().toString(), source);
      }
      PathChecks.readable(conf, ScoreKeys.MODEL, problems);
    } catch (InvalidSettingsException e) {
      e.problems().forEach(problems::add);
    }
  }

  private static Optional<ModelVersion> registered(Configuration conf) throws IOException {
    String given = ScoreKeys.MODEL.get(conf::get);
    Optional<ModelReference> reference =
        given == null ? Optional.empty() : ModelReference.find(given);
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    Path path = new Path(given);
    String root = RegistryKeys.ROOT.get(conf::get);
    if (root == null || path.getFileSystem(conf).exists(path)) {
      return Optional.empty();
    }
    return Optional.of(new ModelRegistry(conf, new Path(root)).resolve(reference.get()));
  }
}
