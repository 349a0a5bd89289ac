package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.client.ApplicationRecord;
import org.trainyard.am.client.RunClient;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.Impatience;
import org.trainyard.am.cluster.RunTag;
import org.trainyard.am.cluster.YarnClusterLink;
import org.trainyard.am.doctor.Level;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.facts.RunFactsReader;
import org.trainyard.am.logs.ClusterTrail;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.outcome.Failure;
import org.trainyard.am.view.DeviceLine;
import org.trainyard.am.view.Figures;
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
    return "RUN|APPLICATION";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Tells of any run, live or not, from its folder and, if there is one, the cluster: how far it is, how long it still"
            + " takes, what it waits for, warnings, and how it ended. What could not be asked is said.",
        "By the id of an application, or of one of its MapReduce jobs, what YARN says of it and then the same of its run, as"
            + " long as the cluster remembers it.",
        "The state is one of finished (its model is published), live (a process works on it), waiting (for a first"
            + " container), failed, stopped (by a person, or killed), idle (nothing works on it) and unknown (the cluster could"
            + " not be asked); in all but the first three the same train command goes on with it.");
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
      run(call, new RunDirectory(call.conf(), call.path()), Optional.empty(), document);
    }
    call.terminal().document(document);
    return ExitCode.DONE;
  }

  /** What YARN says of an application, and then all about its run, if it has one. */
  private static void application(Invocation call, ApplicationId id, ObjectNode document)
      throws IOException, YarnException {
    ApplicationReport report;
    Optional<Path> folder;
    try (ClusterTrail trail = new ClusterTrail(Impatience.of(call.conf()))) {
      report = trail.application(id);
      folder = trail.folder(report);
    } catch (ApplicationNotFoundException e) {
      throw new FileNotFoundException(
          "The cluster does not know "
              + id
              + " (any more); 'trainyard status RUN', with the run's folder, tells of its run");
    }
    ApplicationLines.of(report, null).forEach(call.terminal()::say);
    ApplicationLines.put(report, document.putObject("application"));
    if (folder.isPresent()) {
      String missing = null;
      try {
        RunDirectory directory = new RunDirectory(call.conf(), folder.get());
        if (report.getApplicationTags().contains(RunTag.of(directory.document().runId()))) {
          run(call, directory, Optional.of(report), document);
        } else {
          missing = "its run is gone; there is another one in " + folder.get();
        }
      } catch (IOException e) {
        missing = "its run cannot be read: " + Failure.of(e).sentence();
      }
      if (missing != null) {
        call.terminal().complain("missing: " + missing);
        document.withArray("missing").add(missing);
      }
    }
  }

  /**
   * All about a run.
   *
   * @param told the application that was told of already
   */
  private static void run(
      Invocation call,
      RunDirectory directory,
      Optional<ApplicationReport> told,
      ObjectNode document)
      throws IOException {
    Terminal terminal = call.terminal();
    RunDocument run = directory.document();
    RunFacts facts =
        new RunFactsReader(call.conf(), directory.layout().run()).read(System.currentTimeMillis());
    terminal.say("run        " + directory.layout().run() + " (" + run.name() + ")");
    document.put("run", directory.layout().run().toString());
    List<ApplicationReport> jobs = new ArrayList<>();
    Condition.Word word = ask(call, directory, run, jobs, document);
    Condition condition = Condition.of(facts.head(), word);
    document.put("state", condition.spelling());
    document.put("progress", facts.head().progress());
    terminal.headline(condition.sentence());
    iterations(terminal, directory, facts, condition, document);
    if (condition == Condition.FINISHED) {
      finished(call, directory, document);
      return;
    }
    String says = condition.says(facts.head());
    boolean said =
        told.map(ApplicationReport::getDiagnostics)
            .filter(each -> each.contains(String.valueOf(says)))
            .isPresent();
    if (says != null && !said) {
      terminal.say("says       " + says);
    }
    if (word instanceof Condition.Word.Told answer && answer.application().isPresent()) {
      driver(terminal, answer.application().get(), told, says, document);
      jobs.forEach(job -> terminal.say(ApplicationLines.ofJob(job)));
    } else if (told.isEmpty()) {
      tellUnseen(terminal, directory, document);
    }
  }

  /** The application that drives a run or drove it last, unless that was the one asked for. */
  private static void driver(
      Terminal terminal,
      ApplicationReport driver,
      Optional<ApplicationReport> told,
      String says,
      ObjectNode document) {
    if (told.isEmpty()) {
      ApplicationLines.of(driver, says).forEach(terminal::say);
      ApplicationLines.put(driver, document.putObject("application"));
    } else if (!driver.getApplicationId().equals(told.get().getApplicationId())) {
      terminal.say("driven by");
      ApplicationLines.of(driver, says).forEach(terminal::say);
      ApplicationLines.put(driver, document.putObject("driver"));
    }
  }

  /** The cluster's word on the application that drove the run last. */
  private static Condition.Word ask(
      Invocation call,
      RunDirectory directory,
      RunDocument run,
      List<ApplicationReport> jobs,
      ObjectNode document)
      throws IOException {
    Optional<ApplicationRecord> record = directory.application();
    if (record.isEmpty()) {
      return new Condition.Word.Never();
    }
    Configuration impatient = Impatience.of(call.conf());
    String why = "mapreduce.framework.name is not yarn here";
    if (MRConfig.YARN_FRAMEWORK_NAME.equals(impatient.get(MRConfig.FRAMEWORK_NAME))) {
      try (ClusterLink cluster = new YarnClusterLink(impatient)) {
        RunClient client = new RunClient(impatient, cluster, Clock.systemUTC());
        Optional<ApplicationReport> live = client.live(run);
        if (live.isPresent()) {
          jobs.addAll(client.jobs(run));
          return new Condition.Word.Told(live);
        }
        return new Condition.Word.Told(Optional.of(cluster.report(record.get().id())));
      } catch (ApplicationNotFoundException e) {
        return new Condition.Word.Told(Optional.empty());
      } catch (IOException | YarnException e) {
        why = Failure.of(e).sentence();
      }
    }
    call.terminal().complain("missing: the cluster could not be asked: " + why);
    document.withArray("missing").add(why);
    return new Condition.Word.Silent();
  }

  private static void iterations(
      Terminal terminal,
      RunDirectory directory,
      RunFacts facts,
      Condition condition,
      ObjectNode document)
      throws IOException {
    int last = directory.lastIteration();
    document.put("iterations", last);
    Optional<IterationDocument> latest = last == 0 ? Optional.empty() : directory.iteration(last);
    if (latest.isEmpty()) {
      return;
    }
    terminal.say(IterationLine.of(latest.get()));
    document.set("lastIteration", JsonFile.MAPPER.valueToTree(latest.get()));
    if (facts.device() != null) {
      terminal.say("computed   " + DeviceLine.of(facts.device()));
      document.set("device", JsonFile.MAPPER.valueToTree(facts.device()));
    }
    if (condition == Condition.FINISHED) {
      return;
    }
    RunFacts.Head head = facts.head();
    LeaderboardView.standing(latest.get(), metric(directory.document()), LEADING)
        .forEach(terminal::say);
    if (condition == Condition.LIVE && !Double.isNaN(head.secondsLeft())) {
      terminal.say(
          "left       "
              + (head.leftIsExpected() ? "about " : "at most ")
              + Figures.duration(head.secondsLeft())
              + ", of at most "
              + head.mostIterations()
              + " iterations");
      document.put(head.leftIsExpected() ? "secondsLeft" : "atMostSecondsLeft", head.secondsLeft());
    }
    if (condition == Condition.LIVE && head.waiting() != null) {
      terminal.say("waits      " + head.waiting().sentence());
      document.put("waiting", head.waiting().sentence());
    }
    facts.alerts().forEach(alert -> terminal.say(Level.WARNING, "warning    " + alert.sentence()));
  }

  private static void finished(Invocation call, RunDirectory directory, ObjectNode document)
      throws IOException {
    Terminal terminal = call.terminal();
    Summary summary =
        Publication.read(directory.layout().run().getFileSystem(call.conf()), directory.layout());
    terminal.say("finished: " + summary.sentence());
    RunView.result(directory.layout().modelFile().toString(), summary).forEach(terminal::say);
    LeaderboardView.lines(
            directory.candidates(), LEADING, directory.layout().leaderboard().toString())
        .forEach(terminal::say);
    document.set("summary", JsonFile.MAPPER.valueToTree(summary));
  }

  private static Metric metric(RunDocument run) {
    return Metric.named(TrainingKeys.METRIC.get(RunProblem.settings(run))).orElse(Metric.LOSS);
  }

  /** An application that the cluster does not remember, or that it could not be asked about. */
  private static void tellUnseen(Terminal terminal, RunDirectory directory, ObjectNode document)
      throws IOException {
    Optional<ApplicationRecord> record = directory.application();
    if (record.isPresent()) {
      terminal.say(
          "application "
              + record.get().applicationId()
              + " drove it last, submitted by "
              + record.get().submittedBy()
              + " at "
              + Instant.ofEpochMilli(record.get().submittedMs()));
      document.putObject("application").put("id", record.get().applicationId());
    }
  }
}
