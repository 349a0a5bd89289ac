package org.trainyard.mapreduce.pack;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Why the input of a job cannot be used, as files: one for each task that found a reason, named by
 * its number. The reason of the first task in the order of the input is the one that is told, and
 * later tasks that have not begun need not.
 */
final class PackFailures {
  /** The number of a reason that only the whole has; after all tasks. */
  static final int WHOLE = 999_999_999;

  private static final String FOLDER = "_failures";

  private final FileSystem fs;
  private final Path folder;

  /** Of the job with this output folder. */
  PackFailures(Configuration conf, Path output) throws IOException {
    this.fs = output.getFileSystem(conf);
    this.folder = new Path(output, FOLDER);
  }

  /** Notes a reason; attempts of the same task note the same. */
  void add(int task, String reason) throws IOException {
    Path file = new Path(folder, "%09d".formatted(task));
    try (OutputStream out = fs.create(file, true)) {
      out.write(reason.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Whether an earlier task has a reason. */
  boolean before(int task) throws IOException {
    FileStatus[] files = list();
    return files.length > 0 && Integer.parseInt(files[0].getPath().getName()) < task;
  }

  /** The reason of the first task that has one. */
  Optional<String> first() throws IOException {
    FileStatus[] files = list();
    if (files.length == 0) {
      return Optional.empty();
    }
    try (InputStream in = fs.open(files[0].getPath())) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private FileStatus[] list() throws IOException {
    try {
      FileStatus[] files = fs.listStatus(folder);
      Arrays.sort(files);
      return files;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
