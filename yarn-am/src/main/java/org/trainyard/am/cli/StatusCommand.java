package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.client.ApplicationRecord;
import org.trainyard.am.client.RunClient;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.YarnClusterLink;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.view.IterationLine;
import org.trainyard.am.view.LeaderboardView;
import org.trainyard.am.view.RunView;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.problem.RunProblem;
import org.trainyard.mapreduce.publish.Publication;
import org.trainyard.mapreduce.publish.Summary;

/** {@code status}: how a run is, without attaching to it. */
final class StatusCommand implements Command {
  private static final int LEADING = 5;

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String summary() {
    return "Tells how a run or an application is";
  }

  @Override
  public String synopsis() {
    return "RUN";
  }

  @Override
  public List<String> description() {
    return List.of(
        "The state is one of finished (its model is published), live (an application drives it), and idle (nothing on the"
            + " cluster drives it; the train command goes on with it).");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("of a run", "status /runs/a9a"),
        new Example("of an application, by YARN's id", "status application_1700000000000_0042"),
        new Example("for a program", "status /runs/a9a --json"));
  }

  @Override
  public List<Key<?>> keys() {
    return List.of();
  }

  @Override
  public Argument argument() {
    return new Argument("RUN", "Folder of a run, or the id of an application.");
  }

  @Override
  public ExitCode run(Invocation call) throws IOException, YarnException {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", ExitCode.DONE.code());
    if (call.argument().startsWith(ApplicationId.appIdStrPrefix + "_")) {
      application(call, ApplicationId.fromString(call.argument()), document);
    } else {
      run(call, new RunDirectory(call.conf(), call.path()), document);
    }
    call.terminal().document(document);
    return ExitCode.DONE;
  }

  private static void application(Invocation call, ApplicationId id, ObjectNode document)
      throws IOException, YarnException {
    try (ClusterLink cluster = new YarnClusterLink(call.conf())) {
      tell(call.terminal(), cluster.report(id), document);
    }
  }

  private static void run(Invocation call, RunDirectory directory, ObjectNode document)
      throws IOException, YarnException {
    Terminal terminal = call.terminal();
    RunDocument run = directory.document();
    document.put("run", directory.layout().run().toString());
    terminal.say("run        " + directory.layout().run() + " (" + run.name() + ")");
    int last = directory.lastIteration();
    document.put("iterations", last);
    Optional<IterationDocument> latest = last == 0 ? Optional.empty() : directory.iteration(last);
    if (latest.isPresent()) {
      terminal.say(IterationLine.of(latest.get()));
      document.set("lastIteration", JsonFile.MAPPER.valueToTree(latest.get()));
    }
    if (directory.finished()) {
      document.put("state", "finished");
      Summary summary =
          Publication.read(directory.layout().run().getFileSystem(call.conf()), directory.layout());
      terminal.say("finished: " + summary.sentence());
      RunView.result(directory.layout().modelFile().toString(), summary).forEach(terminal::say);
      LeaderboardView.lines(
              directory.candidates(), LEADING, directory.layout().leaderboard().toString())
          .forEach(terminal::say);
      document.set("summary", JsonFile.MAPPER.valueToTree(summary));
      return;
    }
    if (latest.isPresent()) {
      LeaderboardView.standing(latest.get(), metric(run), LEADING).forEach(terminal::say);
    }
    Optional<ApplicationRecord> record = directory.application();
    if (record.isEmpty()) {
      document.put("state", "idle");
      terminal.say("idle: no application ever drove it; the train command goes on with it");
      return;
    }
    try (ClusterLink cluster = new YarnClusterLink(call.conf())) {
      RunClient client = new RunClient(call.conf(), cluster, Clock.systemUTC());
      Optional<ApplicationReport> live = client.live(run);
      document.put("state", live.isPresent() ? "live" : "idle");
      if (live.isPresent()) {
        tell(terminal, live.get(), document);
        for (ApplicationReport job : client.jobs(run)) {
          terminal.say(
              "job        "
                  + job.getApplicationId()
                  + "   "
                  + job.getName()
                  + "   "
                  + job.getYarnApplicationState());
        }
      } else {
        terminal.say(
            "idle: no application drives it now; the train command goes on with it. The last one:");
        tellLast(terminal, cluster, record.get(), document);
      }
    }
  }

  private static Metric metric(RunDocument run) {
    return Metric.named(TrainingKeys.METRIC.get(RunProblem.settings(run))).orElse(Metric.LOSS);
  }

  private static void tellLast(
      Terminal terminal, ClusterLink cluster, ApplicationRecord record, ObjectNode document)
      throws IOException, YarnException {
    try {
      tell(terminal, cluster.report(record.id()), document);
    } catch (ApplicationNotFoundException e) {
      terminal.say(
          "application " + record.applicationId() + ", which this cluster does not remember");
      document.putObject("application").put("id", record.applicationId());
    }
  }

  private static void tell(Terminal terminal, ApplicationReport report, ObjectNode document) {
    String diagnostics = report.getDiagnostics() == null ? "" : report.getDiagnostics().strip();
    terminal.say("application " + report.getApplicationId() + "   " + report.getName());
    terminal.say(
        "state      "
            + report.getYarnApplicationState()
            + ", final "
            + report.getFinalApplicationStatus()
            + ", "
            + Math.round(report.getProgress() * 100)
            + " % of the most iterations, queue "
            + report.getQueue());
    if (!diagnostics.isEmpty()) {
      terminal.say("says       " + diagnostics);
    }
    terminal.say("page       " + report.getTrackingUrl());
    ObjectNode application = document.putObject("application");
    application.put("id", report.getApplicationId().toString());
    application.put("state", report.getYarnApplicationState().name());
    application.put("finalStatus", report.getFinalApplicationStatus().name());
    application.put("progress", report.getProgress());
    application.put("queue", report.getQueue());
    application.put("diagnostics", diagnostics);
    application.put("trackingUrl", report.getTrackingUrl());
  }
}
