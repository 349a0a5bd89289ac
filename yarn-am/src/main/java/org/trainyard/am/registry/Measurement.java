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
import org.trainyard.formats.registry.RegistryKeys;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.score.EvaluationReport;
import org.trainyard.mapreduce.score.ScoringModel;

/**
 * The metrics that go with a version.
 *
 * @param metrics by their spelling
 * @param on what they were measured on, in words
 */
public record Measurement(SortedMap<String, Double> metrics, String on) {
  /** Name of the file that {@code evaluate} writes into its output. */
  public static final String EVALUATION = "evaluation.json";

  /** Of the training itself: over held-out samples, or over the training samples. */
  static Measurement ofTraining(ScoringModel model) {
    SortedMap<String, Double> heldOut = model.about().validation();
    return heldOut.isEmpty()
        ? new Measurement(model.about().train(), "the training samples")
        : new Measurement(heldOut, "the samples that training held out");
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
