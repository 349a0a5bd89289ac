package org.trainyard.mapreduce.score;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * Writes the predictions of its split into a file that is named by the split's place in the input,
 * and emits nothing. Side input: the model. Counters: {@link ScoreCounter}.
 */
public final class PredictMapper
    extends Mapper<AtomicLong, ScoreSplit, NullWritable, NullWritable> {
  @Override
  protected void map(AtomicLong read, ScoreSplit split, Context context)
      throws IOException, InterruptedException {
    Configuration conf = context.getConfiguration();
    ScoreSpec spec = ScoreSpec.of(conf);
    Path work = FileOutputFormat.getWorkOutputPath(context);
    int task = split.work().task();
    try (PredictionFile file = new PredictionFile(conf, work, task, spec.layout())) {
      PredictTask prediction =
          new PredictTask(spec, spec.loadModel(conf), file, new CountingProgress(context, read));
      prediction.predict(task, split.work().runs(), conf);
      context.getCounter(ScoreCounter.UNSEEN_VALUES).increment(prediction.unseenValues());
    }
  }
}
