package org.trainyard.am.master;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Register, train, unregister. All state belongs to the thread that calls {@link #run}; used once.
 */
final class ApplicationMaster {
  private static final Logger LOG = LoggerFactory.getLogger(ApplicationMaster.class);

  /** How long the worker may take to let go when the ResourceManager wants this attempt to end. */
  static final Duration GRACE = Duration.ofSeconds(10);

  private final Attempt attempt;
  private final String host;
  private final ResourceManagerLink resourceManager;
  private final TrainingThread worker;
  private final AmEventLoop loop;
  private final ProgressMeter progress;
  private final PageLink page;

  private AmExit exit;
  private Instant leaveAt;

  ApplicationMaster(
      Attempt attempt,
      String host,
      ResourceManagerLink resourceManager,
      TrainingThread worker,
      AmEventLoop loop,
      ProgressMeter progress,
      PageLink page) {
    this.attempt = attempt;
    this.host = host;
    this.resourceManager = resourceManager;
    this.worker = worker;
    this.loop = loop;
    this.progress = progress;
    this.page = page;
  }

  /** Runs this attempt to its end; how it left. */
  AmExit run() throws IOException, YarnException, InterruptedException {
    LOG.info("Attempt {} of at most {} on {}", attempt.number(), attempt.most(), host);
    try {
      resourceManager.register(host, page.address());
      worker.start();
      loop.run(this::handle);
      return leave();
    } finally {
      resourceManager.close();
      page.close();
    }
  }

  /** Takes one event; answers whether there is more to wait for. */
  private boolean handle(AmEvent event) {
    if (event instanceof AmEvent.FractionDone done) {
      progress.running(done.fraction());
    } else if (event instanceof AmEvent.PhaseBegan phase) {
      LOG.info("{}", phase.sentence());
    } else if (event instanceof AmEvent.IterationFinished iteration) {
      progress.finished(iteration.finished().iteration());
      LOG.info(
          "iteration {} took {} s",
          iteration.finished().iteration(),
          iteration.finished().seconds());
    } else if (event instanceof AmEvent.TrainingEnded ended) {
      decide(ExitPolicy.ended(ended.outcome()));
      if (ended.outcome().model() != null) {
        progress.complete();
      }
      return false;
    } else if (event instanceof AmEvent.TrainingFailed failed) {
      if (exit == null) {
        LOG.error("The run failed", failed.cause());
      }
      decide(ExitPolicy.failed(failed.cause(), attempt));
      return false;
    } else if (event instanceof AmEvent.ShutdownRequested) {
      letGo(ExitPolicy.shutDown());
    } else if (event instanceof AmEvent.KillRequested kill) {
      letGo(ExitPolicy.killed(kill.user()));
    } else if (event instanceof AmEvent.LinkFailed lost) {
      LOG.error("The ResourceManager is out of reach", lost.cause());
      letGo(ExitPolicy.linkLost(lost.cause()));
    } else if (event instanceof AmEvent.Tick tick && exit != null) {
      leaveAt = leaveAt == null ? tick.now().plus(GRACE) : leaveAt;
      return tick.now().isBefore(leaveAt);
    }
    return true;
  }

  /** The first cause wins: what follows from letting go does not replace it. */
  private void decide(AmExit decided) {
    if (exit == null) {
      exit = decided;
    }
  }

  private void letGo(AmExit decided) {
    decide(decided);
    worker.interrupt();
  }

  private AmExit leave() throws IOException, YarnException {
    if (exit.unregisters()) {
      LOG.info("The application ends as {}: {}", exit.status(), exit.diagnosis());
      resourceManager.unregister(exit.status(), exit.diagnosis(), page.keep());
    } else {
      LOG.warn("This attempt ends, another one may continue: {}", exit.diagnosis());
    }
    return exit;
  }
}
