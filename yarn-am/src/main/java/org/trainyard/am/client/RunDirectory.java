package org.trainyard.am.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.event.EventLogTail;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.publish.Candidates;

/** A run's directory as the client sees it: reads what is finished, asks the run to stop. */
public final class RunDirectory {
  private final FileSystem fs;
  private final RunLayout layout;

  /** Of a run that may or may not be there. */
  public RunDirectory(Configuration conf, Path run) throws IOException {
    this.fs = run.getFileSystem(conf);
    this.layout = new RunLayout(fs.makeQualified(run));
  }

  /** Its paths. */
  public RunLayout layout() {
    return layout;
  }

  /** Whether there is a run. */
  public boolean exists() throws IOException {
    return fs.exists(layout.runDocument());
  }

  /** What was asked for. */
  public RunDocument document() throws IOException {
    if (!exists()) {
      throw new FileNotFoundException(
          "There is no run in " + layout.run() + ": it has no " + layout.runDocument().getName());
    }
    return JsonFile.read(fs, layout.runDocument(), RunDocument.class, RunDocument.VERSION);
  }

  /** Whether the model is published. */
  public boolean finished() throws IOException {
    return fs.exists(layout.modelSuccess());
  }

  /** Why the run ended and what came out; none before it is finished. */
  public Optional<JsonNode> summary() throws IOException {
    if (!finished()) {
      return Optional.empty();
    }
    try (InputStream in = fs.open(layout.summary())) {
      return Optional.of(JsonFile.MAPPER.readTree(in));
    }
  }

  /** All configurations of a finished run. */
  public Candidates candidates() throws IOException {
    return JsonFile.read(fs, layout.candidates(), Candidates.class, Candidates.VERSION);
  }

  /** Iteration {@code k} if it is finished. */
  public Optional<IterationDocument> iteration(int k) throws IOException {
    if (!fs.exists(layout.iterationSuccess(k))) {
      return Optional.empty();
    }
    return Optional.of(
        JsonFile.read(fs, layout.stats(k), IterationDocument.class, IterationDocument.VERSION));
  }

  /** The number of the last finished iteration; 0 when there is none. */
  public int lastIteration() throws IOException {
    if (!fs.exists(layout.iterations())) {
      return 0;
    }
    int last = 0;
    for (FileStatus folder : fs.listStatus(layout.iterations())) {
      String name = folder.getPath().getName();
      if (name.matches("\\d+") && fs.exists(new Path(folder.getPath(), RunLayout.SUCCESS))) {
        last = Math.max(last, Integer.parseInt(name));
      }
    }
    return last;
  }

  /** The finished iterations from 1, in order. */
  public List<IterationDocument> iterations() throws IOException {
    List<IterationDocument> finished = new ArrayList<>();
    int last = lastIteration();
    for (int k = 1; k <= last; k++) {
      iteration(k).ifPresent(finished::add);
    }
    return finished;
  }

  /** The application that drives the run or drove it last; none if no cluster ever did. */
  public Optional<ApplicationRecord> application() throws IOException {
    if (!fs.exists(layout.application())) {
      return Optional.empty();
    }
    return Optional.of(
        JsonFile.read(
            fs, layout.application(), ApplicationRecord.class, ApplicationRecord.VERSION));
  }

  /** The run's event logs, from their beginning. */
  public EventLogTail events() {
    return new EventLogTail(fs, layout.events());
  }

  /** Records the application that drives the run now. */
  public void record(ApplicationRecord application) throws IOException {
    JsonFile.write(fs, layout.application(), application);
  }

  /**
   * Asks the run to stop after its current iteration and to keep what it has. The wish is there
   * with who has it, or not at all: a run that saw an empty one would not know whom to name. Who
   * asks again changes nothing.
   */
  public void askToStop(String who) throws IOException {
    Path wish = layout.stop().suffix("." + UUID.randomUUID());
    try (OutputStream out = fs.create(wish, false)) {
      out.write(who.getBytes(StandardCharsets.UTF_8));
    }
    if (!fs.rename(wish, layout.stop())) {
      fs.delete(wish, false);
      if (!fs.exists(layout.stop())) {
        throw new IOException("Cannot rename " + wish + " to " + layout.stop());
      }
    }
  }

  /** Withdraws a wish to stop that an earlier application did not see. */
  public void forgetStop() throws IOException {
    fs.delete(layout.stop(), false);
  }
}
