package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.state.State;
import org.trainyard.formats.state.StateFiles;
import org.trainyard.mapreduce.iteration.Step;

/** The finished iterations of a run. What has no marker is not there. */
public final class Checkpoints {
  private final FileSystem fs;
  private final RunLayout layout;

  /** Of the run with this layout. */
  public Checkpoints(Configuration conf, RunLayout layout) throws IOException {
    this.fs = layout.run().getFileSystem(conf);
    this.layout = layout;
  }

  /** Number of the last finished iteration, if any is. */
  public OptionalInt lastFinished() throws IOException {
    if (!fs.exists(layout.iterations())) {
      return OptionalInt.empty();
    }
    OptionalInt last = OptionalInt.empty();
    for (FileStatus folder : fs.listStatus(layout.iterations())) {
      int k = Integer.parseInt(folder.getPath().getName());
      if (fs.exists(layout.iterationSuccess(k)) && k > last.orElse(-1)) {
        last = OptionalInt.of(k);
      }
    }
    return last;
  }

  /** The state after a finished iteration. */
  public State read(int k) throws IOException {
    return Step.read(fs, layout.state(k));
  }

  /** What the finished iterations from {@code first} on did, in order. */
  public List<IterationDocument> documents(int first) throws IOException {
    List<IterationDocument> documents = new ArrayList<>();
    int last = lastFinished().orElse(-1);
    for (int k = Math.max(first, 1); k <= last; k++) {
      documents.add(
          JsonFile.read(fs, layout.stats(k), IterationDocument.class, IterationDocument.VERSION));
    }
    return documents;
  }

  /** Writes a step's result into the folder of iteration {@code k}, whole or not at all. */
  public void write(int k, Step step) throws IOException {
    Path temporary = new Path(layout.iteration(k), ".state." + UUID.randomUUID());
    step.write(fs, temporary);
    if (fs.exists(layout.state(k))) {
      fs.delete(layout.state(k), true);
    }
    JsonFile.rename(fs, temporary, layout.state(k));
  }

  /**
   * A state on the heap that will be written as that of iteration {@code k}, as one that was: with
   * it the next iteration can begin.
   */
  public State placed(int k, State next) {
    return StateFiles.placed(fs, layout.state(k), next);
  }

  /** Marks iteration {@code k} as finished. */
  public void finish(int k, IterationDocument document) throws IOException {
    if (document != null) {
      JsonFile.write(fs, layout.stats(k), document);
    }
    JsonFile.write(fs, layout.iterationSuccess(k), Map.of("formatVersion", 1, "iteration", k));
  }

  /**
   * Lets go of what the states before {@code now} have in large files, but for the last of them and
   * for what {@code now} or that one still read: of the others their small files stay.
   *
   * @param now the state of the last finished iteration, as it was read
   */
  public void release(State now) throws IOException {
    int old = now.iteration() - 2;
    Set<Path> needed = StateFiles.largeFiles(now);
    if (old < 0 || needed.isEmpty()) {
      return;
    }
    Set<Path> files = StateFiles.largeFiles(read(old));
    files.removeAll(needed);
    files.removeAll(StateFiles.largeFiles(read(old + 1)));
    for (Path file : files) {
      fs.delete(file, false);
    }
  }

  /** Deletes what an unfinished iteration left. */
  public void discard(int k) throws IOException {
    if (fs.exists(layout.iterationSuccess(k))) {
      throw new IllegalStateException(
          "Iteration " + k + " of " + layout.run() + " is finished and is never redone");
    }
    if (fs.exists(layout.iteration(k)) && !fs.delete(layout.iteration(k), true)) {
      throw new IOException("Cannot delete the unfinished " + layout.iteration(k));
    }
  }
}
