package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunLayout;

/**
 * The note, in the run's folder, of a job that is got ready: where Hadoop has staged its files. It
 * is there from when the job is held until it is submitted or given up. Whoever finds it later
 * knows that a driver was killed in between, and takes away what nobody else will.
 */
final class StagedNote {
  private static final int VERSION = 1;

  private static final Pattern JOB = Pattern.compile("job_\\w+_\\d+");

  private static final Logger LOG = LoggerFactory.getLogger(StagedNote.class);

  /** Whether the job of an iteration is alive. */
  @FunctionalInterface
  interface Alive {
    boolean is(int iteration) throws IOException;
  }

  /**
   * What the note says.
   *
   * @param formatVersion of the note
   * @param iteration whose job is got ready
   * @param staging Hadoop's folder for that job
   */
  private record Content(int formatVersion, int iteration, String staging) {}

  private final Configuration conf;
  private final Path file;

  /** Of the run with this layout. */
  StagedNote(Configuration conf, RunLayout layout) {
    this.conf = conf;
    this.file = layout.nextJob();
  }

  /** Writes it. */
  void write(int iteration, Path staging) throws IOException {
    JsonFile.write(
        file.getFileSystem(conf), file, new Content(VERSION, iteration, staging.toString()));
  }

  /** Takes it away. One that stays is read by the next driver, and does no harm. */
  void clear() {
    try {
      file.getFileSystem(conf).delete(file, false);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}: {}", file, e.getMessage());
    }
  }

  /**
   * Deletes the staging folder that a killed driver left, if there is one and its job is not alive:
   * then it was never submitted. A matter of tidiness: never fails.
   */
  void sweep(Alive alive) {
    try {
      FileSystem fs = file.getFileSystem(conf);
      if (!fs.exists(file)) {
        return;
      }
      Content content = JsonFile.read(fs, file, Content.class, VERSION);
      Path staging = new Path(content.staging());
      if (isStaging(staging) && !alive.is(content.iteration())) {
        LOG.info("Deleting {}, which a killed driver left", staging);
        staging.getFileSystem(conf).delete(staging, true);
      }
      clear();
    } catch (IOException e) {
      LOG.warn("Cannot take away what {} tells of: {}", file, e.getMessage());
    }
  }

  /** Only what looks like Hadoop's folder for a job is deleted, whatever a file says. */
  private static boolean isStaging(Path folder) {
    return JOB.matcher(folder.getName()).matches()
        && ".staging".equals(folder.getParent().getName());
  }
}
