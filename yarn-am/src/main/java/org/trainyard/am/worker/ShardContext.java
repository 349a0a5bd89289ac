package org.trainyard.am.worker;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.RawKeyValueIterator;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.task.ReduceContextImpl;
import org.apache.hadoop.util.Progress;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** A reducer's context over the partials of some shards that are in memory or on their way. */
final class ShardContext
    extends ReduceContextImpl<IntWritable, PartialWritable, IntWritable, PartialWritable> {
  /**
   * The partials of one shard.
   *
   * @param shard its number
   * @param partials gone through once
   */
  record Group(int shard, Iterable<PartialWritable> partials) {}

  private final Iterator<Group> groups;
  private Group current;

  ShardContext(JobConf conf, List<Group> groups, ShardWriter writer)
      throws IOException, InterruptedException {
    super(
        conf,
        new TaskAttemptID("trainyard", 0, TaskType.REDUCE, 0, 0),
        new Nothing(),
        null,
        null,
        writer,
        null,
        new TaskReporter(),
        null,
        IntWritable.class,
        PartialWritable.class);
    this.groups = groups.iterator();
  }

  @Override
  public boolean nextKey() {
    current = groups.hasNext() ? groups.next() : null;
    return current != null;
  }

  @Override
  public IntWritable getCurrentKey() {
    return new IntWritable(current.shard());
  }

  @Override
  public Iterable<PartialWritable> getValues() {
    return current.partials();
  }

  /** What the class above wants to read from: groups come from elsewhere. */
  private static final class Nothing implements RawKeyValueIterator {
    private final Progress progress = new Progress();

    @Override
    public DataInputBuffer getKey() {
      return new DataInputBuffer();
    }

    @Override
    public DataInputBuffer getValue() {
      return new DataInputBuffer();
    }

    @Override
    public boolean next() {
      return false;
    }

    @Override
    public void close() {}

    @Override
    public Progress getProgress() {
      return progress;
    }
  }
}
