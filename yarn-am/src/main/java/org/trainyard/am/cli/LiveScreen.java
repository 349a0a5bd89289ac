package org.trainyard.am.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.facts.RunFactsReader;
import org.trainyard.am.view.LiveFrame;
import org.trainyard.am.view.Look;

/**
 * Keeps a few lines at the bottom of a person's terminal up to date while a run goes on: reads the
 * run's folder once a second, on a thread of its own, wherever the run is driven. Does nothing
 * where nobody looks.
 */
final class LiveScreen implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveScreen.class);
  private static final long INTERVAL_MS = 1000;

  private final Terminal terminal;
  private final RunReporter reporter;
  private final RunFactsReader reader;
  private final ScheduledExecutorService thread;

  private LiveScreen(
      Terminal terminal,
      RunReporter reporter,
      RunFactsReader reader,
      ScheduledExecutorService thread) {
    this.terminal = terminal;
    this.reporter = reporter;
    this.reader = reader;
    this.thread = thread;
  }

  /** Begins, where a person looks. */
  static LiveScreen begin(Invocation call, Path run, RunReporter reporter) throws IOException {
    if (call.terminal().mode() != Terminal.Mode.INTERACTIVE) {
      return new LiveScreen(call.terminal(), reporter, null, null);
    }
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread daemon = new Thread(work, "live view");
              daemon.setDaemon(true);
              return daemon;
            });
    LiveScreen screen =
        new LiveScreen(call.terminal(), reporter, new RunFactsReader(call.conf(), run), thread);
    thread.scheduleWithFixedDelay(screen::draw, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    return screen;
  }

  private void draw() {
    try {
      RunFacts facts = reader.read(System.currentTimeMillis());
      // People resize windows, and what is to be taken back was wrapped with them.
      TerminalSize size = TerminalSize.ask();
      terminal.resized(size.columns());
      Look look = terminal.look(size.columns());
      List<String> lines = LiveFrame.of(facts, reporter.doing(), reporter.fraction(), look);
      // A block that is taller than the screen could not be taken back.
      terminal.panel(lines.size() < size.rows() ? lines : lines.subList(0, 1));
    } catch (IOException | RuntimeException e) {
      LOG.debug("The run's folder cannot be read now", e);
    }
  }

  /** Draws for the last time, and leaves that standing. */
  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    thread.shutdown();
    try {
      if (thread.awaitTermination(INTERVAL_MS, TimeUnit.MILLISECONDS)) {
        draw();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    terminal.keepPanel();
  }
}
