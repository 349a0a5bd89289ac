package org.trainyard.am.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.client.HdfsClientConfigKeys;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.mapreduce.iteration.DeviceRequest;

/**
 * What every MapReduce job of ours has in common: its place on the cluster, as the settings say,
 * and what makes a chain of short jobs bearable. What the user or the cluster's site files set is
 * left as it is.
 */
public final class JobSettings {
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w*GC\\b");

  private static final Pattern COMPILER =
      Pattern.compile("TieredStopAtLevel|TieredCompilation|-Xint");

  /**
   * Short jobs: what waiting is for in long ones. Measured effects are in the project's design
   * notes.
   */
  private static final Map<String, String> SHORT_JOBS =
      Map.of(
          // The job's master asks for containers twenty times a second instead of once.
          MRJobConfig.MR_AM_TO_RM_HEARTBEAT_INTERVAL_MS, "50",
          // A file is closed when its last block is reported: ask again after 5 ms instead of 400 …
          HdfsClientConfigKeys.BlockWrite.LOCATEFOLLOWINGBLOCK_INITIAL_DELAY_MS_KEY, "5",
          // … and, as the delay doubles, go on for 20 s all the same.
          HdfsClientConfigKeys.BlockWrite.LOCATEFOLLOWINGBLOCK_RETRIES_KEY, "12");

  private JobSettings() {}

  /**
   * Sets them.
   *
   * @param conf modified; from it the jobs are made
   * @param tags of each job
   */
  public static void apply(Configuration conf, Collection<String> tags) {
    place(conf, tags);
    SHORT_JOBS.forEach(
        (name, value) -> {
          if (isDefault(conf, name)) {
            conf.set(name, value);
          }
        });
    for (String options :
        new String[] {
          MRJobConfig.MR_AM_COMMAND_OPTS, MRJobConfig.MAP_JAVA_OPTS, MRJobConfig.REDUCE_JAVA_OPTS
        }) {
      serialCollector(conf, options);
    }
    // It is the run that tells of its end, not each of its iterations.
    conf.unset(MRJobConfig.MR_JOB_END_NOTIFICATION_URL);
    // The credentials of a run belong to the run: a finished job must not take them away.
    conf.setBoolean(MRJobConfig.JOB_CANCEL_DELEGATION_TOKEN, false);
  }

  /**
   * Gives a job the jar that lies ready in the file system. As a file of the distributed cache a
   * node keeps it from job to job, where a job's own jar is fetched and unpacked anew by each.
   */
  public static void ship(Job job, Path jar) {
    try {
      job.addFileToClassPath(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    job.getConfiguration().unset(MRJobConfig.JAR);
  }

  /**
   * Settings that depend on the number of map tasks.
   *
   * @param splits the number; 0 if it is not known yet
   */
  public static void shape(Configuration conf, int splits) {
    if (splits == 1 && !DeviceRequest.asks(conf)) {
      // One map and one reduce task: the job's own master runs them, and no container is waited
      // for. Whoever chose one split knew how many bytes it has. A master has no GPU.
      conf.setBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, true);
      conf.setLong(MRJobConfig.JOB_UBERTASK_MAXBYTES, Long.MAX_VALUE);
      return;
    }
    // A master that only directs others lives for seconds: what the second compiler makes of its
    // code comes too late, and takes the core from the tasks. Tasks compute, and keep both.
    String options = conf.get(MRJobConfig.MR_AM_COMMAND_OPTS, "");
    if (!COMPILER.matcher(options).find()) {
      conf.set(MRJobConfig.MR_AM_COMMAND_OPTS, (options + " -XX:TieredStopAtLevel=1").trim());
    }
  }

  private static void place(Configuration conf, Collection<String> tags) {
    conf.set(MRJobConfig.JOB_TAGS, String.join(",", tags));
    String queue = YarnKeys.QUEUE.get(conf::get);
    if (queue != null) {
      conf.set(MRJobConfig.QUEUE_NAME, queue);
    }
    long priority = YarnKeys.PRIORITY.get(conf::get);
    if (priority >= 0) {
      conf.set(MRJobConfig.PRIORITY, Long.toString(priority));
    }
    String label = YarnKeys.NODE_LABEL.get(conf::get);
    if (label != null) {
      conf.set(MRJobConfig.JOB_NODE_LABEL_EXP, label);
    }
    setPositive(conf, MRJobConfig.MAP_MEMORY_MB, YarnKeys.MAP_MEMORY_MB.get(conf::get));
    setPositive(conf, MRJobConfig.REDUCE_MEMORY_MB, YarnKeys.REDUCE_MEMORY_MB.get(conf::get));
  }

  private static void setPositive(Configuration conf, String name, long value) {
    if (value > 0) {
      conf.setLong(name, value);
    }
  }

  /** One core has no use for a concurrent collector, and its threads slow the start. */
  private static void serialCollector(Configuration conf, String name) {
    String options = conf.get(name, "");
    if (!COLLECTOR.matcher(options).find()) {
      conf.set(name, (options + " -XX:+UseSerialGC").trim());
    }
  }

  /** Whether nobody but Hadoop's own defaults said anything. */
  static boolean isDefault(Configuration conf, String name) {
    String[] sources = conf.getPropertySources(name);
    return sources == null
        || sources.length == 0
        || sources[sources.length - 1].endsWith("-default.xml");
  }
}
