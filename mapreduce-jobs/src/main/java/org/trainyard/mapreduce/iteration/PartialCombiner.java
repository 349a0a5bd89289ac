package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.mapreduce.Reducer;

/** Adds the partials of a shard. Exact, so it may run any number of times, over any grouping. */
public final class PartialCombiner
    extends Reducer<IntWritable, PartialWritable, IntWritable, PartialWritable> {
  @Override
  protected void reduce(IntWritable shard, Iterable<PartialWritable> partials, Context context)
      throws IOException, InterruptedException {
    context.write(shard, PartialWritable.sum(partials));
  }
}
