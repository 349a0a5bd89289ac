package org.trainyard.am.master;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.trainyard.am.cluster.JobSettings;
import org.trainyard.am.cluster.UberPolicy;
import org.trainyard.mapreduce.engine.JobTailor;
import org.trainyard.mapreduce.engine.MapWork;

/** Gives the jobs of iterations what this cluster wants. Belongs to the run's thread. */
final class IterationTailor implements JobTailor {
  private final SplitSupplier splits;
  private final JobOutfit outfit;

  IterationTailor(SplitSupplier splits, JobOutfit outfit) {
    this.splits = splits;
    this.outfit = outfit;
  }

  @Override
  public int splits() {
    return splits.getAsInt();
  }

  @Override
  public void dress(Job job) {
    try {
      splits.gpus().outfit(job);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    outfit.give(job);
  }

  @Override
  public boolean stillFits(Configuration job) {
    return splits.gpus().stillFits(job);
  }

  @Override
  public Fit fit(Configuration job, int count, MapWork last) {
    return JobSettings.shape(job, count, UberPolicy.guess(splits.work()), last);
  }
}
