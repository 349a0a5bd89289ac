package org.trainyard.am.archive;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.mapreduce.lib.output.NullOutputFormat;

/**
 * Builds the MapReduce job that makes an archive of classes. It does hardly anything, all of it in
 * its own master, whose JVM keeps a list of the classes it loads: those of an ApplicationMaster, of
 * a map task and of a reduce task. In the end the reduce task has a second JVM make the archive of
 * that list.
 */
final class ClassArchiveJob {
  static final String FOLDER = "trainyard.job.class-archive";

  /** Where the JVM writes the names of the classes that it loads, in the container's folder. */
  static final String LOADED = "loaded-classes.txt";

  /** A second JVM stands beside the master's for some seconds. */
  private static final int MEMORY_MB = 1536;

  private static final String LIST_OPTION = " -XX:DumpLoadedClassList=" + LOADED;

  /** Ends of the names of the order for an archive, and of the word why there is none. */
  static final String ORDER = ".order";

  static final String FAILED = ".failed";

  private ClassArchiveJob() {}

  /**
   * A job that makes {@code folder} with the archive, or the word why it could not, and takes the
   * order away.
   *
   * @param order a file whose one line is what the job maps
   */
  static Job create(Configuration base, Path folder, Path order) throws IOException {
    Job job = Job.getInstance(base, "Trainyard · class archive");
    Configuration conf = job.getConfiguration();
    // A jar of its own: that of the run goes when the run is over, and a short run is over first.
    job.setJarByClass(ClassArchiveJob.class);
    conf.set(FOLDER, folder.toString());
    conf.setInt(MRJobConfig.IO_SORT_MB, 16);
    conf.setBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, true);
    conf.setInt(
        MRJobConfig.MR_AM_VMEM_MB, Math.max(MEMORY_MB, conf.getInt(MRJobConfig.MR_AM_VMEM_MB, 0)));
    conf.setInt(MRJobConfig.MAP_MEMORY_MB, 512);
    conf.setInt(MRJobConfig.REDUCE_MEMORY_MB, MEMORY_MB);
    // Once is enough: without an archive everything works as well.
    conf.setInt(MRJobConfig.REDUCE_MAX_ATTEMPTS, 1);
    conf.setInt(MRJobConfig.MR_AM_MAX_ATTEMPTS, 1);
    conf.setBoolean(MRJobConfig.REDUCE_SPECULATIVE, false);
    for (String name :
        new String[] {MRJobConfig.MR_AM_COMMAND_OPTS, MRJobConfig.REDUCE_JAVA_OPTS}) {
      conf.set(name, conf.get(name, "") + LIST_OPTION);
    }
    job.setInputFormatClass(TextInputFormat.class);
    TextInputFormat.addInputPath(job, order);
    job.setMapperClass(ClassArchiveMapper.class);
    job.setReducerClass(ClassArchiveReducer.class);
    job.setNumReduceTasks(1);
    job.setOutputKeyClass(NullWritable.class);
    job.setOutputValueClass(Text.class);
    job.setOutputFormatClass(NullOutputFormat.class);
    return job;
  }
}
