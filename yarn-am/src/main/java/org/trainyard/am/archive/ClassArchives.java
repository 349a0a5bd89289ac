package org.trainyard.am.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.config.YarnKeys;

/**
 * The archive for the node that this process runs on and all that are installed like it: found, or
 * ordered by the first run that misses it. The order is a job of its own, which takes processors
 * from what runs beside it: a chain of jobs orders with its second one, for those that follow gain
 * by it, and any other run when it is over. Nobody waits for it: what starts before it is ready
 * starts without. A matter of speed only: whatever goes wrong, there is none, and it is not tried
 * again while the word of the failure lies there. Belongs to one thread at a time.
 */
public final class ClassArchives {
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchives.class);

  /** An order that is older was given up by whoever was to carry it out. */
  private static final Duration STALE = Duration.ofMinutes(15);

  /** One job packs; where a second one comes, more will follow. */
  private static final int CHAIN = 2;

  private final Configuration conf;
  private final Clock clock;
  private final Submission submission;
  private final Place place;
  private Optional<ClassArchive> found = Optional.empty();
  private int jobsWithout;

  /** Submits a job and does not wait for its end. */
  @FunctionalInterface
  public interface Submission {
    /** Fails if the job is refused. */
    void submit(Job job) throws IOException, InterruptedException;
  }

  /** Where archives lie, and the name of the one that fits. */
  private record Place(Path parent, String name) {
    Path folder() {
      return new Path(parent, name);
    }

    Path failed() {
      return new Path(parent, name + ClassArchiveJob.FAILED);
    }

    Path order() {
      return new Path(parent, name + ClassArchiveJob.ORDER);
    }
  }

  /** For a process in a container. */
  public ClassArchives(Configuration conf, Clock clock, Submission submission) {
    this.conf = conf;
    this.clock = clock;
    this.submission = submission;
    this.place = place(conf);
  }

  private static Place place(Configuration conf) {
    String configured = YarnKeys.CLASS_ARCHIVE_DIR.get(conf::get);
    if (configured == null) {
      return null;
    }
    try {
      List<String> jars =
          ClassPathJars.of(
              System.getProperty("java.class.path"), java.nio.file.Path.of("").toAbsolutePath());
      if (!jars.isEmpty()) {
        return new Place(
            new Path(configured),
            ClassArchive.prefix() + Runtime.version() + "-" + ClassPathJars.fingerprint(jars));
      }
      LOG.info("No class archive: this cluster's jars have no fixed place on the nodes");
    } catch (IOException e) {
      LOG.warn("No class archive: {}", e.getMessage());
    }
    return null;
  }

  /** The archive for the run's next job, if it is ready. */
  public Optional<ClassArchive> forJob() {
    Optional<ClassArchive> ready = now();
    if (ready.isEmpty() && ++jobsWithout == CHAIN) {
      orderUnlessThere();
    }
    return ready;
  }

  /** The run is over and leaves the processors to others: sees to it that they have an archive. */
  public void afterTheRun() {
    orderUnlessThere();
  }

  private Optional<ClassArchive> now() {
    if (found.isEmpty() && place != null) {
      try {
        found = ClassArchive.in(conf, place.parent(), place.name());
      } catch (IOException e) {
        LOG.warn("No class archive: {}", e.getMessage());
      }
    }
    return found;
  }

  private void orderUnlessThere() {
    if (place != null && now().isEmpty()) {
      try {
        order();
      } catch (InterruptedException e) {
        // The run is to let go: its next step hears of it.
        Thread.currentThread().interrupt();
      } catch (IOException | RuntimeException e) {
        LOG.warn("No class archive: {}", e.getMessage());
      }
    }
  }

  private void order() throws IOException, InterruptedException {
    FileSystem fs = place.parent().getFileSystem(conf);
    if (fs.exists(place.folder()) || fs.exists(place.failed()) || !placeOrder(fs)) {
      return;
    }
    LOG.info("Ordered the class archive {}", place.folder());
    try {
      submission.submit(ClassArchiveJob.create(conf, place.folder(), place.order()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      fs.delete(place.order(), false);
      throw e;
    }
  }

  /** Whether the order is ours to give: not if another application gave it and it is not old. */
  private boolean placeOrder(FileSystem fs) throws IOException {
    if (fs.exists(place.order())) {
      long age = clock.millis() - fs.getFileStatus(place.order()).getModificationTime();
      if (age < STALE.toMillis()) {
        return false;
      }
      fs.delete(place.order(), false);
    }
    try (OutputStream out = fs.create(place.order(), false)) {
      out.write("one line\n".getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
