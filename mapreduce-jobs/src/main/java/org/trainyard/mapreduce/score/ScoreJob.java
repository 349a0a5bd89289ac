package org.trainyard.mapreduce.score;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.LazyOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.trainyard.mapreduce.iteration.PartialCombiner;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** Builds the MapReduce jobs that score. */
final class ScoreJob {
  private ScoreJob() {}

  /** A job that writes predictions into a folder that is not there yet. */
  static Job predict(Configuration base, ScoreSpec spec, Path output) throws IOException {
    Job job = create(base, "predict " + output, spec);
    job.setMapperClass(PredictMapper.class);
    job.setNumReduceTasks(0);
    job.setMapOutputKeyClass(NullWritable.class);
    job.setMapOutputValueClass(NullWritable.class);
    job.setOutputKeyClass(NullWritable.class);
    job.setOutputValueClass(NullWritable.class);
    // The mapper writes files of its own; the committer is what is wanted.
    LazyOutputFormat.setOutputFormatClass(job, TextOutputFormat.class);
    FileOutputFormat.setOutputPath(job, output);
    return job;
  }

  /** A job that writes the sums of an evaluation into a folder that is not there yet. */
  static Job evaluate(Configuration base, ScoreSpec spec, Path sums) throws IOException {
    Job job = create(base, "evaluate " + spec.model(), spec);
    job.setMapperClass(EvaluateMapper.class);
    job.setCombinerClass(PartialCombiner.class);
    job.setReducerClass(PartialCombiner.class);
    job.setNumReduceTasks(1);
    job.setOutputKeyClass(IntWritable.class);
    job.setOutputValueClass(PartialWritable.class);
    job.setOutputFormatClass(SequenceFileOutputFormat.class);
    FileOutputFormat.setOutputPath(job, sums);
    return job;
  }

  private static Job create(Configuration base, String what, ScoreSpec spec) throws IOException {
    Job job = Job.getInstance(base, "Trainyard · " + what);
    spec.tell(job.getConfiguration());
    job.getConfiguration().setInt("mapreduce.fileoutputcommitter.algorithm.version", 1);
    if (job.getJar() == null) {
      job.setJarByClass(ScoreJob.class);
    }
    job.setInputFormatClass(ScoreInputFormat.class);
    return job;
  }
}
