package org.trainyard.mapreduce.pack;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.security.TokenCache;

/** Commits the files that tasks write to their work folders themselves; takes no records. */
public final class PackOutputFormat extends FileOutputFormat<NullWritable, NullWritable> {
  @Override
  public void checkOutputSpecs(JobContext job) throws IOException {
    TokenCache.obtainTokensForNamenodes(
        job.getCredentials(), new Path[] {getOutputPath(job)}, job.getConfiguration());
  }

  @Override
  public RecordWriter<NullWritable, NullWritable> getRecordWriter(TaskAttemptContext context) {
    return new RecordWriter<>() {
      @Override
      public void write(NullWritable key, NullWritable value) {
        throw new IllegalStateException("Files of a dataset are not made of records");
      }

      @Override
      public void close(TaskAttemptContext closing) {}
    };
  }
}
