package org.trainyard.am.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.client.HdfsClientConfigKeys;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskType;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.mapreduce.engine.JobTailor;
import org.trainyard.mapreduce.engine.MapWork;
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
    SHORT_JOBS.forEach((name, value) -> setDefault(conf, name, value));
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
   * Settings of a job whose number of map tasks is not known yet, or whose tasks are to have
   * containers.
   */
  public static void shape(Configuration conf) {
    // A master that only directs others lives for seconds: what the second compiler makes of its
    // code comes too late, and takes the core from the tasks. Tasks compute, and keep both.
    String options = conf.get(MRJobConfig.MR_AM_COMMAND_OPTS, "");
    if (!COMPILER.matcher(options).find()) {
      conf.set(MRJobConfig.MR_AM_COMMAND_OPTS, (options + " -XX:TieredStopAtLevel=1").trim());
    }
  }

  /**
   * Settings of an iteration's job, which depend on its map tasks. Hadoop's own settings of uber
   * mode, where a user or the cluster's site files made any, are left to have their way.
   *
   * @param conf of the job, modified
   * @param splits number of map tasks
   * @param guessSeconds of all of them together, by the size of the data
   * @param last what those of an earlier iteration took, or null
   * @return what was chosen and why
   */
  public static JobTailor.Fit shape(
      Configuration conf, int splits, double guessSeconds, MapWork last) {
    if (!isDefault(conf, MRJobConfig.JOB_UBERTASK_ENABLE)) {
      boolean enabled = conf.getBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, false);
      if (!enabled) {
        shape(conf);
      }
      return new JobTailor.Fit(
          splits + " map task(s), in uber mode where Hadoop's own rule says so",
          MRJobConfig.JOB_UBERTASK_ENABLE + " is set to " + enabled);
    }
    UberPolicy.Choice choice =
        DeviceRequest.asks(conf)
            ? new UberPolicy.Choice(false, "a master has no GPU")
            : UberPolicy.choose(uberFacts(conf, splits, guessSeconds, last));
    conf.setBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, choice.uber());
    if (choice.uber()) {
      // Whoever chose so few splits knew how many bytes they have.
      setDefault(conf, MRJobConfig.JOB_UBERTASK_MAXBYTES, Long.toString(Long.MAX_VALUE));
    } else {
      shape(conf);
    }
    String where = choice.uber() ? "the job's own master" : "containers";
    return new JobTailor.Fit(splits + " map task(s) in " + where, choice.because());
  }

  private static UberPolicy.Facts uberFacts(
      Configuration conf, int splits, double guessSeconds, MapWork last) {
    JobConf job = new JobConf(conf);
    long task =
        Math.max(job.getMemoryRequired(TaskType.MAP), job.getMemoryRequired(TaskType.REDUCE));
    int master = conf.getInt(MRJobConfig.MR_AM_VMEM_MB, MRJobConfig.DEFAULT_MR_AM_VMEM_MB);
    return new UberPolicy.Facts(
        splits,
        conf.getInt(MRJobConfig.JOB_UBERTASK_MAXMAPS, 9),
        task <= master,
        last == null ? guessSeconds : last.workSeconds(),
        last != null,
        last == null ? Double.NaN : last.startSeconds());
  }

  private static void setDefault(Configuration conf, String name, String value) {
    if (isDefault(conf, name)) {
      conf.set(name, value);
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

  /**
   * Whether nobody but Hadoop's own defaults said anything. A configuration that was written to a
   * file and read again names the file as its last source, and its origin as the first.
   */
  static boolean isDefault(Configuration conf, String name) {
    String[] sources = conf.getPropertySources(name);
    return sources == null || sources.length == 0 || sources[0].endsWith("-default.xml");
  }
}
