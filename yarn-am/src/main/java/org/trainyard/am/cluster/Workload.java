package org.trainyard.am.cluster;

import java.util.List;
import org.trainyard.formats.config.KeySource;
import org.trainyard.mapreduce.algorithm.TrainingKeys;

/**
 * What an iteration does.
 *
 * @param bytes of the packed data
 * @param factor arithmetic for each value that is read, in units of one linear model
 */
public record Workload(long bytes, double factor) {
  /** A core goes over so many packed bytes in a second for one linear model. */
  private static final double BYTES_PER_SECOND = 200e6;

  /** What it takes one core that has the data in memory, roughly. */
  public double seconds() {
    return bytes * factor / BYTES_PER_SECOND;
  }

  /** Of so many models with these settings. */
  public static Workload of(long bytes, int models, KeySource settings) {
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
    return new Workload(bytes, models * width);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(1);
  }
}
