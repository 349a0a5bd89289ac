package org.trainyard.am.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.client.RunClient;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.YarnClusterLink;
import org.trainyard.formats.run.RunDocument;

/**
 * Whether an application drives a run now; asks the cluster only about runs that one ever drove.
 */
record LiveRun(Configuration conf, RunDirectory directory, RunDocument run) {
  /** The application, if there is one. */
  Optional<ApplicationId> application() throws IOException {
    boolean yarn = MRConfig.YARN_FRAMEWORK_NAME.equals(conf.get(MRConfig.FRAMEWORK_NAME));
    if (!yarn || directory.application().isEmpty()) {
      return Optional.empty();
    }
    try (ClusterLink cluster = new YarnClusterLink(conf)) {
      return new RunClient(conf, cluster, Clock.systemUTC())
          .live(run)
          .map(ApplicationReport::getApplicationId);
    } catch (YarnException e) {
      throw new IOException("Cannot ask the cluster who drives " + directory.layout().run(), e);
    }
  }
}
