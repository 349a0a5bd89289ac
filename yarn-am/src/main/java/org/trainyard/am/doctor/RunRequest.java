package org.trainyard.am.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.client.HdfsClientConfigKeys;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.trainyard.am.client.SubmissionSpec;
import org.trainyard.am.config.PathSettings;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.config.YarnKeys.EngineName;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.mapreduce.algorithm.TrainingKeys;

/**
 * What a run with the given options asks of its surroundings.
 *
 * @param onCluster whether it goes to YARN
 * @param engine asked for
 * @param output folder of the run, if one is named
 * @param inputs paths that are read, by the option that names them
 * @param queue or null for the cluster's default
 * @param nodeLabel or null
 * @param containers kinds of containers, the ApplicationMaster's first
 * @param secondsLimit the run's time limit; 0 for none
 * @param mostIterations of the run
 * @param replication copies of a file
 */
public record RunRequest(
    boolean onCluster,
    EngineName engine,
    Optional<Path> output,
    Map<String, List<Path>> inputs,
    String queue,
    String nodeLabel,
    List<ContainerAsk> containers,
    double secondsLimit,
    long mostIterations,
    int replication) {
  /** Sizes that have keys of their own. */
  private static final List<String> SIZES =
      List.of("mb", "memory", "memory-mb", "cpu-vcores", "vcores");

  /** From a configuration whose keys are all valid. */
  public static RunRequest of(Configuration conf) {
    Map<String, List<Path>> inputs = new TreeMap<>();
    for (Key<String> key :
        List.of(
            DataKeys.INPUT_PATHS,
            DataKeys.LABEL_PATHS,
            DataKeys.VALIDATION,
            DataKeys.VALIDATION_LABELS,
            TrainingKeys.WARM_START)) {
      List<Path> paths = PathSettings.paths(conf, key);
      if (!paths.isEmpty()) {
        inputs.put(key.option(), paths);
      }
    }
    EngineName engine = YarnKeys.ENGINE_NAME.get(conf::get);
    boolean yarn = MRConfig.YARN_FRAMEWORK_NAME.equals(conf.get(MRConfig.FRAMEWORK_NAME));
    return new RunRequest(
        yarn && engine != EngineName.LOCAL,
        engine,
        PathSettings.paths(conf, YarnKeys.OUTPUT).stream().findFirst(),
        inputs,
        SubmissionSpec.queue(conf),
        YarnKeys.NODE_LABEL.get(conf::get),
        containers(conf, engine),
        TrainingKeys.TIME_LIMIT.get(conf::get),
        TrainingKeys.MAX_ITERATIONS.get(conf::get),
        conf.getInt(
            HdfsClientConfigKeys.DFS_REPLICATION_KEY,
            HdfsClientConfigKeys.DFS_REPLICATION_DEFAULT));
  }

  /** The containers that a chained iteration needs at once: two masters and a task. */
  public long leastMemoryMb() {
    return containers.stream().limit(3).mapToLong(ContainerAsk::memoryMb).sum();
  }

  private static List<ContainerAsk> containers(Configuration conf, EngineName engine) {
    List<ContainerAsk> asks = new ArrayList<>();
    asks.add(
        new ContainerAsk(
            "the ApplicationMaster",
            YarnKeys.AM_MEMORY_MB.option(),
            YarnKeys.AM_MEMORY_MB.get(conf::get),
            YarnKeys.AM_CORES.get(conf::get).intValue(),
            Map.of()));
    if (engine != EngineName.RESIDENT) {
      asks.add(
          new ContainerAsk(
              "the master of a job",
              MRJobConfig.MR_AM_VMEM_MB,
              conf.getLong(MRJobConfig.MR_AM_VMEM_MB, MRJobConfig.DEFAULT_MR_AM_VMEM_MB),
              conf.getInt(MRJobConfig.MR_AM_CPU_VCORES, MRJobConfig.DEFAULT_MR_AM_CPU_VCORES),
              resources(conf, "yarn.app.mapreduce.am")));
      asks.add(
          new ContainerAsk(
              "a map task",
              YarnKeys.MAP_MEMORY_MB.option(),
              first(
                  YarnKeys.MAP_MEMORY_MB.get(conf::get),
                  conf.getLong(MRJobConfig.MAP_MEMORY_MB, MRJobConfig.DEFAULT_MAP_MEMORY_MB)),
              conf.getInt(MRJobConfig.MAP_CPU_VCORES, MRJobConfig.DEFAULT_MAP_CPU_VCORES),
              resources(conf, "mapreduce.map")));
      asks.add(
          new ContainerAsk(
              "a reduce task",
              YarnKeys.REDUCE_MEMORY_MB.option(),
              first(
                  YarnKeys.REDUCE_MEMORY_MB.get(conf::get),
                  conf.getLong(MRJobConfig.REDUCE_MEMORY_MB, MRJobConfig.DEFAULT_REDUCE_MEMORY_MB)),
              conf.getInt(MRJobConfig.REDUCE_CPU_VCORES, MRJobConfig.DEFAULT_REDUCE_CPU_VCORES),
              resources(conf, "mapreduce.reduce")));
    }
    if (engine != EngineName.CHAINED) {
      asks.add(
          new ContainerAsk(
              "a resident worker",
              YarnKeys.CONTAINER_MEMORY_MB.option(),
              first(
                  YarnKeys.CONTAINER_MEMORY_MB.get(conf::get),
                  conf.getLong(MRJobConfig.MAP_MEMORY_MB, MRJobConfig.DEFAULT_MAP_MEMORY_MB)),
              (int)
                  first(
                      YarnKeys.CONTAINER_CORES.get(conf::get),
                      conf.getInt(MRJobConfig.MAP_CPU_VCORES, MRJobConfig.DEFAULT_MAP_CPU_VCORES)),
              Map.of()));
    }
    return asks;
  }

  private static long first(long ours, long clusters) {
    return ours > 0 ? ours : clusters;
  }

  /** Resources beside memory and cores, as MapReduce's keys name them. */
  private static Map<String, Long> resources(Configuration conf, String prefix) {
    Map<String, Long> resources = new TreeMap<>();
    conf.getPropsWithPrefix(prefix + ".resource.")
        .forEach(
            (name, value) -> {
              if (!SIZES.contains(name) && value.strip().matches("\\d+")) {
                resources.put(name, Long.parseLong(value.strip()));
              }
            });
    return resources;
  }
}
