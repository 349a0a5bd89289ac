package org.trainyard.mapreduce.pack;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.dataset.DatasetLayout;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.pack.PackRequest.IfDifferent;

/**
 * The folder of a dataset while it is made: begun with the plan in it, finished with the mark of
 * completeness. What was begun and not finished is deleted by the next attempt.
 */
final class PackFolder {
  /** Folders that jobs write to begin so. */
  private static final String ATTEMPT = "_attempt-";

  /** The plan; there as long as the dataset is unfinished. */
  private static final String PLAN = "_plan.json";

  private final Configuration conf;
  private final FileSystem fs;
  private final Path folder;

  PackFolder(Configuration conf, Path folder) throws IOException {
    this.conf = conf;
    this.fs = folder.getFileSystem(conf);
    this.folder = fs.makeQualified(folder);
  }

  /** Puts the files of a dataset into a folder that was begun. */
  @FunctionalInterface
  interface Filling {
    /** May leave anything behind when it fails. */
    void into(PackFolder folder, PackPlan plan) throws IOException, InterruptedException;
  }

  /** The dataset that is asked for: there already, or filled and finished; else nothing is left. */
  static Dataset make(Configuration conf, PackRequest request, Filling filling)
      throws IOException, InterruptedException {
    PackPlan plan = PackPlan.of(request, conf);
    PackFolder folder = new PackFolder(conf, request.output());
    Optional<Dataset> there = folder.begin(plan, request.ifDifferent());
    if (there.isPresent()) {
      return there.get();
    }
    try {
      filling.into(folder, plan);
      return folder.finish(plan);
    } catch (IOException | InterruptedException | RuntimeException e) {
      folder.abandon();
      throw e;
    }
  }

  /** The folder, qualified. */
  Path path() {
    return folder;
  }

  /** The name of the block file of a task, relative to the folder. */
  static String blockFile(int task) {
    return DatasetLayout.DATA + "/part-%05d.avro".formatted(task);
  }

  /** The finished dataset, if it is there and of the same plan; else an empty, begun folder. */
  private Optional<Dataset> begin(PackPlan plan, IfDifferent ifDifferent) throws IOException {
    if (Dataset.isFinished(conf, folder) && fs.exists(DatasetLayout.document(folder))) {
      Dataset there = Dataset.open(conf, folder);
      if (there.document().fingerprint().equals(plan.fingerprint())) {
        return Optional.of(there);
      }
      if (ifDifferent == IfDifferent.REFUSE) {
        throw new BadDataException(
            "The folder "
                + folder
                + " holds the dataset of other input or other settings, or its input has changed"
                + " since. Choose another folder, or delete it");
      }
    } else if (!isOurs()) {
      throw new BadDataException(
          "The folder " + folder + " holds something else than a dataset. Choose another folder");
    }
    fs.delete(folder, true);
    fs.mkdirs(folder);
    JsonFile.write(fs, new Path(folder, PLAN), plan);
    return Optional.empty();
  }

  /** Whether the folder is absent, empty, or holds a dataset that was begun. */
  private boolean isOurs() throws IOException {
    FileStatus[] children;
    try {
      children = fs.listStatus(folder);
    } catch (FileNotFoundException e) {
      return true;
    }
    return children.length == 0
        || fs.exists(new Path(folder, PLAN))
        || fs.exists(DatasetLayout.document(folder));
  }

  /** The plan of a begun folder. */
  static PackPlan plan(Configuration conf, Path folder) throws IOException {
    FileSystem fs = folder.getFileSystem(conf);
    try (InputStream in = fs.open(new Path(folder, PLAN))) {
      return JsonFile.MAPPER.readValue(in, PackPlan.class);
    }
  }

  /**
   * A name for a job's output within the folder, never used before: a job of an earlier attempt
   * that still runs cannot meddle.
   */
  Path newAttempt() {
    return new Path(folder, ATTEMPT + UUID.randomUUID());
  }

  /** Takes what a job has written for the dataset. */
  void adopt(Path attempt) throws IOException {
    for (FileStatus written : fs.listStatus(attempt)) {
      JsonFile.rename(fs, written.getPath(), new Path(folder, written.getPath().getName()));
    }
  }

  /** Marks the dataset as complete, if its input is still what it was. */
  private Dataset finish(PackPlan plan) throws IOException {
    plan.checkInputsUnchanged(conf);
    for (FileStatus child : fs.listStatus(folder)) {
      if (child.getPath().getName().startsWith(ATTEMPT)) {
        fs.delete(child.getPath(), true);
      }
    }
    fs.delete(new Path(folder, PLAN), false);
    fs.create(DatasetLayout.success(folder), true).close();
    return Dataset.open(conf, folder);
  }

  /** Deletes what was begun. */
  private void abandon() throws IOException {
    fs.delete(folder, true);
  }
}
