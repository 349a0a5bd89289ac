package org.trainyard.am.cli;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.config.KeyRegistry;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.view.LeaderboardView;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.publish.Candidates;
import org.trainyard.mapreduce.search.SearchPlan;

/** {@code tune}: a {@code train} of many configurations, of which the worst may leave early. */
final class TuneCommand implements Command {
  private static final int SHOWN = 10;

  private final TrainCommand train = new TrainCommand();

  @Override
  public String name() {
    return "tune";
  }

  @Override
  public String summary() {
    return "Searches hyper-parameters, all configurations in the same passes over the data";
  }

  @Override
  public String synopsis() {
    return "--strategy NAME --search NAME=VALUES ... --input PATHS --output RUN";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Trains many configurations together, each with its folds, in one scan of the data for each iteration, and"
            + " publishes the model of the best in RUN/model, with all of them in RUN/model/leaderboard.csv.",
        "--search says which values are tried: a list (l2=1e-6,1e-4), or a range whose values are spread evenly by the"
            + " logarithm (l2=log:1e-8..1e-1), evenly (momentum=linear:0..0.99), or over whole numbers"
            + " (clusters=int:2..12). Several values of an option, such as --l2 1e-6,1e-4, are searched too.",
        "--strategy grid tries every combination, random draws --configurations of them, and halving lets the worst by"
            + " the held-out metric leave the scan at rungs: of 32, 10 go on after 4 iterations, 3 after 12, 1 after 36"
            + " (--first-rung, --eta). asha is another name of halving: an iteration carries all configurations one step"
            + " on, so there are no stragglers that asynchronous promotion would have to overtake.",
        "A configuration that diverges leaves the search; the others go on. The same command on the same folder goes on"
            + " where it stopped, and ends with the same bits.",
        "Exit codes are those of train: 5 where the best configuration was still improving when the budget or the"
            + " iterations ended; its model is published.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "32 penalties, of which the worst leave, each measured over five folds",
            "tune --strategy halving --search l2=log:1e-8..1e-1 --folds 5 --metric auc --input /data/a9a --output /runs/a9a-tuned"),
        new Example(
            "every combination of two lists",
            "tune --strategy grid --search l2=1e-6,1e-4,1e-2 --search l1=0,1e-5 --folds 3 --input /data/a9a --output /runs/grid"),
        new Example(
            "20 networks drawn at random, within a budget; the best also trained on the fifth that is held out",
            "tune --strategy random --configurations 20 --search learning-rate=log:1e-4..1e-1 --search"
                + " dropout=linear:0..0.5 --algorithm mlp --budget 150 --validation-fraction 0.2 --refit --input /data/mnist"
                + " --output /runs/mnist-tuned"));
  }

  @Override
  public List<Key<?>> keys() {
    return KeyRegistry.all().stream()
        .filter(key -> key.group() != Key.Group.SCORING && key.group() != Key.Group.REGISTRY)
        .toList();
  }

  @Override
  public List<Option> options() {
    return train.options();
  }

  @Override
  public void check(Invocation call, Problems problems) throws IOException {
    if (call.settings().get(TrainingKeys.STRATEGY.name()) == null) {
      problems.add(
          TrainingKeys.STRATEGY.option()
              + " is missing: say how to search; "
              + TrainingKeys.STRATEGY.type());
    }
    train.check(call, problems);
  }

  @Override
  public ExitCode run(Invocation call) throws IOException, YarnException, InterruptedException {
    SearchPlan.of(call.settings()).sentences().forEach(call.terminal()::say);
    ExitCode exit = train.run(call);
    RunDirectory directory = new RunDirectory(call.conf(), new Path(call.get(YarnKeys.OUTPUT)));
    if (directory.finished()) {
      Candidates candidates = directory.candidates();
      call.terminal().say("");
      LeaderboardView.lines(candidates, SHOWN, directory.layout().leaderboard().toString())
          .forEach(call.terminal()::say);
    }
    return exit;
  }
}
