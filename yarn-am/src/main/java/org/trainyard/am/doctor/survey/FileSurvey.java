package org.trainyard.am.doctor.survey;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.QuotaUsage;
import org.apache.hadoop.fs.RemoteIterator;
import org.trainyard.am.outcome.Failure;
import org.trainyard.formats.run.RunLayout;

/** Looks at file systems by using them: reads a byte of the input, writes a file and deletes it. */
public final class FileSurvey {
  /** Beyond so many files it is clear enough that there are many. */
  private static final int MOST_FILES = 100_000;

  /** Elsewhere there are no quotas, and the question would walk through every folder. */
  private static final Set<String> WITH_QUOTAS = Set.of("hdfs", "webhdfs", "swebhdfs");

  private static final byte[] WORD = "trainyard doctor".getBytes(StandardCharsets.UTF_8);

  private final Configuration conf;

  /** With the client's configuration. */
  public FileSurvey(Configuration conf) {
    this.conf = conf;
  }

  /** Asks a file system for its root; how long the answer took. */
  public Duration reach(Path any) throws IOException {
    FileSystem fs = any.getFileSystem(conf);
    Instant before = Instant.now();
    fs.getFileStatus(new Path("/"));
    return Duration.between(before, Instant.now());
  }

  /** Finds, counts and opens an input. */
  public InputSeen input(String option, Path path) throws IOException {
    FileSystem fs = path.getFileSystem(conf);
    String name = fs.makeQualified(path).toString();
    FileStatus[] found = fs.globStatus(path);
    if (found == null || found.length == 0) {
      return new InputSeen(option, name, 0, 0, "");
    }
    List<FileStatus> files = new ArrayList<>();
    try {
      for (FileStatus each : found) {
        collect(fs, each, files);
      }
      for (FileStatus file : files) {
        if (file.getLen() > 0) {
          open(fs, file.getPath());
          break;
        }
      }
    } catch (IOException e) {
      return new InputSeen(option, name, files.size(), bytes(files), Failure.of(e).sentence());
    }
    return new InputSeen(option, name, files.size(), bytes(files), "");
  }

  private static void collect(FileSystem fs, FileStatus status, List<FileStatus> files)
      throws IOException {
    if (status.isFile()) {
      files.add(status);
      return;
    }
    RemoteIterator<LocatedFileStatus> below = fs.listFiles(status.getPath(), true);
    while (below.hasNext() && files.size() < MOST_FILES) {
      FileStatus file = below.next();
      String name = file.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        files.add(file);
      }
    }
  }

  private static long bytes(List<FileStatus> files) {
    return files.stream().mapToLong(FileStatus::getLen).sum();
  }

  private static void open(FileSystem fs, Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      if (in.read() < 0) {
        throw new IOException(file + " ends before its first byte");
      }
    }
  }

  /** Looks at the folder of a run, and writes beside where it will be. */
  public OutputSeen output(Path path) throws IOException {
    FileSystem fs = path.getFileSystem(conf);
    Path folder = fs.makeQualified(path);
    Path nearest = folder;
    while (nearest.getParent() != null && !fs.exists(nearest)) {
      nearest = nearest.getParent();
    }
    OutputSeen.State state = state(fs, folder);
    if (state == OutputSeen.State.FOREIGN) {
      nearest = fs.getFileStatus(nearest).isFile() ? nearest.getParent() : nearest;
    }
    String problem = "";
    Optional<Duration> ahead = Optional.empty();
    try {
      ahead = Optional.of(write(fs, nearest));
    } catch (IOException e) {
      problem = Failure.of(e).sentence();
    }
    return new OutputSeen(
        folder.toString(),
        state,
        nearest.toString(),
        problem,
        ahead,
        fs.getStatus(nearest).getRemaining(),
        quotas(fs, nearest));
  }

  private static OutputSeen.State state(FileSystem fs, Path folder) throws IOException {
    if (fs.exists(new RunLayout(folder).runDocument())) {
      return OutputSeen.State.RUN;
    }
    boolean free =
        !fs.exists(folder)
            || (fs.getFileStatus(folder).isDirectory() && fs.listStatus(folder).length == 0);
    return free ? OutputSeen.State.NEW : OutputSeen.State.FOREIGN;
  }

  /** Writes, reads and deletes a file; how much the file system's clock is before ours. */
  private static Duration write(FileSystem fs, Path folder) throws IOException {
    Path file = new Path(folder, ".trainyard-doctor-" + UUID.randomUUID());
    Instant before = Instant.now();
    try {
      try (OutputStream out = fs.create(file, false)) {
        out.write(WORD);
      }
      Instant after = Instant.now();
      open(fs, file);
      Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
      long written = fs.getFileStatus(file).getModificationTime();
      return Duration.between(middle, Instant.ofEpochMilli(written));
    } finally {
      fs.delete(file, false);
    }
  }

  private static List<OutputSeen.Quota> quotas(FileSystem fs, Path nearest) throws IOException {
    List<OutputSeen.Quota> quotas = new ArrayList<>();
    if (!WITH_QUOTAS.contains(fs.getUri().getScheme())) {
      return quotas;
    }
    for (Path folder = nearest; folder != null; folder = folder.getParent()) {
      try {
        QuotaUsage usage = fs.getQuotaUsage(folder);
        long names =
            usage.getQuota() < 0
                ? -1
                : Math.max(0, usage.getQuota() - usage.getFileAndDirectoryCount());
        long space =
            usage.getSpaceQuota() < 0
                ? -1
                : Math.max(0, usage.getSpaceQuota() - usage.getSpaceConsumed());
        if (names >= 0 || space >= 0) {
          quotas.add(new OutputSeen.Quota(folder.toString(), names, space));
        }
      } catch (IOException | UnsupportedOperationException e) {
        // Folders above the user's own may be closed to questions; what they limit shows elsewhere.
        continue;
      }
    }
    return quotas;
  }
}
