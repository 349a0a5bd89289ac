package org.trainyard.am.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.archive.ClassArchive;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.FolderTag;
import org.trainyard.am.cluster.JobSettings;
import org.trainyard.am.cluster.RunTag;
import org.trainyard.am.config.PathSettings;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;

/** A run on the cluster: finds its application, submits one, ends it. */
public final class RunClient {
  /** Name of the client's configuration in the folder of the ApplicationMaster's container. */
  public static final String CONFIGURATION = LaunchCommand.CONFIGURATION;

  private final Configuration conf;
  private final ClusterLink cluster;
  private final Clock clock;

  /** With the configuration of the call. */
  public RunClient(Configuration conf, ClusterLink cluster, Clock clock) {
    this.conf = conf;
    this.cluster = cluster;
    this.clock = clock;
  }

  /** The application that drives a run now, found by its tag. */
  public Optional<ApplicationReport> live(RunDocument run) throws IOException, YarnException {
    return cluster.live(RunTag.APPLICATION_TYPE, RunTag.of(run.runId())).stream().findFirst();
  }

  /** The jobs of a run that have not ended. */
  public List<ApplicationReport> jobs(RunDocument run) throws IOException, YarnException {
    return cluster.live(RunTag.JOB_TYPE, RunTag.of(run.runId()));
  }

  /** Stages what is needed and submits an application that drives the run. */
  public ApplicationId submit(RunDirectory directory, RunDocument run)
      throws IOException, YarnException {
    SubmissionSpec spec = SubmissionSpec.of(run, conf);
    Path jobJar = JobJar.find(conf);
    ClusterLink.NewApplication application = cluster.newApplication();
    refuseTooLarge(spec, application);
    ApplicationId id = application.id();
    Staging staging = new Staging(conf, stagingFolder(conf, directory.layout(), run));
    Path jar = staging.jar(jobJar);
    Path written = staging.configuration(id.toString(), ofApplication(spec, jar));
    ByteBuffer tokens = new TokenCollector(conf).collect(paths(directory.layout()), cluster);
    Optional<ClassArchive> archive = ClassArchive.latest(conf);
    LaunchPlan launch =
        new LaunchPlan(
            staging.resources(jar, written, archive),
            LaunchCommand.environment(conf),
            LaunchCommand.command(spec, archive),
            tokens,
            acls(conf));
    directory.forgetStop();
    List<String> folder = FolderTag.of(directory.layout().run(), spec.tags().size(), conf);
    cluster.submit(SubmissionFactory.context(id, spec.tagged(folder), launch));
    directory.record(
        new ApplicationRecord(
            ApplicationRecord.VERSION,
            id.toString(),
            UserGroupInformation.getCurrentUser().getShortUserName(),
            clock.millis()));
    return id;
  }

  /** Ends a run's application and its jobs at once; the ids of all. */
  public List<ApplicationId> kill(RunDocument run) throws IOException, YarnException {
    List<ApplicationId> killed = new ArrayList<>();
    for (ApplicationReport application :
        cluster.live(RunTag.APPLICATION_TYPE, RunTag.of(run.runId()))) {
      killed.add(application.getApplicationId());
    }
    // The driver first, so that it submits no other job.
    for (ApplicationId driver : List.copyOf(killed)) {
      cluster.kill(driver);
    }
    for (ApplicationReport job : jobs(run)) {
      cluster.kill(job.getApplicationId());
      killed.add(job.getApplicationId());
    }
    return killed;
  }

  /** Where the job jar and the configurations of a run's applications lie. */
  public static Path stagingFolder(Configuration conf, RunLayout layout, RunDocument run) {
    String folder = YarnKeys.STAGE_DIR.get(conf::get);
    return folder == null ? layout.staging() : new Path(folder, run.runId());
  }

  /** What the ApplicationMaster and its jobs are configured by. */
  private Configuration ofApplication(SubmissionSpec spec, Path jar) {
    Configuration written = new Configuration(conf);
    JobSettings.apply(written, spec.tags());
    written.set(MRJobConfig.JAR, jar.toString());
    // A file of this machine; its content travels in the container's credentials.
    written.unset(MRJobConfig.MAPREDUCE_JOB_CREDENTIALS_BINARY);
    return written;
  }

  private static void refuseTooLarge(SubmissionSpec spec, ClusterLink.NewApplication application) {
    List<String> problems = new ArrayList<>();
    if (spec.memoryMb() > application.largestMemoryMb()) {
      problems.add(
          YarnKeys.AM_MEMORY_MB.option()
              + " "
              + spec.memoryMb()
              + ": the cluster gives no container more than "
              + application.largestMemoryMb()
              + " MiB");
    }
    if (spec.cores() > application.largestCores()) {
      problems.add(
          YarnKeys.AM_CORES.option()
              + " "
              + spec.cores()
              + ": the cluster gives no container more than "
              + application.largestCores()
              + " cores");
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
  }

  /** Every path that the run touches: their file systems' tokens are needed. */
  private List<Path> paths(RunLayout layout) {
    List<Path> paths = new ArrayList<>(List.of(layout.run()));
    for (Key<String> key : PathSettings.KEYS) {
      paths.addAll(PathSettings.paths(conf, key));
    }
    return paths;
  }

  static Map<ApplicationAccessType, String> acls(Configuration conf) {
    Map<ApplicationAccessType, String> acls = new EnumMap<>(ApplicationAccessType.class);
    acls.put(
        ApplicationAccessType.VIEW_APP,
        conf.get(MRJobConfig.JOB_ACL_VIEW_JOB, MRJobConfig.DEFAULT_JOB_ACL_VIEW_JOB));
    acls.put(
        ApplicationAccessType.MODIFY_APP,
        conf.get(MRJobConfig.JOB_ACL_MODIFY_JOB, MRJobConfig.DEFAULT_JOB_ACL_MODIFY_JOB));
    return acls;
  }
}
