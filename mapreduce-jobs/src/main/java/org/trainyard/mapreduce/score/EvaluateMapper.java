package org.trainyard.mapreduce.score;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.trainyard.formats.partial.Partial;
import org.trainyard.mapreduce.iteration.PartialWritable;

/**
 * Measures the model on its split, and emits one partial. Side input: the model. Counters: {@link
 * ScoreCounter}.
 */
public final class EvaluateMapper
    extends Mapper<AtomicLong, ScoreSplit, IntWritable, PartialWritable> {
  @Override
  protected void map(AtomicLong read, ScoreSplit split, Context context)
      throws IOException, InterruptedException {
    Configuration conf = context.getConfiguration();
    ScoreSpec spec = ScoreSpec.of(conf);
    EvaluateTask task =
        new EvaluateTask(spec, spec.loadModel(conf), conf, new CountingProgress(context, read));
    Partial partial = task.evaluate(split.work());
    context.write(new IntWritable(0), PartialWritable.shards(partial, 1).get(0));
  }
}
