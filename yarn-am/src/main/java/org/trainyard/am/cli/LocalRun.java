package org.trainyard.am.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.client.StopFile;
import org.trainyard.am.cluster.RunBusyException;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.page.KeptPage;
import org.trainyard.am.recording.Driver;
import org.trainyard.am.recording.EndNotification;
import org.trainyard.am.recording.RunRecording;
import org.trainyard.am.view.Eta;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.engine.LocalRunner;
import org.trainyard.mapreduce.engine.RunOutcome;
import org.trainyard.mapreduce.engine.TrainingRun;
import org.trainyard.mapreduce.pack.LocalPacker;
import org.trainyard.mapreduce.publish.Publication;

/** A run in this process. */
final class LocalRun {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);

  private final Invocation call;
  private final RunDirectory directory;
  private final RunDocument run;

  LocalRun(Invocation call, RunDirectory directory, RunDocument run) {
    this.call = call;
    this.directory = directory;
    this.run = run;
  }

  RunEnd execute() throws IOException, InterruptedException {
    refuseIfLive();
    Configuration conf = call.conf();
    FileSystem fs = directory.layout().run().getFileSystem(conf);
    directory.forgetStop();
    Eta eta =
        new Eta(
            TrainingKeys.MAX_ITERATIONS.get(call.settings()),
            TrainingKeys.TIME_LIMIT.get(call.settings()));
    directory.iterations().forEach(eta::finished);
    int threads = threads();
    RunReporter reporter = new RunReporter(call.terminal(), eta);
    EndNotification.Status status = EndNotification.Status.FAILED;
    LiveScreen screen = LiveScreen.begin(call, directory.layout().run(), reporter);
    RunRecording recording =
        RunRecording.of(conf, directory, run, Driver.here("local", Program.version()));
    try {
      RunOutcome outcome =
          recording.record(
              reporter,
              cause -> RunRecording.Ending.of(cause, RunEvent.End.FAILED),
              recorder ->
                  new TrainingRun(
                          conf,
                          directory.layout().run(),
                          new LocalPacker(conf, threads),
                          new LocalRunner(threads),
                          new StopFile(fs, directory.layout().stop(), Clock.systemUTC()),
                          recorder)
                      .execute());
      boolean published = directory.finished();
      status = published ? EndNotification.Status.SUCCEEDED : EndNotification.Status.KILLED;
      return published
          ? RunEnd.published(Publication.read(fs, directory.layout()))
          : RunEnd.of(outcome);
    } finally {
      screen.close();
      keepPage(fs, recording);
      EndNotification.of(call.settings())
          .tell(
              new EndNotification.Ending(
                  run.runId(), status, run.runId(), directory.layout().run().toString()));
    }
  }

  /** A run whose page cannot be written is still a run. */
  private void keepPage(FileSystem fs, RunRecording recording) {
    try {
      KeptPage.write(fs, directory.layout().page(), recording.facts().snapshot());
    } catch (IOException | RuntimeException e) {
      LOG.warn("The run's page could not be kept in {}", directory.layout().page(), e);
    }
  }

  private int threads() {
    int asked = call.get(YarnKeys.THREADS).intValue();
    return asked == 0 ? Runtime.getRuntime().availableProcessors() : asked;
  }

  /** A run that an application drove may still be driven by one. */
  private void refuseIfLive() throws IOException {
    Optional<ApplicationId> live = new LiveRun(call.conf(), directory, run).application();
    if (live.isPresent()) {
      throw new RunBusyException(
          "The run "
              + directory.layout().run()
              + " is driven by "
              + live.get()
              + "; stop it first (trainyard stop), or attach to it (--engine chained)");
    }
  }
}
