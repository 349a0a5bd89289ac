package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;

/**
 * Opens a run's directory: creates it, or finds the run that is there and holds it against what is
 * asked for now.
 */
public final class RunStore {
  /** What was found. */
  public enum Condition {
    /** There was nothing; {@code run.json} is written now. */
    NEW,
    /** The same run was begun and is not finished. */
    BEGUN,
    /** The same run is finished. */
    FINISHED
  }

  /**
   * An opened run.
   *
   * @param condition what was found
   * @param document the run's document, as it stands on disk
   */
  public record Opened(Condition condition, RunDocument document) {}

  private RunStore() {}

  /**
   * Opens the run at {@code path}.
   *
   * @param wanted the document to write if there is none yet
   * @param keys all keys; those that can change a model must agree with the run that is there
   * @throws InvalidSettingsException naming each key whose value differs, or when the path holds
   *     something else
   */
  public static Opened open(Configuration conf, Path path, RunDocument wanted, List<Key<?>> keys)
      throws IOException {
    return open(conf, path, wanted, keys, run -> false);
  }

  /**
   * The same, but a run of another configuration that never got as far as packed data gives way, so
   * that a first command with a mistake does not occupy the folder.
   *
   * @param idle whether nobody works on a run, asked about a run that would have to give way
   */
  public static Opened open(
      Configuration conf, Path path, RunDocument wanted, List<Key<?>> keys, Idle idle)
      throws IOException {
    RunLayout layout = new RunLayout(path);
    FileSystem fs = path.getFileSystem(conf);
    if (!fs.exists(layout.runDocument())) {
      refuseForeign(fs, path);
      fs.mkdirs(path);
      JsonFile.write(fs, layout.runDocument(), wanted);
      return new Opened(Condition.NEW, wanted);
    }
    RunDocument found =
        JsonFile.read(fs, layout.runDocument(), RunDocument.class, RunDocument.VERSION);
    List<String> differences = differences(path, found, wanted, keys);
    if (!differences.isEmpty()) {
      if (fs.exists(layout.problem()) || !idle.test(found)) {
        throw new InvalidSettingsException(differences);
      }
      JsonFile.write(fs, layout.runDocument(), wanted);
      return new Opened(Condition.NEW, wanted);
    }
    return new Opened(
        fs.exists(layout.modelSuccess()) ? Condition.FINISHED : Condition.BEGUN, found);
  }

  /** Knows whether somebody works on a run. */
  @FunctionalInterface
  public interface Idle {
    /** Whether nobody does. */
    boolean test(RunDocument run) throws IOException;
  }

  private static void refuseForeign(FileSystem fs, Path path) throws IOException {
    if (fs.exists(path) && (fs.getFileStatus(path).isFile() || fs.listStatus(path).length > 0)) {
      throw new InvalidSettingsException(
          List.of(
              "The output "
                  + path
                  + " exists and is no run of Trainyard; choose another --output or remove it"));
    }
  }

  private static List<String> differences(
      Path path, RunDocument found, RunDocument wanted, List<Key<?>> keys) {
    List<String> differences = new ArrayList<>();
    for (Key<?> key : keys) {
      String before = value(found, key);
      String now = value(wanted, key);
      if (key.effect() == Key.Effect.RESULT
          && !String.valueOf(before).equals(String.valueOf(now))) {
        differences.add(
            key.option()
                + " ("
                + key.name()
                + "): the run at "
                + path
                + " has "
                + before
                + ", asked for is "
                + now
                + "; give the same, or choose another --output");
      }
    }
    Set<String> unknown = new TreeSet<>(found.settings().keySet());
    keys.forEach(key -> unknown.remove(key.name()));
    unknown.forEach(
        name -> differences.add(name + ": set in the run at " + path + ", unknown to this build"));
    return differences;
  }

  /** A run from before there was such a key did what is its default now. */
  private static String value(RunDocument run, Key<?> key) {
    RunDocument.Setting setting = run.settings().get(key.name());
    return setting == null ? key.defaultText() : setting.value();
  }
}
