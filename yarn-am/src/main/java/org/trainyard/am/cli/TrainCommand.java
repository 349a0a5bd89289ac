package org.trainyard.am.cli;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.config.KeyRegistry;
import org.trainyard.am.config.PathSettings;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.config.YarnKeys.EngineName;
import org.trainyard.am.facts.RunFactsReader;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.view.DeviceLine;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.engine.RunStore;
import org.trainyard.mapreduce.problem.TrainingCheck;
import org.trainyard.mapreduce.publish.Publication;

/** {@code train}: begins a run, attaches to it, goes on with it, or returns its result. */
final class TrainCommand implements Command {
  /** Leaves when the application is accepted. */
  static final Option DETACH =
      new Option(
          "--detach",
          "Return as soon as the cluster has accepted the run. The same command attaches to it again.");

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "Trains a model, or several at once";
  }

  @Override
  public String synopsis() {
    return "--input PATHS --output RUN";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Packs the input if it is raw, trains until a stop rule answers, and publishes the model in RUN/model.",
        "The output folder is the run. The same command on the same folder attaches to a run that is live, goes on with"
            + " one that died or was stopped, and tells the result of one that is finished. Another configuration on"
            + " the same folder is refused.",
        "Several values of an option, such as --l2 1e-6,1e-4, train as many models in the same passes over the data."
            + " --folds or held-out data choose the one that is published; 'trainyard tune' searches wider.",
        "Ctrl-C leaves a run on the cluster alone; 'trainyard stop RUN' stops it.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "a logistic regression on the cluster",
            "train --input /data/a9a --output /runs/a9a --l2 3e-5"),
        new Example(
            "in this process, on local files",
            "train --engine local --input a9a.libsvm --output runs/a9a --threads 2"),
        new Example(
            "three penalties in one pass over the data, the best chosen on a fifth of it",
            "train --input /data/a9a --output /runs/sweep --l2 1e-6,1e-4,1e-2 --validation-fraction 0.2"),
        new Example(
            "clusters of a table without labels",
            "train --input /data/iris.csv --label none --algorithm kmeans --clusters 3 --output /runs/iris"),
        new Example(
            "a network, in a queue of its own, without waiting for it",
            "train --input /data/mnist --algorithm mlp --hidden 128 --queue nightly --detach --output /runs/mnist"));
  }

  @Override
  public List<Key<?>> keys() {
    return KeyRegistry.all().stream()
        .filter(
            key ->
                key.group() != Key.Group.SCORING
                    && key.group() != Key.Group.REGISTRY
                    && key.group() != Key.Group.SEARCHING)
        .toList();
  }

  @Override
  public List<Option> options() {
    return List.of(DETACH, WorkflowAction.EXIT_ZERO);
  }

  @Override
  public void check(Invocation call, Problems problems) throws IOException {
    Configuration conf = call.conf();
    PathChecks.required(conf, DataKeys.INPUT_PATHS, "name the data to train on", problems);
    PathChecks.required(conf, YarnKeys.OUTPUT, "name a folder for the run", problems);
    PathChecks.readable(conf, DataKeys.INPUT_PATHS, problems);
    PathChecks.readable(conf, DataKeys.LABEL_PATHS, problems);
    PathChecks.readable(conf, DataKeys.VALIDATION, problems);
    PathChecks.readable(conf, DataKeys.VALIDATION_LABELS, problems);
    PathChecks.readable(conf, TrainingKeys.WARM_START, problems);
    PathChecks.writable(conf, YarnKeys.OUTPUT, problems);
    PathChecks.writable(conf, YarnKeys.STAGE_DIR, problems);
    TrainingCheck.check(call.settings(), problems);
    if (call.has(DETACH)
        && problems.read(YarnKeys.ENGINE_NAME, conf::get, EngineName.AUTO) == EngineName.LOCAL) {
      problems.add("--detach: a run of --engine local lives in this process and cannot outlive it");
    }
  }

  @Override
  public ExitCode run(Invocation call) throws IOException, YarnException, InterruptedException {
    Configuration conf = call.conf();
    PathSettings.qualify(conf);
    Path output = new Path(call.get(YarnKeys.OUTPUT));
    RunDirectory directory = new RunDirectory(conf, output);
    RunStore.Opened opened =
        RunStore.open(
            conf,
            output,
            wanted(call, output),
            KeyRegistry.all(),
            earlier -> new LiveRun(conf, directory, earlier).application().isEmpty());
    RunDocument run = opened.document();
    if (opened.condition() == RunStore.Condition.FINISHED) {
      call.terminal().say("The run " + output + " is finished; this is its result.");
      return told(
          call,
          directory,
          RunEnd.published(Publication.read(output.getFileSystem(conf), directory.layout())));
    }
    EngineChoice choice = EngineChoice.training(conf);
    call.terminal().say("run " + output + " (" + run.name() + "), " + choice.sentence());
    if (choice.engine() == EngineName.LOCAL) {
      return told(call, directory, new LocalRun(call, directory, run).execute());
    }
    ClusterRun cluster = new ClusterRun(call, directory, run);
    return call.has(DETACH) ? cluster.detach() : told(call, directory, cluster.watch());
  }

  private static ExitCode told(Invocation call, RunDirectory directory, RunEnd end)
      throws IOException {
    WorkflowAction.ofProcess().publish(end.properties(directory));
    ExitCode exit = end.tell(call.terminal(), directory);
    if (end.summary() != null && call.get(DeviceKeys.GPU) != DeviceKeys.Wish.OFF) {
      DeviceUse use =
          new RunFactsReader(call.conf(), directory.layout().run())
              .read(System.currentTimeMillis())
              .device();
      if (use != null) {
        call.terminal().say("computed   " + DeviceLine.of(use));
      }
    }
    return end.summary() == null ? exit : WorkflowAction.softened(call, exit);
  }

  /** The run as it is asked for now. */
  private static RunDocument wanted(Invocation call, Path output) throws IOException {
    return new RunDocument(
        RunDocument.VERSION,
        UUID.randomUUID().toString().replace("-", "").substring(0, 16),
        call.find(YarnKeys.NAME).orElse(output.getName()),
        Program.version(),
        UserGroupInformation.getCurrentUser().getShortUserName(),
        System.currentTimeMillis(),
        call.settings().all());
  }
}
