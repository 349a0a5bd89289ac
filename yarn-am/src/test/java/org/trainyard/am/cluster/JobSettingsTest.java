package org.trainyard.am.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.mapreduce.engine.JobTailor;
import org.trainyard.mapreduce.engine.MapWork;

class JobSettingsTest {
  @Test
  void jobsGetTheirPlaceFromTheSettings() {
    Configuration conf = new Configuration(false);
    conf.set("trainyard.yarn.queue", "nightly");
    conf.set("trainyard.yarn.priority", "3");
    conf.set("trainyard.yarn.node-label", "fast");
    conf.set("trainyard.engine.map-memory-mb", "2048");
    JobSettings.apply(conf, List.of("a", "b"));
    assertEquals("nightly", conf.get("mapreduce.job.queuename"));
    assertEquals("3", conf.get("mapreduce.job.priority"));
    assertEquals("fast", conf.get("mapreduce.job.node-label-expression"));
    assertEquals("2048", conf.get("mapreduce.map.memory.mb"));
    assertEquals("a,b", conf.get("mapreduce.job.tags"));
    assertEquals(null, conf.get("mapreduce.reduce.memory.mb"), "0 leaves the cluster's own");
  }

  @Test
  void aFinishedJobDoesNotCancelTheTokensOfTheRun() {
    Configuration conf = new Configuration(false);
    JobSettings.apply(conf, List.of());
    assertFalse(conf.getBoolean("mapreduce.job.complete.cancel.delegation.tokens", true));
  }

  @Test
  void hadoopsDefaultsGiveWayToWhatSuitsShortJobs() {
    Configuration conf = new JobConf();
    JobSettings.apply(conf, List.of());
    assertEquals("50", conf.get("yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms"));
    assertEquals("-Xmx1024m -XX:+UseSerialGC", conf.get("yarn.app.mapreduce.am.command-opts"));
  }

  @Test
  void whatSomebodySetStays() {
    Configuration conf = new JobConf();
    conf.set("yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms", "700", "mapred-site.xml");
    conf.set("mapreduce.map.java.opts", "-Xmx2g -XX:+UseG1GC", "mapred-site.xml");
    JobSettings.apply(conf, List.of());
    assertEquals("700", conf.get("yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms"));
    assertEquals("-Xmx2g -XX:+UseG1GC", conf.get("mapreduce.map.java.opts"));
  }

  @Test
  void tasksThatTheJobsMasterRunsGetBothCompilers() {
    Configuration conf = new JobConf();
    JobTailor.Fit fit = JobSettings.shape(conf, 3, 99, new MapWork(3, 0.4, 2.1));
    assertEquals("3 map task(s) in the job's own master", fit.how());
    assertTrue(conf.getBoolean("mapreduce.job.ubertask.enable", false));
    assertEquals(Long.MAX_VALUE, conf.getLong("mapreduce.job.ubertask.maxbytes", 0));
    assertFalse(conf.get("yarn.app.mapreduce.am.command-opts").contains("TieredStopAtLevel"));
  }

  @Test
  void aMasterThatOnlyDirectsHasTheFastCompilerOnly() {
    Configuration conf = new JobConf();
    JobTailor.Fit fit = JobSettings.shape(conf, 3, 99, null);
    assertEquals("3 map task(s) in containers", fit.how());
    assertFalse(conf.getBoolean("mapreduce.job.ubertask.enable", true));
    assertEquals(
        "-Xmx1024m -XX:TieredStopAtLevel=1", conf.get("yarn.app.mapreduce.am.command-opts"));
    conf.set("yarn.app.mapreduce.am.command-opts", "-XX:-TieredCompilation");
    JobSettings.shape(conf);
    assertEquals("-XX:-TieredCompilation", conf.get("yarn.app.mapreduce.am.command-opts"));
  }

  @Test
  void whatSomebodySaidOfUberModeWins() {
    Configuration conf = new JobConf();
    conf.set("mapreduce.job.ubertask.enable", "false", "mapred-site.xml");
    JobSettings.shape(conf, 1, 0, null);
    assertFalse(conf.getBoolean("mapreduce.job.ubertask.enable", true));
    conf = new JobConf();
    conf.set("mapreduce.job.ubertask.enable", "true", "mapred-site.xml");
    JobSettings.shape(conf, 3, 99, null);
    assertTrue(conf.getBoolean("mapreduce.job.ubertask.enable", false));
    assertEquals(0, conf.getLong("mapreduce.job.ubertask.maxbytes", 0));
    conf = new JobConf();
    conf.set("mapreduce.job.ubertask.maxmaps", "2", "mapred-site.xml");
    JobSettings.shape(conf, 3, 0, null);
    assertFalse(conf.getBoolean("mapreduce.job.ubertask.enable", true));
  }

  @Test
  void whoSaidItIsRememberedWhenTheClientsConfigurationReachesTheMaster(@TempDir Path folder)
      throws Exception {
    Configuration client = new JobConf();
    client.set("mapreduce.job.ubertask.maxmaps", "2", "mapred-site.xml");
    Path file = folder.resolve("configuration.xml");
    try (OutputStream out = Files.newOutputStream(file)) {
      client.writeXml(out);
    }
    Configuration master = new JobConf();
    master.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
    assertTrue(JobSettings.isDefault(master, "mapreduce.job.ubertask.enable"));
    assertFalse(JobSettings.isDefault(master, "mapreduce.job.ubertask.maxmaps"));
  }

  @Test
  void aMasterSmallerThanATaskRunsNone() {
    Configuration conf = new JobConf();
    conf.setInt("mapreduce.map.memory.mb", 4096);
    JobTailor.Fit fit = JobSettings.shape(conf, 1, 0, null);
    assertEquals("the master's container is smaller than a task's", fit.because());
  }

  @Test
  void theJarOfAllJobsIsNotTheJarOfOne(@TempDir Path folder) throws Exception {
    Job job = Job.getInstance(new JobConf());
    job.setJar("elsewhere.jar");
    JobSettings.ship(job, new org.apache.hadoop.fs.Path(folder.resolve("trainyard.jar").toUri()));
    assertEquals(null, job.getJar());
    assertEquals(1, job.getFileClassPaths().length);
    assertEquals("trainyard.jar", job.getFileClassPaths()[0].getName());
  }
}
