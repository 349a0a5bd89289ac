package org.trainyard.am.client;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.util.ClassUtil;
import org.trainyard.formats.config.InvalidSettingsException;

/** Finds the jar that this program was started from. */
public final class JobJar {
  private JobJar() {}

  /** The jar named by {@code mapreduce.job.jar}, else the one that holds this class. */
  public static Path find(Configuration conf) {
    String named = conf.get(MRJobConfig.JAR);
    String found = named != null ? named : ClassUtil.findContainingJar(JobJar.class);
    if (found == null) {
      throw new InvalidSettingsException(
          List.of(
              "The program was not started from a jar, so there is nothing to send to the cluster: start it by 'hadoop jar"
                  + " trainyard.jar', or name the jar by -D"
                  + MRJobConfig.JAR
                  + "=FILE"));
    }
    return new Path(found.contains(":") || found.startsWith("/") ? found : "./" + found);
  }
}
