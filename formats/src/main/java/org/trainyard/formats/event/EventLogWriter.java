package org.trainyard.formats.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends events to a file of its own. A run is never held up by it and never fails with it: events
 * wait in a bounded queue for a thread of its own, those that find it full are counted and dropped,
 * and a file system that refuses is told of once in the process's log.
 */
public final class EventLogWriter implements Consumer<RunEvent>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLogWriter.class);

  private static final int QUEUE = 16_384;

  /** After so many failures the log of this writer ends. */
  private static final int MOST_FAILURES = 3;

  /** How long the end of a process may be held up. */
  private static final long FAREWELL_MS = 5000;

  /** Blocks are counted against a space quota in full while a file is open: small ones do. */
  private static final long BLOCK_BYTES = 4 << 20;

  /** How long to wait for an event before looking whether the end was asked for. */
  private static final long LOOK_MS = 200;

  private final FileSystem fs;
  private final Path folder;
  private final String writer;
  private final EventThinning thinning = new EventThinning();
  private final BlockingQueue<RunEvent> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;
  private FSDataOutputStream out;
  private int failures;

  private EventLogWriter(FileSystem fs, Path folder, String writer) {
    this.fs = fs;
    this.folder = folder;
    this.writer = writer;
    this.thread = new Thread(this::loop, "trainyard-events");
    thread.setDaemon(true);
  }

  /**
   * Begins; the file is made with the first event.
   *
   * @param folder of the logs of a run
   * @param writer who writes, in letters, digits and hyphens: part of the file's name
   */
  public static EventLogWriter open(FileSystem fs, Path folder, String writer) {
    // The checksummed local file system shows nothing before 512 bytes are full.
    FileSystem raw = fs instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : fs;
    EventLogWriter log = new EventLogWriter(raw, folder, writer);
    log.thread.start();
    return log;
  }

  /** Adds an event; never blocks. May be called from any thread. */
  @Override
  public void accept(RunEvent event) {
    boolean usual =
        event instanceof RunEvent.TaskEnded task && task.outcome() == RunEvent.Outcome.DONE;
    if (!usual && !queue.offer(event)) {
      dropped.incrementAndGet();
    }
  }

  /** Writes what is left, and waits for that a little. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(FAREWELL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    List<RunEvent> batch = new ArrayList<>();
    try {
      while (true) {
        RunEvent first = queue.poll(closing ? 0 : LOOK_MS, TimeUnit.MILLISECONDS);
        if (first == null && closing) {
          write(thinning.pending());
          return;
        }
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch);
          write(kept(batch));
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private List<RunEvent> kept(List<RunEvent> batch) {
    List<RunEvent> kept = new ArrayList<>();
    batch.forEach(event -> kept.addAll(thinning.keep(event)));
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      kept.add(
          new RunEvent.Said(
              batch.get(0).atMs(),
              RunEvent.Level.WARNING,
              lost + " events came faster than they could be written, and are not in the log"));
    }
    return kept;
  }

  private void write(List<RunEvent> events) {
    if (events.isEmpty() || failures > MOST_FAILURES) {
      return;
    }
    try {
      if (out == null) {
        out = create();
        line(EventCodec.header(writer));
      }
      for (RunEvent event : events) {
        line(EventCodec.line(event));
      }
      out.hflush();
    } catch (IOException | RuntimeException e) {
      failures++;
      LOG.warn("{} event(s) could not be written to {}: {}", events.size(), folder, e.toString());
      end();
    }
  }

  private void line(String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private FSDataOutputStream create() throws IOException {
    String name =
        String.format(
            Locale.ROOT,
            "%013d-%s-%s%s",
            System.currentTimeMillis(),
            writer,
            UUID.randomUUID().toString().substring(0, 8),
            EventLogTail.SUFFIX);
    Path file = new Path(folder, name);
    int buffer = fs.getConf().getInt("io.file.buffer.size", 4096);
    long block = fs.getDefaultBlockSize(file);
    try {
      return fs.create(
          file, false, buffer, fs.getDefaultReplication(file), Math.min(block, BLOCK_BYTES));
    } catch (IOException e) {
      LOG.info("No file of small blocks: {}", e.getMessage());
      return fs.create(file, false, buffer, fs.getDefaultReplication(file), block);
    }
  }

  private void end() {
    if (out != null) {
      try {
        out.close();
      } catch (IOException | RuntimeException e) {
        LOG.info("The event log could not be closed: {}", e.toString());
      }
      out = null;
    }
  }
}
