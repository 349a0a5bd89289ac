package org.trainyard.mapreduce.pack;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.trainyard.formats.raw.BadDataException;

/**
 * Adds up what the tasks have found and writes what stands beside the blocks. The only reducer of
 * its job: the summaries come first, then the groups of sparse columns in ascending order.
 */
public final class PackReducer
    extends Reducer<IntWritable, BytesWritable, NullWritable, NullWritable> {
  private PackFailures failures;
  private PackPlan plan;
  private PackSummary summary;
  private DatasetPublisher publisher;

  @Override
  protected void setup(Context context) throws IOException {
    Configuration conf = context.getConfiguration();
    Path folder = PackJob.folder(conf);
    failures = new PackFailures(conf, FileOutputFormat.getOutputPath(context));
    plan = PackFolder.plan(conf, folder);
    summary = new PackSummary(plan.schema(), plan.maxCategories());
  }

  @Override
  protected void reduce(IntWritable key, Iterable<BytesWritable> values, Context context)
      throws IOException, InterruptedException {
    DataInputBuffer in = new DataInputBuffer();
    if (key.get() == PackMapper.HEAD) {
      for (BytesWritable value : values) {
        in.reset(value.getBytes(), value.getLength());
        summary.readAndAdd(in);
        context.progress();
      }
      return;
    }
    SparseColumns group = new SparseColumns();
    for (BytesWritable value : values) {
      in.reset(value.getBytes(), value.getLength());
      group.readAndAdd(in);
    }
    group.forEach(publisher(context)::addSparse);
    context.progress();
  }

  private DatasetPublisher publisher(Context context) throws IOException, InterruptedException {
    if (publisher == null) {
      Path work = FileOutputFormat.getWorkOutputPath(context);
      FileSystem fs = work.getFileSystem(context.getConfiguration());
      publisher = new DatasetPublisher(fs, work, plan, summary);
    }
    return publisher;
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    if (failures.first().isPresent()) {
      return;
    }
    try {
      publisher(context).finish();
    } catch (BadDataException e) {
      failures.add(PackFailures.WHOLE, e.getMessage());
    }
  }
}
