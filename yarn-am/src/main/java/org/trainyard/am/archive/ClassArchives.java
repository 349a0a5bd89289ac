package org.trainyard.am.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.util.VersionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.mapreduce.engine.StoppedException;

/**
 * The archive for the node that this process runs on and all that are installed like it: found, or
 * made by the first application that misses it. A matter of speed only: whatever goes wrong, there
 * is none, and it is not tried again while the word of the failure lies there.
 */
public final class ClassArchives {
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchives.class);

  private final Configuration conf;
  private final Submission submission;

  /** Prepares a job, submits it, and waits until it has ended well. */
  @FunctionalInterface
  public interface Submission {
    /** Fails if the job does. */
    void run(Job job) throws IOException, InterruptedException;
  }

  /** For a process in a container. */
  public ClassArchives(Configuration conf, Submission submission) {
    this.conf = conf;
    this.submission = submission;
  }

  /** The archive, if one is configured and can be had. */
  public Optional<ClassArchive> ready() throws InterruptedException {
    String configured = YarnKeys.CLASS_ARCHIVE_DIR.get(conf::get);
    if (configured == null) {
      return Optional.empty();
    }
    try {
      List<String> jars =
          ClassPathJars.of(
              System.getProperty("java.class.path"), java.nio.file.Path.of("").toAbsolutePath());
      if (jars.isEmpty()) {
        LOG.info("No class archive: this cluster's jars have no fixed place on the nodes");
        return Optional.empty();
      }
      Path parent = new Path(configured);
      String name =
          ClassArchive.prefix() + Runtime.version() + "-" + ClassPathJars.fingerprint(jars);
      FileSystem fs = parent.getFileSystem(conf);
      Path failed = new Path(parent, name + ".failed");
      Path folder = new Path(parent, name);
      if (!fs.exists(folder) && !fs.exists(failed)) {
        LOG.info("Making the class archive {} for Hadoop {}", folder, VersionInfo.getVersion());
        make(fs, folder, failed);
      }
      return ClassArchive.in(conf, parent, name);
    } catch (IOException e) {
      LOG.warn("No class archive: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void make(FileSystem fs, Path folder, Path failed)
      throws IOException, InterruptedException {
    Path hidden = new Path(folder.getParent(), "." + folder.getName() + "." + UUID.randomUUID());
    Path input = new Path(hidden, "one-line.txt");
    try {
      fs.mkdirs(hidden);
      submission.run(ClassArchiveJob.create(conf, hidden, input));
      fs.delete(input, false);
      // Had another application come first, the name would be taken, and its archive as good.
      if (!fs.exists(folder) && fs.rename(hidden, folder)) {
        fs.delete(new Path(folder, hidden.getName()), true);
      }
    } catch (StoppedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      LOG.warn("The class archive could not be made", e);
      try (OutputStream out = fs.create(failed, true)) {
        out.write(
            ("Not tried again while this file is here: " + e.getMessage() + "\n")
                .getBytes(StandardCharsets.UTF_8));
      }
    } finally {
      fs.delete(hidden, true);
    }
  }
}
