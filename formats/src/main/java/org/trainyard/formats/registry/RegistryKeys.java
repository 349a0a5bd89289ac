package org.trainyard.formats.registry;

import static org.trainyard.formats.config.Key.Group.REGISTRY;

import java.util.List;
import org.trainyard.formats.config.Key;

/** The keys of the registry. None of them can change a model. */
public final class RegistryKeys {
  public static final Key<String> ROOT =
      Key.text("trainyard.registry.root", REGISTRY, "path of a folder")
          .option("--registry")
          .execution()
          .doc(
              "Folder of the registry of models, on a file system whose rename is atomic (HDFS, a local disk). A site sets it"
                  + " once in its configuration. With it, --model also takes NAME, NAME@VERSION and NAME@current.");

  public static final Key<String> EVALUATION =
      Key.text("trainyard.registry.evaluation", REGISTRY, "path")
          .execution()
          .doc(
              "What evaluate wrote of the model with its --output: its metrics are kept with the version. Without it: those of"
                  + " the samples that training held out, or else of the training samples.");

  public static final Key<String> IF_BETTER =
      Key.text("trainyard.registry.if-better", REGISTRY, "METRIC, METRIC>=X or METRIC<=X")
          .execution()
          .doc(
              "Publish only if this metric is strictly better than that of the current version (any is better than none), and"
                  + " at least as good as the bound, if there is one. The metric says whether more or less is better.");

  private RegistryKeys() {}

  /** All keys of this class, in the order of the reference. */
  public static List<Key<?>> all() {
    return List.of(ROOT, EVALUATION, IF_BETTER);
  }
}
