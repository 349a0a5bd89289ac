package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.config.PathSettings;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.registry.RegistryKeys;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.score.Prediction;
import org.trainyard.mapreduce.score.Prediction.IfThere;
import org.trainyard.mapreduce.score.PredictionReport;
import org.trainyard.mapreduce.score.ScoreKeys;

/** {@code predict}: writes a model's scores beside the records. */
final class PredictCommand implements Command {
  private static final Option OVERWRITE =
      new Option(
          "--overwrite",
          "Replace predictions that are in the output already. A folder with anything else in it is never replaced.");

  @Override
  public String name() {
    return "predict";
  }

  @Override
  public String summary() {
    return "Writes a model's predictions beside the records";
  }

  @Override
  public String synopsis() {
    return "--model RUN --input PATHS --output FOLDER";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Reads raw files with or without labels, and writes for each record, in the order of the input, what --keep"
            + " says of it, the prediction (class, number or cluster) and the scores behind it: p_CLASS, the"
            + " probability of a class; margin; squared_distance. Files are part-00000.csv (or .tsv) and so on, one"
            + " for each task; one after the other they are the same whatever the number of tasks.",
        "The files are read as the training data were, unless an option says otherwise. Columns are found by their"
            + " names, in any order and among others; where they have no names, by position, and the label may be"
            + " left out. Categories that the training data did not have, and missing values, are treated as the"
            + " model's encoding says.",
        "With --on-bad-record skip a bad record has a row with an empty prediction, so that rows and records stay"
            + " in step; the reasons are in the folder _quarantine of the output.",
        "Hadoop's settings compress the files: -D mapreduce.output.fileoutputformat.compress=true.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "scores beside each line",
            "predict --model /runs/adult --input /data/new.csv --output /scores/adult"),
        new Example(
            "only a key beside the scores, for a join",
            "predict --model /runs/adult --input /data/new.csv --key customer --output /scores/adult"),
        new Example(
            "images, in this process",
            "predict --engine local --model runs/mnist --input t10k-images-idx3-ubyte.gz --output scores"));
  }

  @Override
  public List<Key<?>> keys() {
    return ScoringEngines.keys(
        Set.of(DataKeys.LABEL, DataKeys.LABEL_PATHS, DataKeys.LABEL_ALIAS, DataKeys.WEIGHT_COLUMN),
        List.of(
            ScoreKeys.MODEL,
            RegistryKeys.ROOT,
            ScoreKeys.KEEP,
            ScoreKeys.KEY,
            ScoreKeys.OUTPUT_DELIMITER,
            ScoreKeys.OUTPUT_HEADER));
  }

  @Override
  public List<Option> options() {
    return List.of(OVERWRITE);
  }

  @Override
  public void check(Invocation call, Problems problems) throws IOException {
    Configuration conf = call.conf();
    ModelChoice.check(conf, problems);
    PathChecks.required(conf, DataKeys.INPUT_PATHS, "name the data to score", problems);
    PathChecks.required(conf, YarnKeys.OUTPUT, "name a folder for the predictions", problems);
    PathChecks.readable(conf, DataKeys.INPUT_PATHS, problems);
    PathChecks.writable(conf, YarnKeys.OUTPUT, problems);
  }

  @Override
  public ExitCode run(Invocation call) throws IOException, InterruptedException {
    Configuration conf = call.conf();
    PathSettings.qualify(conf);
    PredictionReport report =
        new Prediction(
                conf,
                call.settings(),
                new Path(call.get(YarnKeys.OUTPUT)),
                call.has(OVERWRITE) ? IfThere.REPLACE : IfThere.REFUSE)
            .run(ScoringEngines.of(call));
    tell(call.terminal(), report);
    ObjectNode document =
        JsonNodeFactory.instance.objectNode().put("exitCode", ExitCode.DONE.code());
    document.set("prediction", JsonFile.MAPPER.valueToTree(report));
    call.terminal().document(document);
    WorkflowAction.ofProcess()
        .publish(
            Map.of(
                "trainyard.exit-code",
                Integer.toString(ExitCode.DONE.code()),
                "trainyard.predictions",
                report.output(),
                "trainyard.model",
                report.model(),
                "trainyard.samples",
                Long.toString(report.rows())));
    return ExitCode.DONE;
  }

  private static void tell(Terminal terminal, PredictionReport report) {
    terminal.headline("done: " + report.rows() + " predictions");
    terminal.say("model      " + report.model() + " (" + report.algorithm() + ")");
    terminal.say("output     " + report.output());
    List<String> columns = report.columns();
    int shown = Math.min(columns.size(), 12);
    terminal.say(
        "columns    "
            + String.join(", ", columns.subList(0, shown))
            + (shown < columns.size() ? ", … (" + columns.size() + ")" : ""));
    if (report.badRecords() > 0) {
      terminal.say(
          "bad        " + report.badRecords() + " records have no prediction; see _quarantine");
    }
    if (report.unseenValues() > 0) {
      terminal.say(
          "unseen     " + report.unseenValues() + " values that the training data did not have");
    }
  }
}
