package org.trainyard.mapreduce.pack;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/** Builds the MapReduce job that packs, and tells its tasks what they work on. */
public final class PackJob {
  private static final String FOLDER = "trainyard.job.pack.folder";
  private static final String TASKS = "trainyard.job.pack.tasks";

  private PackJob() {}

  /**
   * A job that packs into a begun folder.
   *
   * @param output within the folder, where tasks write
   * @param tasks wanted number of map tasks
   */
  static Job create(Configuration base, Path folder, Path output, int tasks) throws IOException {
    Job job = Job.getInstance(base, "Trainyard · pack " + folder);
    Configuration conf = job.getConfiguration();
    conf.set(FOLDER, folder.toString());
    conf.setInt(TASKS, tasks);
    // Ours is written last of all, when the input has been looked at once more.
    conf.setBoolean("mapreduce.fileoutputcommitter.marksuccessfuljobs", false);
    conf.setInt("mapreduce.fileoutputcommitter.algorithm.version", 1);
    job.setJarByClass(PackMapper.class);
    job.setInputFormatClass(PackInputFormat.class);
    job.setMapperClass(PackMapper.class);
    job.setMapOutputKeyClass(IntWritable.class);
    job.setMapOutputValueClass(BytesWritable.class);
    job.setReducerClass(PackReducer.class);
    job.setNumReduceTasks(1);
    job.setOutputKeyClass(NullWritable.class);
    job.setOutputValueClass(NullWritable.class);
    job.setOutputFormatClass(PackOutputFormat.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  /** The folder of the dataset that a job packs. */
  static Path folder(Configuration conf) {
    return new Path(conf.get(FOLDER));
  }

  /** The wanted number of map tasks. */
  static int tasks(Configuration conf) {
    return conf.getInt(TASKS, 1);
  }
}
