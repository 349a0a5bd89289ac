package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.trainyard.formats.partial.Partial;
import org.trainyard.mapreduce.problem.RunProblem;

/**
 * Adds the partials of a shard. The only reducer of a job has all there is: it takes the
 * optimiser's step and writes the new state. Several reducers write the sums of their shards, and
 * whoever drives the run takes the step.
 */
public final class IterationReducer
    extends Reducer<IntWritable, PartialWritable, IntWritable, PartialWritable> {
  @Override
  protected void reduce(IntWritable shard, Iterable<PartialWritable> partials, Context context)
      throws IOException, InterruptedException {
    Configuration conf = context.getConfiguration();
    if (!IterationInput.reducerTakesStep(conf)) {
      context.write(shard, PartialWritable.sum(partials));
      return;
    }
    Partial sum = PartialWritable.add(partials);
    Path output = IterationOutput.attemptFolder(context);
    FileSystem fs = output.getFileSystem(conf);
    RunProblem problem = IterationJob.problem(conf);
    Step.take(problem, problem.algorithm(), IterationJob.stateBefore(conf), sum.totals())
        .write(fs, output);
    IterationOutput.publishState(context);
  }
}
