package org.trainyard.am.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.registry.RegistryKeys;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.publish.Candidates;
import org.trainyard.mapreduce.publish.HeldOut;
import org.trainyard.mapreduce.score.EvaluationReport;
import org.trainyard.mapreduce.score.ScoringModel;

/**
 * The metrics that go with a version.
 *
 * @param metrics by their spelling
 * @param spread their standard deviations where they are means over folds; else empty
 * @param on what they were measured on, in words
 */
public record Measurement(
    SortedMap<String, Double> metrics, SortedMap<String, Double> spread, String on) {
  /** Name of the file that {@code evaluate} writes into its output. */
  public static final String EVALUATION = "evaluation.json";

  private Measurement(SortedMap<String, Double> metrics, String on) {
    this(metrics, new TreeMap<>(), on);
  }

  /**
   * Of the training itself: over samples held out from the model, or from others of its
   * configuration (folds, or the one that it is the refitted twin of), or else over the training
   * samples.
   */
  static Measurement ofTraining(Configuration conf, ScoringModel model) throws IOException {
    ModelFile.About about = model.about();
    if (!about.validation().isEmpty()) {
      return new Measurement(about.validation(), "the samples that training held out");
    }
    RunLayout run = new RunLayout(model.file().getParent().getParent());
    FileSystem fs = model.file().getFileSystem(conf);
    // A model file that was copied out of its run has no company.
    if (run.modelFile().equals(model.file()) && fs.exists(run.candidates())) {
      HeldOut heldOut =
          HeldOut.of(JsonFile.read(fs, run.candidates(), Candidates.class, Candidates.VERSION));
      if (heldOut.folds() > 0) {
        return new Measurement(
            heldOut.metrics(),
            heldOut.spread(),
            "the "
                + heldOut.folds()
                + " folds of its cross-validation (means; each fold by a model that was trained without it)");
      }
      if (!heldOut.metrics().isEmpty()) {
        return new Measurement(
            heldOut.metrics(),
            "the samples that training held out, by its twin that was trained without them");
      }
    }
    return new Measurement(about.train(), "the training samples");
  }

  /**
   * Of an evaluation.
   *
   * @param given the evaluation's file, or the folder that holds it
   * @throws InvalidSettingsException if it is of another model
   */
  static Measurement ofEvaluation(Configuration conf, Path given, ScoringModel model)
      throws IOException {
    FileSystem fs = given.getFileSystem(conf);
    Path file = fs.getFileStatus(given).isDirectory() ? new Path(given, EVALUATION) : given;
    JsonNode report = JsonFile.read(fs, file, JsonNode.class, EvaluationReport.VERSION);
    String measured = report.path("model").asText();
    if (!measured.equals(model.file().toString())) {
      throw new InvalidSettingsException(
          List.of(
              RegistryKeys.EVALUATION.option()
                  + " "
                  + given
                  + ": is of the model "
                  + measured
                  + ", not of "
                  + model.file()));
    }
    SortedMap<String, Double> metrics =
        JsonFile.MAPPER.convertValue(
            report.path("metrics"), new TypeReference<TreeMap<String, Double>>() {});
    return new Measurement(metrics, report.path("input").asText());
  }
}
