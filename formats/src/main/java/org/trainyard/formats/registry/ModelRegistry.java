package org.trainyard.formats.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.run.FileDigest;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.vector.CorruptFileException;

/**
 * Models under names, in one folder of a file system. Holds nothing in memory: every answer is read
 * anew, so any number of processes may use one registry.
 */
public final class ModelRegistry {
  private static final String MODEL = "model.avro";
  private static final String DOCUMENT = "version.json";
  private static final String STEP = "step.json";

  private final Configuration conf;
  private final FileSystem fs;
  private final Path root;

  /** In a folder, which need not be there yet. */
  public ModelRegistry(Configuration conf, Path root) throws IOException {
    this.conf = conf;
    this.fs = root.getFileSystem(conf);
    this.root = fs.makeQualified(root);
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /** All names, in order. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus child : fs.listStatus(root)) {
        if (child.isDirectory() && ModelReference.find(child.getPath().getName()).isPresent()) {
          names.add(child.getPath().getName());
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  /** All versions of a name, in order; none where there is no such name. */
  public List<ModelVersion> versions(String name) throws IOException {
    List<ModelVersion> versions = new ArrayList<>();
    for (int number : folders(name).numbers()) {
      versions.add(read(name, number));
    }
    return versions;
  }

  /** Where the current version of a name stands among those that were. */
  public CurrentHistory history(String name) throws IOException {
    return CurrentHistory.of(steps(name));
  }

  /** Every move of the current version, in order. */
  public List<CurrentStep> steps(String name) throws IOException {
    NumberedFolders moves = moves(name);
    List<CurrentStep> steps = new ArrayList<>();
    for (int number : moves.numbers()) {
      steps.add(
          JsonFile.read(
              fs, new Path(moves.at(number), STEP), CurrentStep.class, CurrentStep.VERSION));
    }
    return steps;
  }

  /** The current version of a name, if it has one. */
  public Optional<ModelVersion> current(String name) throws IOException {
    OptionalInt current = history(name).current();
    return current.isEmpty() ? Optional.empty() : Optional.of(read(name, current.getAsInt()));
  }

  /**
   * The version that is meant.
   *
   * @throws InvalidSettingsException if there is none; says what there is
   */
  public ModelVersion resolve(ModelReference reference) throws IOException {
    List<Integer> numbers = folders(reference.name()).numbers();
    if (numbers.isEmpty()) {
      throw missing(
          "There is no model '" + reference.name() + "' in the registry " + root + ", only",
          names());
    }
    if (reference.version().isPresent()) {
      int version = reference.version().getAsInt();
      if (!numbers.contains(version)) {
        throw missing(
            "The model '" + reference.name() + "' has no version " + version + ", only", numbers);
      }
      return read(reference.name(), version);
    }
    return current(reference.name())
        .orElseThrow(
            () ->
                missing(
                    "No version of the model '" + reference.name() + "' is current; there are",
                    numbers));
  }

  /** The version of a name with these bytes, if they were published before. */
  public Optional<ModelVersion> withBytes(String name, String sha256) throws IOException {
    return versions(name).stream()
        .filter(version -> version.document().sha256().equals(sha256))
        .findFirst();
  }

  /**
   * Copies a model into the registry, under the next number of a name. The current version stays.
   *
   * @throws CorruptFileException if what arrived is not what the document's checksum says
   */
  public ModelVersion publish(String name, Path model, VersionDocument document)
      throws IOException {
    int number =
        folders(name)
            .append(
                folder -> {
                  Path copy = new Path(folder, MODEL);
                  FileUtil.copy(model.getFileSystem(conf), model, fs, copy, false, conf);
                  String sha256 = FileDigest.sha256(fs, copy);
                  if (!sha256.equals(document.sha256())) {
                    throw new CorruptFileException(
                        "The model " + model + " changed while it was copied to " + copy);
                  }
                  JsonFile.write(fs, new Path(folder, DOCUMENT), document);
                });
    return read(name, number);
  }

  /** Appends a move of the current version. */
  public void move(String name, CurrentStep step) throws IOException {
    moves(name).append(folder -> JsonFile.write(fs, new Path(folder, STEP), step));
  }

  private ModelVersion read(String name, int number) throws IOException {
    Path folder = folders(name).at(number);
    return new ModelVersion(
        name,
        number,
        new Path(folder, MODEL),
        JsonFile.read(
            fs, new Path(folder, DOCUMENT), VersionDocument.class, VersionDocument.VERSION));
  }

  private NumberedFolders folders(String name) {
    return new NumberedFolders(fs, new Path(new Path(root, name), "versions"));
  }

  private NumberedFolders moves(String name) {
    return new NumberedFolders(fs, new Path(new Path(root, name), "current"));
  }

  private static InvalidSettingsException missing(String sentence, List<?> there) {
    return new InvalidSettingsException(
        List.of(sentence + " " + (there.isEmpty() ? "nothing" : there)));
  }
}
