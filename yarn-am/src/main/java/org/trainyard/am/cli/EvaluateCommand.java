package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.config.PathSettings;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.registry.Measurement;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.registry.RegistryKeys;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.score.Evaluation;
import org.trainyard.mapreduce.score.EvaluationReport;
import org.trainyard.mapreduce.score.ScoreKeys;

/** {@code evaluate}: measures a model on data with labels. */
final class EvaluateCommand implements Command {
  private static final String DOCUMENT = Measurement.EVALUATION;

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "Measures a model on data with labels";
  }

  @Override
  public String synopsis() {
    return "--model RUN --input PATHS";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Scores raw files or a packed dataset, and holds the scores against the labels: accuracy, AUC and log-loss,"
            + " precision and recall of each class, the table of labels against predictions; errors and R2 where"
            + " numbers are predicted; inertia for clusters, which need no labels.",
        "The files are read as the training data were, unless an option says otherwise. Columns are found by their"
            + " names, in any order and among others; where they have no names, by position. Metrics are weighted by"
            + " the weight column of the training, if the data have it; the tables count samples.",
        "With --require a metric that is worse than its bound ends the verb with exit code 1, for workflows that"
            + " publish only what is good enough. With --output the result is kept in its "
            + DOCUMENT
            + ", too.");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "a finished run on its test data", "evaluate --model /runs/a9a --input /data/a9a.t"),
        new Example(
            "in a workflow: fail below an accuracy, keep the numbers",
            "evaluate --model /runs/a9a --input /data/a9a.t --require accuracy=0.84 --output /reports/a9a"),
        new Example(
            "a model file in this process, for a program to read",
            "evaluate --engine local --model model.avro --input test.csv --json"));
  }

  @Override
  public List<Key<?>> keys() {
    return ScoringEngines.keys(
        Set.of(), List.of(ScoreKeys.MODEL, RegistryKeys.ROOT, ScoreKeys.REQUIRE));
  }

  @Override
  public List<Option> options() {
    return List.of(WorkflowAction.EXIT_ZERO);
  }

  @Override
  public void check(Invocation call, Problems problems) throws IOException {
    Configuration conf = call.conf();
    ModelChoice.check(conf, problems);
    PathChecks.required(conf, DataKeys.INPUT_PATHS, "name the data to measure on", problems);
    PathChecks.readable(conf, DataKeys.INPUT_PATHS, problems);
    PathChecks.readable(conf, DataKeys.LABEL_PATHS, problems);
    PathChecks.writable(conf, YarnKeys.OUTPUT, problems);
    Requirements.parse(call.settings(), problems);
  }

  @Override
  public ExitCode run(Invocation call) throws IOException, InterruptedException {
    Configuration conf = call.conf();
    PathSettings.qualify(conf);
    EvaluationReport report = new Evaluation(conf, call.settings()).run(ScoringEngines.of(call));
    List<String> broken =
        Requirements.parse(call.settings(), new Problems()).broken(report.metrics());
    ExitCode exit = broken.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    EvaluationLines.of(report).forEach(call.terminal()::say);
    if (call.find(YarnKeys.OUTPUT).isPresent()) {
      Path output = new Path(call.get(YarnKeys.OUTPUT));
      FileSystem fs = output.getFileSystem(conf);
      fs.mkdirs(output);
      JsonFile.write(fs, new Path(output, DOCUMENT), report);
    }
    broken.forEach(sentence -> call.terminal().complain("trainyard evaluate: " + sentence));
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("exitCode", exit.code());
    broken.forEach(document.putArray("problems")::add);
    document.set("evaluation", JsonFile.MAPPER.valueToTree(report));
    call.terminal().document(document);
    WorkflowAction.ofProcess().publish(properties(report, exit, broken));
    return WorkflowAction.softened(call, exit);
  }

  private static Map<String, String> properties(
      EvaluationReport report, ExitCode exit, List<String> broken) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("trainyard.exit-code", Integer.toString(exit.code()));
    properties.put("trainyard.passed", Boolean.toString(broken.isEmpty()));
    properties.put("trainyard.model", report.model());
    properties.put("trainyard.samples", Long.toString(report.rows()));
    report
        .metrics()
        .forEach((name, value) -> properties.put("trainyard." + name, Double.toString(value)));
    properties.put("trainyard.sentence", String.join("; ", broken));
    return properties;
  }
}
