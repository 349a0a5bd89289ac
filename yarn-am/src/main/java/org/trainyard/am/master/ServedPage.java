package org.trainyard.am.master;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.ApplicationConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.page.KeptAddress;
import org.trainyard.am.page.KeptPage;
import org.trainyard.am.page.PageServer;
import org.trainyard.am.page.PageSite;
import org.trainyard.am.page.RunActions;

/**
 * The page, served by this process and kept as a file at the end. What goes wrong with it is
 * logged: a run without a page is still a run.
 */
final class ServedPage implements PageLink {
  private static final Logger LOG = LoggerFactory.getLogger(ServedPage.class);

  /** A file system that does not answer must not hold up the word that the run has ended. */
  private static final long KEEP_SECONDS = 30;

  private final Configuration conf;
  private final Path file;
  private final Supplier<RunFacts> facts;
  private final PageServer server;
  private final String address;

  /**
   * Starts serving.
   *
   * @param file where the page is kept
   * @param actions what its buttons do
   */
  ServedPage(
      Configuration conf,
      AmEnvironment environment,
      Path file,
      Supplier<RunFacts> facts,
      RunActions actions) {
    this.conf = conf;
    this.file = file;
    this.facts = facts;
    PageServer started = null;
    try {
      String base = System.getenv(ApplicationConstants.APPLICATION_WEB_PROXY_BASE_ENV);
      started =
          PageServer.start(
              conf, PageSite.of(conf, environment.user(), base, facts, actions), System.getenv());
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.warn("The run's page cannot be served; the run goes on without it", e);
    }
    this.server = started;
    this.address = started == null ? "" : started.address(environment.host());
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public String keep() {
    FutureTask<String> writing =
        new FutureTask<>(
            () -> {
              KeptPage.write(file.getFileSystem(conf), file, facts.get());
              LOG.info("The run's page is kept in {}", file);
              return KeptAddress.of(conf, file).orElse("");
            });
    Thread thread = new Thread(writing, "keep-page");
    thread.setDaemon(true);
    thread.start();
    try {
      return writing.get(KEEP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.warn("The run's page could not be kept in {}", file, e.getCause());
    } catch (TimeoutException e) {
      LOG.warn("The run's page could not be kept in {} within {} s", file, KEEP_SECONDS);
    }
    return "";
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
