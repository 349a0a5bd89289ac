package org.trainyard.mapreduce.pack;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.trainyard.formats.raw.BadDataException;

/**
 * Packs one split. Emits its summary under {@link #HEAD}, and the columns of sparse data in groups
 * under their number divided by {@link #GROUP}. Unusable input is written down as a failure of the
 * job and is no failure of the task, which would be tried again in vain.
 */
public final class PackMapper extends Mapper<NullWritable, PackSplit, IntWritable, BytesWritable> {
  /** Key of the summaries; before all others. */
  static final int HEAD = -1;

  /** Consecutive column numbers that travel together. */
  static final int GROUP = 4096;

  @Override
  protected void map(NullWritable key, PackSplit split, Context context)
      throws IOException, InterruptedException {
    Configuration conf = context.getConfiguration();
    Path folder = PackJob.folder(conf);
    PackFailures failures = new PackFailures(conf, FileOutputFormat.getOutputPath(context));
    if (failures.before(split.task())) {
      return;
    }
    Path work = FileOutputFormat.getWorkOutputPath(context);
    PackPlan plan = PackFolder.plan(conf, folder);
    try (PackTask task =
        new PackTask(
            plan,
            work.getFileSystem(conf),
            work,
            PackFolder.blockFile(split.task()),
            counting(context))) {
      task.pack(split.runs(), conf);
      emit(task, context);
    } catch (BadDataException e) {
      failures.add(split.task(), e.getMessage());
    }
  }

  private static void emit(PackTask task, Context context)
      throws IOException, InterruptedException {
    DataOutputBuffer out = new DataOutputBuffer();
    task.summary().write(out);
    context.write(new IntWritable(HEAD), bytes(out));
    SparseColumns sparse = task.sparseColumns();
    int[] columns = sparse.columns();
    int from = 0;
    while (from < columns.length) {
      int to = endOfGroup(columns, from);
      out.reset();
      sparse.write(out, columns, from, to);
      context.write(new IntWritable(columns[from] / GROUP), bytes(out));
      from = to;
    }
  }

  /** The place after the last column that is of the same group as the one at {@code from}. */
  static int endOfGroup(int[] columns, int from) {
    int to = from;
    while (to < columns.length && columns[to] / GROUP == columns[from] / GROUP) {
      to++;
    }
    return to;
  }

  private static BytesWritable bytes(DataOutputBuffer out) {
    return new BytesWritable(out.getData(), out.getLength());
  }

  private static PackTask.Progress counting(Context context) {
    return new PackTask.Progress() {
      @Override
      public void chunkDone(long bytes) {
        context.getCounter(PackCounter.INPUT_BYTES).increment(bytes);
        context.progress();
      }

      @Override
      public void blockDone(int rows) {
        context.getCounter(PackCounter.BLOCKS).increment(1);
        context.getCounter(PackCounter.ROWS).increment(rows);
        context.progress();
      }

      @Override
      public void recordSkipped() {
        context.getCounter(PackCounter.BAD_RECORDS).increment(1);
      }
    };
  }
}
