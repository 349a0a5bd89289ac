package org.trainyard.am.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.mapreduce.engine.StopSignal;

/**
 * A person's wish that the run stops: a file in the run's directory, looked for at most once in a
 * second. Thread-safe: the local engine's threads ask too.
 */
public final class StopFile implements StopSignal {
  private static final Logger LOG = LoggerFactory.getLogger(StopFile.class);
  private static final long INTERVAL_MS = Duration.ofSeconds(1).toMillis();

  private final FileSystem fs;
  private final Path file;
  private final Clock clock;
  private final AtomicLong nextLookMs = new AtomicLong(Long.MIN_VALUE);
  private volatile String found;

  /** The file need not be there. */
  public StopFile(FileSystem fs, Path file, Clock clock) {
    this.fs = fs;
    this.file = file;
    this.clock = clock;
  }

  @Override
  public Optional<String> asked() {
    long now = clock.millis();
    long next = nextLookMs.get();
    if (found == null && now >= next && nextLookMs.compareAndSet(next, now + INTERVAL_MS)) {
      look();
    }
    return Optional.ofNullable(found);
  }

  private void look() {
    try {
      if (fs.exists(file)) {
        try (InputStream in = fs.open(file)) {
          String who = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
          found = who.isEmpty() ? "a person stopped it" : who;
        }
      }
    } catch (IOException e) {
      // A file system that cannot be asked now is asked again; it is no reason to stop.
      LOG.warn("Cannot look for {}: {}", file, e.getMessage());
    }
  }
}
