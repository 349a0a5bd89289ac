package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.trainyard.formats.partial.Partial;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.LossMeter;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.device.HeldDevice;

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
  private LossMeter loss;
  private HeldDevice device;
  private int shards;
  private long readNanos;
  private long computeNanos;
  private long last;

  @Override
  protected void setup(Context context) throws IOException {
    IterationInput input = IterationInput.of(context.getConfiguration());
    accumulator = input.algorithm().accumulator(input.parameters(), input.device().kernels());
    device = input.device();
    partial = new Partial(input.algorithm().shape(input.parameters()));
    loss = new LossMeter(input.algorithm().losses(input.parameters()));
    shards = input.shards();
    last = System.nanoTime();
  }

  @Override
  protected void map(NullWritable key, Segment segment, Context context) {
    // What passed since the last segment was done is the reading of this one.
    long read = System.nanoTime();
    readNanos += read - last;
    accumulator.accumulate(segment, partial);
    partial.visited(segment.rows());
    device.visited(segment.rows());
    context.getCounter(IterationCounter.SEGMENTS).increment(1);
    context.getCounter(IterationCounter.ROWS).increment(segment.rows());
    context.progress();
    last = System.nanoTime();
    computeNanos += last - read;
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    long finishing = System.nanoTime();
    accumulator.finish(partial);
    computeNanos += System.nanoTime() - finishing;
    context.getCounter(IterationCounter.READ_MS).increment(readNanos / 1_000_000);
    context.getCounter(IterationCounter.COMPUTE_MS).increment(computeNanos / 1_000_000);
    context
        .getCounter(IterationCounter.MEAN_LOSS_BITS)
        .setValue(Double.doubleToLongBits(loss.take(partial)));
    DeviceCounters.count(context, device.take());
    // What it computed with makes room for the bytes; of these, one shard is there at a time.
    accumulator = null;
    for (int shard = 0; shard < shards; shard++) {
      context.write(new IntWritable(shard), PartialWritable.shard(partial, shard, shards));
    }
  }
}
