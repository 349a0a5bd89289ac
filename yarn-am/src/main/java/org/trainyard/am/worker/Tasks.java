package org.trainyard.am.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.map.WrappedMapper;
import org.apache.hadoop.mapreduce.lib.reduce.WrappedReducer;
import org.apache.hadoop.mapreduce.task.MapContextImpl;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.device.HeldDevice;
import org.trainyard.mapreduce.iteration.DeviceCounters;
import org.trainyard.mapreduce.iteration.IterationCounter;
import org.trainyard.mapreduce.iteration.IterationInput;
import org.trainyard.mapreduce.iteration.IterationMapper;
import org.trainyard.mapreduce.iteration.IterationReducer;
import org.trainyard.mapreduce.iteration.PartialCombiner;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** Runs the mapper, the combiner and the reducer of the chained engine in this process. */
final class Tasks {
  /** Combiners and reducers read nothing beside the partials. */
  private static final JobConf SUMS = new IterationInput(null, null, 1, HeldDevice.off()).handed();

  private Tasks() {}

  /**
   * What a mapper came to.
   *
   * @param shards its partial
   * @param rows samples visited
   * @param loss mean loss of these for a unit of weight; NaN if unknown
   * @param device what was computed where since it was last told; null without a device asked for
   */
  record Output(PartialWritable[] shards, long rows, double loss, DeviceUse device) {}

  /** Maps one split. */
  static Output map(JobConf input, int shards, int split, SplitReader reader)
      throws IOException, InterruptedException {
    ShardWriter writer = new ShardWriter(shards);
    TaskReporter reporter = new TaskReporter();
    MapContextImpl<NullWritable, Segment, IntWritable, PartialWritable> context =
        new MapContextImpl<>(
            input,
            new TaskAttemptID("trainyard", 0, TaskType.MAP, split, 0),
            reader,
            writer,
            null,
            reporter,
            null);
    new IterationMapper()
        .run(
            new WrappedMapper<NullWritable, Segment, IntWritable, PartialWritable>()
                .getMapContext(context));
    return new Output(
        writer.shards(),
        reporter.getCounter(IterationCounter.ROWS).getValue(),
        Double.longBitsToDouble(reporter.getCounter(IterationCounter.MEAN_LOSS_BITS).getValue()),
        DeviceCounters.read(reporter.counters()));
  }

  /** Adds several partials, shard by shard. */
  static PartialWritable[] combine(List<PartialWritable[]> partials)
      throws IOException, InterruptedException {
    int shards = partials.get(0).length;
    List<ShardContext.Group> groups = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      int number = shard;
      groups.add(
          new ShardContext.Group(
              shard, partials.stream().map(partial -> partial[number]).toList()));
    }
    ShardWriter writer = new ShardWriter(shards);
    new PartialCombiner()
        .run(
            new WrappedReducer<IntWritable, PartialWritable, IntWritable, PartialWritable>()
                .getReducerContext(new ShardContext(SUMS, groups, writer)));
    return writer.shards();
  }

  /** Adds the partials of one shard as they come. */
  static PartialWritable reduce(int shard, Iterable<PartialWritable> partials)
      throws IOException, InterruptedException {
    ShardWriter writer = new ShardWriter(shard + 1);
    new IterationReducer()
        .run(
            new WrappedReducer<IntWritable, PartialWritable, IntWritable, PartialWritable>()
                .getReducerContext(
                    new ShardContext(
                        SUMS, List.of(new ShardContext.Group(shard, partials)), writer)));
    return writer.shards()[shard];
  }
}
