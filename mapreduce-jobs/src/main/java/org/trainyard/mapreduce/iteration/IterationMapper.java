package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Segment;

/**
 * Adds its segments to one partial, and emits the partial once, at the end: number of the shard,
 * the shard.
 *
 * <p>Side input: the state of the iteration before. Counters: {@link IterationCounter}.
 */
public final class IterationMapper
    extends Mapper<NullWritable, Segment, IntWritable, PartialWritable> {
  private Accumulator accumulator;
  private Partial partial;

  @Override
  protected void setup(Context context) throws IOException {
    Algorithm algorithm = IterationJob.problem(context.getConfiguration()).algorithm();
    State state = IterationJob.parametersBefore(context.getConfiguration());
    accumulator = algorithm.accumulator(state);
    partial = new Partial(algorithm.shape(state));
  }

  @Override
  protected void map(NullWritable key, Segment segment, Context context) {
    accumulator.accumulate(segment, partial);
    partial.visited(segment.rows());
    context.getCounter(IterationCounter.SEGMENTS).increment(1);
    context.getCounter(IterationCounter.ROWS).increment(segment.rows());
    context.progress();
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    List<PartialWritable> shards =
        PartialWritable.shards(partial, context.getConfiguration().getInt(IterationJob.SHARDS, 1));
    for (int shard = 0; shard < shards.size(); shard++) {
      context.write(new IntWritable(shard), shards.get(shard));
    }
  }
}
