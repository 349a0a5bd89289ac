package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.outcome.Diagnosis;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.view.Figures;
import org.trainyard.am.view.RunView;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.engine.RunOutcome;
import org.trainyard.mapreduce.publish.Summary;

/**
 * How a run ended, as its user is told.
 *
 * @param exit of the verb
 * @param sentence why it ended
 * @param summary what was published, or null
 */
record RunEnd(ExitCode exit, String sentence, Summary summary) {
  /** A run whose model is published. */
  static RunEnd published(Summary summary) {
    return new RunEnd(
        summary.converged() ? ExitCode.DONE : ExitCode.STOPPED, summary.sentence(), summary);
  }

  /** A run that ended in this process without a model. */
  static RunEnd of(RunOutcome outcome) {
    return new RunEnd(ExitCode.of(outcome.reason()), outcome.sentence(), null);
  }

  /** A run whose application ended without a model. */
  static RunEnd of(ApplicationReport report) {
    String diagnostics = report.getDiagnostics() == null ? "" : report.getDiagnostics().strip();
    if (report.getYarnApplicationState() == YarnApplicationState.KILLED) {
      return new RunEnd(
          ExitCode.STOPPED,
          "the application was killed; the same command goes on: " + diagnostics,
          null);
    }
    Diagnosis diagnosis =
        Diagnosis.find(diagnostics)
            .orElseGet(() -> new Diagnosis(ExitCode.CLUSTER, withoutWords(report, diagnostics)));
    return new RunEnd(diagnosis.exit(), diagnosis.sentence(), null);
  }

  private static String withoutWords(ApplicationReport report, String diagnostics) {
    if (report.getFinalApplicationStatus() == FinalApplicationStatus.SUCCEEDED) {
      return "the application ended without a model and without a reason";
    }
    return "the application failed; the same command goes on. YARN says: " + diagnostics;
  }

  /** Tells people and machines. */
  ExitCode tell(Terminal terminal, RunDirectory directory) {
    if (summary == null) {
      if (exit == ExitCode.STOPPED || exit == ExitCode.DONE) {
        terminal.headline(sentence);
      } else {
        terminal.complain("trainyard: " + sentence);
      }
    } else {
      terminal.headline(
          String.format(
              Locale.ROOT,
              "%s: %s (%d iterations, %s)",
              exit == ExitCode.DONE ? "done" : "stopped",
              sentence,
              summary.iterations(),
              Figures.duration(summary.seconds())));
      RunView.result(directory.layout().modelFile().toString(), summary).forEach(terminal::say);
      if (summary.models() > 1) {
        terminal.say(
            "chosen     "
                + (summary.label().isEmpty() ? "the model of all folds" : summary.label())
                + ", one of "
                + summary.models()
                + " models, by held-out "
                + summary.metric()
                + " "
                + Figures.number(summary.score())
                + "; all are in "
                + directory.layout().candidates());
      }
    }
    terminal.document(json(directory));
    return exit;
  }

  private JsonNode json(RunDirectory directory) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", exit.code());
    document.put("run", directory.layout().run().toString());
    document.put("sentence", sentence);
    if (summary != null) {
      document.put("model", directory.layout().modelFile().toString());
      if (summary.models() > 1) {
        document.put("candidates", directory.layout().candidates().toString());
      }
      document.set("summary", JsonFile.MAPPER.valueToTree(summary));
    }
    return document;
  }

  /** The results as properties, for the next action of a workflow; what weighs most comes first. */
  Map<String, String> properties(RunDirectory directory) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("trainyard.exit-code", Integer.toString(exit.code()));
    properties.put("trainyard.run", directory.layout().run().toString());
    if (summary != null) {
      properties.put("trainyard.model", directory.layout().modelFile().toString());
      properties.put("trainyard.stop", summary.stop());
      properties.put("trainyard.converged", Boolean.toString(summary.converged()));
      properties.put("trainyard.iterations", Integer.toString(summary.iterations()));
      properties.put("trainyard.objective", Double.toString(summary.objective()));
      properties.put("trainyard.metric", summary.metric());
      properties.put("trainyard.score", Double.toString(summary.score()));
    }
    properties.put("trainyard.sentence", sentence);
    if (summary != null) {
      metrics(properties, "validation", summary.validation());
      metrics(properties, "train", summary.train());
    }
    return properties;
  }

  private static void metrics(
      Map<String, String> properties, String over, SortedMap<String, Double> metrics) {
    metrics.forEach(
        (name, value) -> properties.put("trainyard." + over + "." + name, Double.toString(value)));
  }
}
