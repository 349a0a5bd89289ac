package org.trainyard.am.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.engine.RunOutcome;

/** These events in, these calls out. */
@Timeout(60)
class ApplicationMasterTest {
  private static final RunOutcome CONVERGED =
      new RunOutcome(StopReason.GRADIENT_NORM, "small enough", 2, new Path("/run/model"));

  private final AmEventLoop loop =
      new AmEventLoop(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Duration.ofMillis(1));
  private final ProgressMeter progress = new ProgressMeter(4, 0);
  private final List<String> calls = new ArrayList<>();
  private IOException refusal;

  private final class RecordingLink implements ResourceManagerLink {
    @Override
    public void register(String host, String page) throws IOException {
      if (refusal != null) {
        throw refusal;
      }
      calls.add("register " + host + " " + page);
    }

    @Override
    public void unregister(FinalApplicationStatus status, String diagnosis, String page) {
      calls.add("unregister " + status + ": " + diagnosis + "; " + page);
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  private final class RecordingPage implements PageLink {
    @Override
    public String address() {
      return "http://node7:1";
    }

    @Override
    public String keep() {
      calls.add("keep the page");
      return "http://namenode/page.html";
    }

    @Override
    public void close() {
      calls.add("close the page");
    }
  }

  private AmExit run(Attempt attempt, Training training) throws Exception {
    TrainingThread worker = new TrainingThread(training, loop::post);
    return new ApplicationMaster(
            attempt, "node7", new RecordingLink(), worker, loop, progress, new RecordingPage())
        .run();
  }

  private static IterationDocument iteration(int k) {
    return new IterationDocument(1, k, "chained", null, 0, 1.5, 10, null, null, List.of());
  }

  @Test
  void registersTrainsAndUnregistersOnce() throws Exception {
    AmExit exit =
        run(
            new Attempt(1, 2),
            listener -> {
              listener.phase("packing");
              listener.iteration(iteration(1));
              listener.progress(0.5);
              return CONVERGED;
            });
    assertEquals(ExitCode.DONE, exit.exit());
    assertEquals(
        List.of(
            "register node7 http://node7:1",
            "keep the page",
            "unregister SUCCEEDED: model published after 2 iterations: small enough (exit code 0); http://namenode/page.html",
            "close",
            "close the page"),
        calls);
    assertEquals(1.0, progress.value());
  }

  @Test
  void badDataEndTheApplicationOnTheFirstAttempt() throws Exception {
    AmExit exit =
        run(
            new Attempt(1, 2),
            listener -> {
              throw new BadDataException("part-0, line 5: no label");
            });
    assertEquals(ExitCode.BAD_DATA, exit.exit());
    assertEquals(
        "unregister FAILED: part-0, line 5: no label (exit code 3); http://namenode/page.html",
        calls.get(2));
  }

  @Test
  void aLostJobEndsTheAttemptWithoutAWordSoThatTheNextOneGoesOn() throws Exception {
    AmExit exit =
        run(
            new Attempt(1, 2),
            listener -> {
              throw new IOException("job lost");
            });
    assertEquals(ExitCode.CLUSTER, exit.exit());
    assertFalse(exit.unregisters());
    assertEquals(List.of("register node7 http://node7:1", "close", "close the page"), calls);
  }

  @Test
  void aLostJobOnTheLastAttemptIsTold() throws Exception {
    run(
        new Attempt(2, 2),
        listener -> {
          throw new IOException("job lost");
        });
    assertEquals(
        "unregister FAILED: job lost (exit code 4); http://namenode/page.html", calls.get(2));
  }

  @Test
  void aShutdownInterruptsTheWorkerAndLeavesWithoutAWord() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AmExit exit =
        run(
            new Attempt(1, 2),
            listener -> {
              loop.post(new AmEvent.ShutdownRequested());
              never.await();
              return CONVERGED;
            });
    assertFalse(exit.unregisters());
    assertTrue(exit.diagnosis().contains("asked this attempt to end"), exit.diagnosis());
    assertEquals(List.of("register node7 http://node7:1", "close", "close the page"), calls);
  }

  @Test
  void whoKillsTheRunOnItsPageEndsTheApplicationForGood() throws Exception {
    AmExit exit =
        run(
            new Attempt(1, 2),
            listener -> {
              loop.post(new AmEvent.KillRequested("alice"));
              new CountDownLatch(1).await();
              return CONVERGED;
            });
    assertEquals(FinalApplicationStatus.KILLED, exit.status());
    assertEquals(
        "unregister KILLED: killed by alice on the run's page; the same command goes on"
            + " (exit code 5); http://namenode/page.html",
        calls.get(2));
  }

  @Test
  void aWorkerThatDoesNotLetGoIsLeftBehindAfterAWhile() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AmExit exit =
        run(
            new Attempt(1, 2),
            listener -> {
              loop.post(new AmEvent.ShutdownRequested());
              // Time that passes, as the clock would tell it.
              loop.post(new AmEvent.Tick(Instant.EPOCH));
              loop.post(new AmEvent.Tick(Instant.EPOCH.plus(ApplicationMaster.GRACE)));
              while (end.getCount() > 0) {
                try {
                  end.await();
                } catch (InterruptedException e) {
                  // Stubborn, which is what this is about.
                }
              }
              return CONVERGED;
            });
    end.countDown();
    assertFalse(exit.unregisters());
  }

  @Test
  void theFirstCauseWins() throws Exception {
    AmExit exit =
        run(
            new Attempt(1, 2),
            listener -> {
              loop.post(new AmEvent.LinkFailed(new IOException("no ResourceManager")));
              new CountDownLatch(1).await();
              return CONVERGED;
            });
    assertEquals("no ResourceManager (exit code 4)", exit.diagnosis());
  }

  @Test
  void whoCannotRegisterTrainsNothing() {
    refusal = new IOException("refused");
    List<String> trained = new ArrayList<>();
    assertThrows(
        IOException.class,
        () ->
            run(
                new Attempt(1, 2),
                listener -> {
                  trained.add("trained");
                  return CONVERGED;
                }));
    assertEquals(List.of(), trained);
    assertEquals(List.of("close", "close the page"), calls);
  }

  @Test
  void theModelOfAnIterationCountsAsProgress() throws Exception {
    List<Double> seen = new ArrayList<>();
    run(
        new Attempt(1, 1),
        listener -> {
          listener.iteration(
              new IterationDocument(
                  1,
                  3,
                  "chained",
                  null,
                  0,
                  1,
                  10,
                  null,
                  null,
                  List.of(
                      new IterationDocument.Model(
                          "", 1, 1, 1, new TreeMap<>(), new TreeMap<>(), null))));
          throw new BadDataException("stop here");
        });
    seen.add(progress.value());
    assertEquals(List.of(0.75), seen);
  }
}
