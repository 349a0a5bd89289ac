package org.trainyard.am.master;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.SplitPolicy;
import org.trainyard.am.cluster.TaskCounts;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.formats.config.KeySource;
import org.trainyard.mapreduce.algorithm.TrainingKeys;

/**
 * The number of map tasks of each iteration: what the user asked for, else what {@link SplitPolicy}
 * makes of the work and the capacity that is free now. Belongs to the worker's thread.
 */
final class SplitSupplier implements IntSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(SplitSupplier.class);

  private final Configuration conf;
  private final ClusterLink cluster;
  private final Supplier<Work> work;
  private int last;

  /**
   * What an iteration does.
   *
   * @param bytes of the packed data
   * @param factor arithmetic for each value that is read, in units of one linear model
   */
  record Work(long bytes, double factor) {
    /** Of so many models with these settings. */
    static Work of(long bytes, int models, KeySource settings) {
      double width =
          switch (TrainingKeys.ALGORITHM.get(settings)) {
            case LINEAR -> 1;
            case KMEANS -> mean(TrainingKeys.CLUSTERS.get(settings));
            case MLP ->
                TrainingKeys.LOCAL_EPOCHS.get(settings)
                    * TrainingKeys.HIDDEN.get(settings).stream()
                        .mapToDouble(Double::parseDouble)
                        .sum();
          };
      return new Work(bytes, models * width);
    }

    private static double mean(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).average().orElse(1);
    }
  }

  /** With the work of an iteration, asked when it is needed. */
  SplitSupplier(Configuration conf, ClusterLink cluster, Supplier<Work> work) {
    this.conf = conf;
    this.cluster = cluster;
    this.work = work;
  }

  @Override
  public int getAsInt() {
    int asked = YarnKeys.SPLITS.get(conf::get).intValue();
    last =
        asked > 0
            ? asked
            : SplitPolicy.splits(
                TaskCounts.wave(conf, cluster), work.get().bytes(), work.get().factor());
    LOG.info("{} map task(s)", last);
    return last;
  }

  /** What an iteration does. */
  Work work() {
    return work.get();
  }

  /** The last answer. */
  int last() {
    return last;
  }
}
