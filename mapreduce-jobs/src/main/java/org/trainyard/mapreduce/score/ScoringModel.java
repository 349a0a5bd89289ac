package org.trainyard.mapreduce.score;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.encode.LabelEncoding;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.algorithm.Scorer;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.catalogue.KnownAlgorithms;

/**
 * A published model, read to score with it.
 *
 * @param file where it lies, qualified
 * @param model what was read
 */
public record ScoringModel(Path file, ModelFile model) {

  /**
   * Reads a model.
   *
   * @param given the folder of a run, the folder of its model, or the file itself
   * @throws InvalidSettingsException if there is none
   */
  public static ScoringModel load(Configuration conf, Path given) throws IOException {
    FileSystem fs = given.getFileSystem(conf);
    Path file = fs.makeQualified(find(fs, given));
    return new ScoringModel(file, ModelFile.read(fs, file));
  }

  private static Path find(FileSystem fs, Path given) throws IOException {
    RunLayout run = new RunLayout(given);
    try {
      if (fs.getFileStatus(given).isFile()) {
        return given;
      }
    } catch (FileNotFoundException e) {
      throw none(given, "it does not exist");
    }
    if (fs.exists(run.modelSuccess())) {
      return run.modelFile();
    }
    Path inside = new Path(given, run.modelFile().getName());
    if (fs.exists(inside)) {
      return inside;
    }
    boolean begun = fs.exists(run.runDocument());
    throw none(given, begun ? "the run is not finished" : "it is neither a run nor a model");
  }

  private static InvalidSettingsException none(Path given, String why) {
    return new InvalidSettingsException(
        List.of(
            ScoreKeys.MODEL.option()
                + " "
                + given
                + ": "
                + why
                + "; give the folder of a finished run, or a model file"));
  }

  /** Everything but its numbers. */
  public ModelFile.About about() {
    return model.about();
  }

  /** A scorer for one thread. */
  public Scorer scorer() {
    return new KnownAlgorithms()
        .scorer(new TrainedModel(about().algorithm(), about().shape(), model.tensors()));
  }

  /** The classes by number; empty where labels are numbers or there are none. */
  public List<String> classes() {
    return about().encoding().labels().classes();
  }

  /** What its labels are. */
  public LabelEncoding.Kind labels() {
    return about().encoding().labels().kind();
  }
}
