package org.trainyard.am.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongToIntFunction;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.trainyard.am.archive.ClassArchive;
import org.trainyard.am.client.JobJar;
import org.trainyard.am.client.SubmissionSpec;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.JobSettings;
import org.trainyard.am.cluster.TaskCounts;
import org.trainyard.am.cluster.YarnClusterLink;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.config.YarnKeys.EngineName;
import org.trainyard.am.view.Eta;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.score.JobScoring;
import org.trainyard.mapreduce.score.LocalScoring;
import org.trainyard.mapreduce.score.ScoreEngine;

/**
 * What the verbs that score have in common: their keys, and the engine that the settings choose.
 */
final class ScoringEngines {
  /** A task that fails is done again, so none should be larger than this. */
  private static final long LARGEST_TASK = 2L << 30;

  private static final List<Key<?>> WHERE =
      List.of(
          YarnKeys.OUTPUT,
          YarnKeys.ENGINE_NAME,
          YarnKeys.THREADS,
          YarnKeys.SPLITS,
          YarnKeys.MAP_MEMORY_MB,
          YarnKeys.REDUCE_MEMORY_MB,
          YarnKeys.NAME,
          YarnKeys.QUEUE,
          YarnKeys.PRIORITY,
          YarnKeys.NODE_LABEL,
          YarnKeys.TAGS);

  /** What the model knows: which columns are features, and of which kind. */
  private static final Set<Key<?>> OF_THE_MODEL =
      Set.of(
          DataKeys.CATEGORICAL,
          DataKeys.NUMERIC,
          DataKeys.IGNORE_COLUMNS,
          DataKeys.TASK,
          DataKeys.LIBSVM_BASE);

  private ScoringEngines() {}

  /** The keys of reading and of the engine, some left out, and some more. */
  static List<Key<?>> keys(Set<Key<?>> without, List<Key<?>> more) {
    List<Key<?>> keys = new ArrayList<>(more);
    Stream<Key<?>> reading =
        DataKeys.all().stream()
            .filter(key -> key.group() == Key.Group.INPUT)
            .filter(key -> !OF_THE_MODEL.contains(key) && !without.contains(key));
    reading.forEach(keys::add);
    keys.addAll(WHERE);
    return keys;
  }

  /** The engine for one call. */
  static ScoreEngine of(Invocation call) {
    EngineChoice choice = EngineChoice.of(call.conf());
    call.terminal().say(choice.sentence());
    if (choice.engine() == EngineName.LOCAL) {
      int asked = call.get(YarnKeys.THREADS).intValue();
      int threads = asked == 0 ? Runtime.getRuntime().availableProcessors() : asked;
      return new LocalScoring(call.conf(), threads);
    }
    Configuration conf = new Configuration(call.conf());
    JobSettings.apply(conf, SubmissionSpec.tags(conf));
    boolean yarn = MRConfig.YARN_FRAMEWORK_NAME.equals(conf.get(MRConfig.FRAMEWORK_NAME));
    if (yarn) {
      conf.set(MRJobConfig.JAR, JobJar.find(conf).toString());
    }
    Optional<ClassArchive> archive = yarn ? ClassArchive.latest(conf) : Optional.empty();
    LongToIntFunction tasks = bytes -> tasks(call, yarn, bytes);
    return new JobScoring(
        conf,
        job -> {
          call.find(YarnKeys.NAME).ifPresent(job::setJobName);
          archive.ifPresent(found -> found.ship(job));
        },
        tasks,
        StopSignal.never(),
        new RunReporter(call.terminal(), new Eta(1, 0)));
  }

  private static int tasks(Invocation call, boolean yarn, long bytes) {
    int asked = call.get(YarnKeys.SPLITS).intValue();
    if (asked > 0) {
      return asked;
    }
    long least = (bytes + LARGEST_TASK - 1) / LARGEST_TASK;
    return (int) Math.max(yarn ? fitting(call, bytes) : 1, least);
  }

  private static int fitting(Invocation call, long bytes) {
    try (ClusterLink cluster = new YarnClusterLink(call.conf())) {
      return TaskCounts.parsing(call.conf(), cluster, bytes);
    } catch (IOException e) {
      call.terminal().complain("Cannot leave the cluster: " + e.getMessage());
      return 1;
    }
  }
}
