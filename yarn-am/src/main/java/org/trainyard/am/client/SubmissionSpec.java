package org.trainyard.am.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.util.StringUtils;
import org.trainyard.am.cluster.RunTag;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.formats.run.RunDocument;

/**
 * How the application of a run is to appear on the cluster.
 *
 * @param name for people
 * @param queue or null for the cluster's default
 * @param priority or -1 for the queue's default
 * @param nodeLabel or null for the queue's default
 * @param tags all in lower case
 * @param memoryMb of the container in MiB
 * @param cores of the container
 * @param attempts the first included
 * @param attemptsWithin time after which a crash is forgotten; zero for never
 * @param javaOptions of the JVM
 * @param keepsContainers whether containers outlive an attempt
 */
public record SubmissionSpec(
    String name,
    String queue,
    int priority,
    String nodeLabel,
    SortedSet<String> tags,
    int memoryMb,
    int cores,
    int attempts,
    Duration attemptsWithin,
    String javaOptions,
    boolean keepsContainers) {
  /** Of the heap in the container's memory; the rest is for the JVM itself. */
  private static final double HEAP_SHARE = 0.75;

  /** From the settings of a run, and from Hadoop's own where ours say nothing. */
  public static SubmissionSpec of(RunDocument run, Configuration conf) {
    return new SubmissionSpec(
        run.name(),
        queue(conf),
        YarnKeys.PRIORITY.get(conf::get).intValue(),
        YarnKeys.NODE_LABEL.get(conf::get),
        tags(run.runId(), conf),
        YarnKeys.AM_MEMORY_MB.get(conf::get).intValue(),
        YarnKeys.AM_CORES.get(conf::get).intValue(),
        YarnKeys.AM_ATTEMPTS.get(conf::get).intValue(),
        Duration.ofSeconds(YarnKeys.AM_ATTEMPTS_WITHIN.get(conf::get)),
        YarnKeys.AM_JAVA_OPTIONS.get(conf::get),
        YarnKeys.ENGINE_NAME.get(conf::get) != YarnKeys.EngineName.CHAINED);
  }

  /** The same with more tags. */
  SubmissionSpec tagged(Collection<String> more) {
    SortedSet<String> all = new TreeSet<>(tags);
    all.addAll(more);
    return new SubmissionSpec(
        name,
        queue,
        priority,
        nodeLabel,
        all,
        memoryMb,
        cores,
        attempts,
        attemptsWithin,
        javaOptions,
        keepsContainers);
  }

  /** The queue of the application and of its jobs; null for the cluster's default. */
  public static String queue(Configuration conf) {
    String ours = YarnKeys.QUEUE.get(conf::get);
    return ours != null ? ours : conf.get(MRJobConfig.QUEUE_NAME);
  }

  /** Tags of the application and of its jobs. */
  public static SortedSet<String> tags(String runId, Configuration conf) {
    SortedSet<String> tags = tags(conf);
    tags.add(RunTag.of(runId));
    return tags;
  }

  /** The tags that the user, or the scheduler that called us, wants on everything we submit. */
  public static SortedSet<String> tags(Configuration conf) {
    SortedSet<String> tags = new TreeSet<>();
    List<String> ours = YarnKeys.TAGS.get(conf::get);
    Stream.concat(
            conf.getTrimmedStringCollection(MRJobConfig.JOB_TAGS).stream(),
            ours == null ? Stream.empty() : ours.stream())
        .map(StringUtils::toLowerCase)
        .forEach(tags::add);
    return tags;
  }

  /** Heap of the ApplicationMaster in MiB. */
  public int heapMb() {
    return (int) (memoryMb * HEAP_SHARE);
  }
}
