package org.trainyard.mapreduce.score;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.raw.InputFile;
import org.trainyard.formats.run.JsonFile;

/** Writes a model's scores beside the records of raw input, in their order. */
public final class Prediction {
  /** What happens to predictions that are there already. */
  public enum IfThere {
    REFUSE,
    REPLACE
  }

  private static final String DOCUMENT = "_predictions.json";

  private final Configuration conf;
  private final KeySource settings;
  private final FileSystem fs;
  private final Path output;
  private final IfThere ifThere;

  /**
   * Of one input.
   *
   * @param settings model, input, how it is read and what is kept of it; keys that nobody set are
   *     null in them
   * @param output folder of the predictions
   */
  public Prediction(Configuration conf, KeySource settings, Path output, IfThere ifThere)
      throws IOException {
    this.conf = conf;
    this.settings = settings;
    this.fs = output.getFileSystem(conf);
    this.output = fs.makeQualified(output);
    this.ifThere = ifThere;
  }

  /**
   * Predicts.
   *
   * @throws BadDataException if the input cannot be used
   * @throws InvalidSettingsException if there is no such model, or something in the way of the
   *     output
   */
  public PredictionReport run(ScoreEngine engine) throws IOException, InterruptedException {
    ScoringModel model = ScoringModel.load(conf, new Path(ScoreKeys.MODEL.get(settings)));
    boolean there = checkOutput();
    ScoreInput.Found found = ScoreInput.find(settings, model, ScoringSchema.Labels.IGNORED, conf);
    checkApart(found);
    PredictionLayout layout = PredictionLayout.of(settings, found.input());
    ScoreSpec spec =
        new ScoreSpec(
            model.file().toString(),
            found.input(),
            null,
            layout,
            0,
            engine.tasks(found.files().totalBytes()));
    if (there) {
      fs.delete(output, true);
    }
    ScoreEngine.Written written = engine.predict(spec, model, output);
    try {
      found.input().judgeAll(written.badRecords());
    } catch (BadDataException e) {
      fs.delete(output, true);
      throw e;
    }
    PredictionReport report =
        new PredictionReport(
            PredictionReport.VERSION,
            model.file().toString(),
            model.about().algorithm(),
            DataKeys.INPUT_PATHS.get(settings),
            output.toString(),
            written.rows(),
            written.badRecords(),
            written.unseenValues(),
            PredictTask.header(layout, PredictionColumns.of(model)));
    JsonFile.write(fs, new Path(output, DOCUMENT), report);
    return report;
  }

  /** Whether there are predictions to be replaced. */
  private boolean checkOutput() throws IOException {
    FileStatus[] children;
    try {
      children = fs.listStatus(output);
    } catch (FileNotFoundException e) {
      return false;
    }
    if (children.length > 0 && ifThere == IfThere.REFUSE) {
      throw inTheWay(
          "exists and is not empty; choose another --output, or replace it with --overwrite");
    }
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (child.getPath().equals(output) || !name.startsWith("part-") && !name.startsWith("_")) {
        throw inTheWay("holds " + name + ", which is no prediction; choose another --output");
      }
    }
    return true;
  }

  private void checkApart(ScoreInput.Found found) throws IOException {
    for (InputFile file : found.files().files()) {
      if (file.path().startsWith(output + "/")) {
        throw inTheWay("holds the input " + file.path() + "; choose another --output");
      }
    }
  }

  private InvalidSettingsException inTheWay(String why) {
    return new InvalidSettingsException(List.of("The output " + output + " " + why));
  }
}
