package org.trainyard.am.master;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.trainyard.am.archive.ClassArchive;
import org.trainyard.am.cluster.JobSettings;

/**
 * What every job of the run gets beside what it is for.
 *
 * @param conf of the client
 * @param archive of classes, if there is one by now
 */
record JobOutfit(Configuration conf, Supplier<Optional<ClassArchive>> archive) {
  /** Gives a job the job jar and the archive. */
  void give(Job job) {
    JobSettings.ship(job, new Path(conf.get(MRJobConfig.JAR)));
    archive.get().ifPresent(found -> found.ship(job));
  }
}
