package org.trainyard.am.worker;

import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** Takes what a task writes, as it is: nothing is serialised on the way to the next task. */
final class ShardWriter extends RecordWriter<IntWritable, PartialWritable> {
  private final PartialWritable[] shards;

  /** For so many shards. */
  ShardWriter(int shards) {
    this.shards = new PartialWritable[shards];
  }

  /** What was written, by number of the shard. */
  PartialWritable[] shards() {
    return shards;
  }

  @Override
  public void write(IntWritable shard, PartialWritable value) {
    shards[shard.get()] = value;
  }

  @Override
  public void close(TaskAttemptContext context) {}
}
