package org.trainyard.am.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.TypeConverter;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.mapreduce.engine.ChildJobs;

/** Finds jobs of earlier attempts by their tag among the cluster's applications. */
public final class YarnChildJobs implements ChildJobs {
  private final ClusterLink cluster;

  /** On this cluster. */
  public YarnChildJobs(ClusterLink cluster) {
    this.cluster = cluster;
  }

  @Override
  public Optional<JobID> running(String tag) throws IOException {
    try {
      List<ApplicationReport> jobs = cluster.live(RunTag.JOB_TYPE, tag.toLowerCase(Locale.ROOT));
      return jobs.stream().findFirst().map(job -> TypeConverter.fromYarn(job.getApplicationId()));
    } catch (YarnException e) {
      throw new IOException("Cannot ask the cluster for jobs with the tag " + tag, e);
    }
  }
}
