package org.trainyard.am.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.v2.jobhistory.JHAdminConfig;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.webapp.util.WebAppUtils;
import org.trainyard.am.cluster.ClusterLink;
import org.trainyard.am.cluster.YarnClusterLink;
import org.trainyard.am.config.YarnKeys.EngineName;
import org.trainyard.am.doctor.judgement.ContainerJudgement;
import org.trainyard.am.doctor.judgement.DaemonJudgement;
import org.trainyard.am.doctor.judgement.GpuJudgement;
import org.trainyard.am.doctor.judgement.JobClassPathJudgement;
import org.trainyard.am.doctor.judgement.NodeJudgement;
import org.trainyard.am.doctor.judgement.QueueJudgement;
import org.trainyard.am.doctor.judgement.SettingsJudgement;
import org.trainyard.am.doctor.survey.ClusterSeen;
import org.trainyard.am.doctor.survey.ClusterSurvey;
import org.trainyard.am.doctor.survey.DaemonSeen;
import org.trainyard.am.doctor.survey.DaemonSurvey;
import org.trainyard.am.outcome.Failure;
import org.trainyard.mapreduce.device.DeviceKeys;
import org.trainyard.mapreduce.device.DeviceKeys.Wish;

/** The checks of YARN and of the JobHistory server. */
final class ClusterChecks {
  /** So many nodes speak for all. */
  private static final int MOST_NODES = 32;

  private static final int CONNECT_MS = 4000;
  private static final String RESOURCE_MANAGER = "the ResourceManager";

  private final Configuration conf;
  private final RunRequest request;
  private final BoundedChecks checks;
  private volatile ClusterSeen cluster;

  ClusterChecks(Configuration conf, RunRequest request, BoundedChecks checks) {
    this.conf = conf;
    this.request = request;
    this.checks = checks;
  }

  /** Runs them; without a ResourceManager only what needs none. */
  void run(Consumer<Finding> told) throws InterruptedException {
    checks.run(new Check("ResourceManager", this::resourceManager)).forEach(told);
    ClusterSeen seen = cluster;
    if (seen != null) {
      NodeJudgement.of(seen, request, Instant.now()).forEach(told);
      QueueJudgement.of(seen, request).forEach(told);
      ContainerJudgement.sizes(seen, request).forEach(told);
      ContainerJudgement.resources(seen, request).forEach(told);
      checks.run(new Check("GPUs", this::gpus)).forEach(told);
      checks.run(new Check("web servers", () -> daemons(seen))).forEach(told);
    }
    if (usesJobs()) {
      checks.run(new Check("JobHistory", this::history)).forEach(told);
    }
    checks.run(new Check("containers' class path", this::classPath)).forEach(told);
  }

  private List<Finding> gpus() throws Exception {
    Wish wish = DeviceKeys.GPU.get(conf::get);
    if (wish == Wish.OFF) {
      return List.of();
    }
    try (ClusterLink link = new YarnClusterLink(conf)) {
      return GpuJudgement.of(link.gpus(request.queue(), request.nodeLabel()), wish);
    }
  }

  private boolean usesJobs() {
    return request.engine() != EngineName.RESIDENT;
  }

  private List<Finding> resourceManager() throws Exception {
    String address = conf.get(YarnConfiguration.RM_ADDRESS, YarnConfiguration.DEFAULT_RM_ADDRESS);
    boolean several = conf.getBoolean(YarnConfiguration.RM_HA_ENABLED, false);
    String called = several ? "of " + conf.get(YarnConfiguration.RM_HA_IDS) : "at " + address;
    if (!several && address.startsWith("0.0.0.0")) {
      return List.of(
          Finding.error(
              "ResourceManager",
              "yarn.resourcemanager.address is " + address + ", which names no machine",
              "is there a yarn-site.xml in HADOOP_CONF_DIR, with yarn.resourcemanager.hostname?"));
    }
    Instant before = Instant.now();
    try {
      cluster = ClusterSurvey.take(conf);
    } catch (IOException e) {
      return List.of(
          Finding.error(
              "ResourceManager",
              called + " does not answer: " + Failure.of(e).sentence(),
              "is the address right (yarn.resourcemanager.address), the service up, and no firewall between?"));
    }
    return List.of(
        Finding.ok(
            "ResourceManager",
            called + " answers, in " + Duration.between(before, Instant.now()).toMillis() + " ms"));
  }

  private List<Finding> daemons(ClusterSeen seen) throws InterruptedException {
    String scheme = WebAppUtils.getHttpSchemePrefix(conf);
    List<DaemonSurvey.Address> asked = new ArrayList<>();
    asked.add(
        new DaemonSurvey.Address(RESOURCE_MANAGER, WebAppUtils.getRMWebAppURLWithScheme(conf)));
    seen.running().stream()
        .limit(MOST_NODES)
        .forEach(
            node -> asked.add(new DaemonSurvey.Address(node.name(), scheme + node.webAddress())));
    List<DaemonSeen> answers = new DaemonSurvey().take(asked);
    List<DaemonSeen> nodes = answers.subList(1, answers.size());
    List<Finding> findings = new ArrayList<>(DaemonJudgement.clocks(answers));
    findings.addAll(DaemonJudgement.javaOfNodes(nodes));
    findings.addAll(
        SettingsJudgement.resourceManager(settings(Optional.of(answers.get(0))), usesJobs()));
    Optional<DaemonSeen> node = nodes.stream().filter(DaemonSeen::toldSettings).findFirst();
    String whose = node.isPresent() ? "the nodes" : "the nodes (by this client's configuration)";
    findings.addAll(SettingsJudgement.node(whose, settings(node), usesJobs()));
    return findings;
  }

  /** The daemon's own settings; this client's copy where it does not tell. */
  private UnaryOperator<String> settings(Optional<DaemonSeen> daemon) {
    return daemon.isPresent() && daemon.get().toldSettings()
        ? name -> daemon.get().settings().get(name)
        : conf::get;
  }

  private List<Finding> history() {
    InetSocketAddress address =
        NetUtils.createSocketAddr(
            conf.get(JHAdminConfig.MR_HISTORY_ADDRESS, JHAdminConfig.DEFAULT_MR_HISTORY_ADDRESS));
    String name = address.getHostString() + ":" + address.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MS);
      return List.of(Finding.ok("JobHistory", "the JobHistory server at " + name + " answers"));
    } catch (IOException e) {
      return List.of(
          Finding.warning(
              "JobHistory",
              "the JobHistory server at "
                  + name
                  + " does not answer ("
                  + e.getMessage()
                  + "): the end of a short job, its counters and its tasks' logs are asked for there",
              "start it (mapred --daemon start historyserver), and check mapreduce.jobhistory.address"));
    }
  }

  private List<Finding> classPath() throws IOException {
    String framework = conf.get(MRJobConfig.MAPREDUCE_APPLICATION_FRAMEWORK_PATH, "").strip();
    boolean there = true;
    if (!framework.isEmpty()) {
      Path archive = new Path(framework.replaceFirst("#.*$", ""));
      there = archive.getFileSystem(conf).exists(archive);
    }
    return JobClassPathJudgement.of(
        List.of(conf.getTrimmedStrings(YarnConfiguration.YARN_APPLICATION_CLASSPATH)),
        List.of(conf.getTrimmedStrings(MRJobConfig.MAPREDUCE_APPLICATION_CLASSPATH)),
        framework,
        there);
  }
}
