package org.trainyard.mapreduce.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.run.JsonFile;

/**
 * What the tasks of a job work on; travels in the job's configuration.
 *
 * @param model file of the model
 * @param input how raw input is read; null for a packed dataset
 * @param dataset folder of a packed dataset; null for raw input
 * @param layout of predictions; null for an evaluation
 * @param center a number near the labels' mean, for evaluations of numbers
 * @param tasks wanted number of map tasks
 */
record ScoreSpec(
    String model,
    ScoreInput input,
    String dataset,
    PredictionLayout layout,
    double center,
    int tasks) {
  private static final String KEY = "trainyard.job.score";

  /** Tells a job. */
  void tell(Configuration conf) throws JsonProcessingException {
    conf.set(KEY, JsonFile.MAPPER.writeValueAsString(this));
  }

  /** What a job was told. */
  static ScoreSpec of(Configuration conf) throws IOException {
    // Raw: a value of the data may look like a variable.
    return JsonFile.MAPPER.readValue(conf.getRaw(KEY), ScoreSpec.class);
  }

  /** The model. */
  ScoringModel loadModel(Configuration conf) throws IOException {
    return ScoringModel.load(conf, new Path(model));
  }
}
