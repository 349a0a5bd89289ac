package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.client.PatientPause;
import org.trainyard.am.client.RunClient;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.client.RunWatch;
import org.trainyard.am.client.SubmissionSpec;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.GpuSupply;
import org.trainyard.am.cluster.YarnClusterLink;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.container.GpuPolicy;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.view.Eta;
import org.trainyard.am.view.IterationLine;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;
import org.trainyard.mapreduce.publish.Publication;

/** A run on the cluster, as {@code train} sees it: attached to, or submitted, and then watched. */
final class ClusterRun {
  private final Invocation call;
  private final RunDirectory directory;
  private final RunDocument run;

  ClusterRun(Invocation call, RunDirectory directory, RunDocument run) {
    this.call = call;
    this.directory = directory;
    this.run = run;
  }

  /** Sees to it that an application drives the run, and leaves it alone. */
  ExitCode detach() throws IOException, YarnException {
    try (ClusterLink cluster = new YarnClusterLink(call.conf())) {
      ApplicationId id = application(cluster);
      call.terminal()
          .say("detached; 'trainyard status " + directory.layout().run() + "' tells how it goes");
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.put("exitCode", ExitCode.DONE.code());
      document.put("run", directory.layout().run().toString());
      document.put("application", id.toString());
      call.terminal().document(document);
      return ExitCode.DONE;
    }
  }

  /** Sees to it that an application drives the run, and watches it to its end. */
  RunEnd watch() throws IOException, YarnException, InterruptedException {
    Thread farewell = new Thread(this::sayFarewell);
    try (ClusterLink cluster = new YarnClusterLink(call.conf())) {
      ApplicationId id = application(cluster);
      Runtime.getRuntime().addShutdownHook(farewell);
      RunReporter reporter = new RunReporter(call.terminal(), eta());
      int before = directory.lastIteration();
      if (before > 0) {
        call.terminal().say(before + " iterations are done already");
        directory.iteration(before).map(IterationLine::of).ifPresent(call.terminal()::say);
      }
      ApplicationReport report;
      LiveScreen screen = LiveScreen.begin(call, directory.layout().run(), reporter);
      try {
        report =
            new RunWatch(cluster, directory, run, before, reporter, new PatientPause())
                .untilEnd(id);
      } finally {
        screen.close();
      }
      FileSystem fs = directory.layout().run().getFileSystem(call.conf());
      return directory.finished()
          ? RunEnd.published(Publication.read(fs, directory.layout()))
          : RunEnd.of(report);
    } finally {
      removed(farewell);
    }
  }

  private ApplicationId application(ClusterLink cluster) throws IOException, YarnException {
    RunClient client = new RunClient(call.conf(), cluster, Clock.systemUTC());
    Optional<ApplicationReport> live = client.live(run);
    if (live.isPresent()) {
      call.terminal().say("attached to " + live.get().getApplicationId() + ", which drives it");
      return live.get().getApplicationId();
    }
    refuseGpusThatAreNotThere(cluster);
    ApplicationId id = client.submit(directory, run);
    call.terminal().say("submitted as " + id + "   " + cluster.report(id).getTrackingUrl());
    return id;
  }

  /** A job that asks for what no node has would wait for ever: only the client can say so now. */
  private void refuseGpusThatAreNotThere(ClusterLink cluster) throws IOException, YarnException {
    Wish wish = call.get(DeviceKeys.GPU);
    if (wish != Wish.OFF) {
      GpuSupply supply =
          cluster.gpus(SubmissionSpec.queue(call.conf()), call.get(YarnKeys.NODE_LABEL));
      GpuPolicy.refuse(wish, supply);
      call.terminal().say("GPUs       " + supply.describe());
    }
  }

  private Eta eta() throws IOException {
    Eta eta =
        new Eta(
            TrainingKeys.MAX_ITERATIONS.get(call.settings()),
            TrainingKeys.TIME_LIMIT.get(call.settings()));
    directory.iterations().forEach(eta::finished);
    return eta;
  }

  private void sayFarewell() {
    Terminal terminal = call.terminal();
    terminal.say("");
    terminal.say("The run goes on without this terminal. To");
    terminal.say("  see it again    type the same command");
    terminal.say("  ask how it is   trainyard status " + directory.layout().run());
    terminal.say("  stop it         trainyard stop " + directory.layout().run());
  }

  private static void removed(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is shutting down: the hook runs, as it should.
    }
  }
}
