package org.trainyard.formats.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.formats.vector.CorruptFileException;

/**
 * Reads the logs of a run, from the beginning and then what is new, in the order of the writers. A
 * last line without its end is not there yet; one that is no event is skipped and counted. Not
 * thread-safe.
 */
public final class EventLogTail {
  private static final Logger LOG = LoggerFactory.getLogger(EventLogTail.class);

  static final String SUFFIX = ".jsonl";

  private final FileSystem fs;
  private final Path folder;
  private final SortedMap<String, Long> read = new TreeMap<>();
  private int unreadable;

  /** Of the folder of a run's logs, which need not be there. */
  public EventLogTail(FileSystem fs, Path folder) {
    this.fs = fs instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : fs;
    this.folder = folder;
  }

  /** All events of a run. */
  public static List<RunEvent> readAll(FileSystem fs, Path folder) throws IOException {
    return new EventLogTail(fs, folder).next();
  }

  /**
   * The events that were added since the last call.
   *
   * @throws CorruptFileException if a log has a format version that this build does not read
   */
  public List<RunEvent> next() throws IOException {
    List<RunEvent> events = new ArrayList<>();
    if (!fs.exists(folder)) {
      return events;
    }
    FileStatus[] files = fs.listStatus(folder, path -> path.getName().endsWith(SUFFIX));
    Arrays.sort(files, Comparator.comparing(file -> file.getPath().getName()));
    for (FileStatus file : files) {
      try {
        read(file.getPath(), events);
      } catch (CorruptFileException e) {
        throw e;
      } catch (IOException e) {
        // The end of a file that is being written may be out of reach for a moment.
        LOG.info("Cannot read {} now: {}", file.getPath(), e.toString());
      }
    }
    return events;
  }

  /** Lines that were no events so far. */
  public int unreadable() {
    return unreadable;
  }

  private void read(Path file, List<RunEvent> events) throws IOException {
    long from = read.getOrDefault(file.getName(), 0L);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    // A file that is being written is longer than its status says: read until there is no more.
    try (FSDataInputStream in = fs.open(file)) {
      if (from > 0) {
        in.seek(from);
      }
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        for (int b = 0; b < n; b++) {
          if (buffer[b] != '\n') {
            line.write(buffer[b]);
            continue;
          }
          from += line.size() + 1L;
          parse(file, line.toString(StandardCharsets.UTF_8), events);
          line.reset();
        }
      }
    }
    read.put(file.getName(), from);
  }

  private void parse(Path file, String line, List<RunEvent> events) throws IOException {
    try {
      EventCodec.parse(line).ifPresent(events::add);
    } catch (CorruptFileException e) {
      if (line.contains("\"formatVersion\"")) {
        throw new CorruptFileException("Cannot read " + file + ": " + e.getMessage(), e);
      }
      unreadable++;
    }
  }
}
