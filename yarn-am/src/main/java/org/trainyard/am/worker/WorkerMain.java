package org.trainyard.am.worker;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.hadoop.yarn.api.ApplicationConstants.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.client.RunClient;
import org.trainyard.am.client.WorkerLaunch;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.exchange.ExchangeFolder;
import org.trainyard.am.exchange.ExchangeFolder.MasterAddress;
import org.trainyard.am.exchange.ExchangeToken;
import org.trainyard.am.exchange.MasterLink;
import org.trainyard.am.exchange.RpcMasterLink;
import org.trainyard.am.exchange.UnreachableException;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.am.spill.SpillFolder;
import org.trainyard.mapreduce.device.DeviceHolder;
import org.trainyard.mapreduce.device.DeviceSettings;
import org.trainyard.mapreduce.device.HeldDevice;
import org.trainyard.mapreduce.kernel.KernelsUnavailableException;

/**
 * Started by YARN in a container that the ApplicationMaster keeps: environment in, exit code out.
 */
public final class WorkerMain {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);
  private static final Duration PULSE = Duration.ofSeconds(1);
  private static final int BEFORE_FILE_SYSTEMS = FileSystem.SHUTDOWN_HOOK_PRIORITY + 10;
  private static final int LEFT = 0;
  private static final int CRASHED = 1;
  private static final int LOST = 2;

  private WorkerMain() {}

  /** Works and ends the process: 0 told to leave, 2 no master for too long, 1 anything else. */
  public static void main(String[] args) {
    int code = CRASHED;
    try {
      String why = run(System::getenv);
      LOG.info("Told to leave: {}", why);
      code = LEFT;
    } catch (UnreachableException e) {
      LOG.error("This worker gives up", e);
      code = LOST;
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      LOG.error("This worker failed", e);
      System.err.println(e);
    }
    System.exit(code);
  }

  private static String run(UnaryOperator<String> variables)
      throws IOException, InterruptedException, KernelsUnavailableException {
    Configuration conf = new JobConf();
    conf.addResource(new org.apache.hadoop.fs.Path(new File(RunClient.CONFIGURATION).toURI()));
    UserGroupInformation.setConfiguration(conf);
    UserGroupInformation user =
        UserGroupInformation.createRemoteUser(need(variables, Environment.USER.name()));
    user.addCredentials(UserGroupInformation.getCurrentUser().getCredentials());
    ExchangeToken token = ExchangeToken.of(user.getCredentials());
    WorkerSettings settings = settings(conf, variables);
    MemoryKeeper memory =
        new MemoryKeeper(Runtime.getRuntime().maxMemory(), settings.cacheShare(), settings.cores());
    // Before the first word to the master: without a device that is required there is none.
    HeldDevice device =
        DeviceHolder.ofProcess()
            .device(DeviceSettings.of(conf::get), grant(variables.apply(WorkerLaunch.GPUS)));
    return user.doAs(
        (PrivilegedExceptionAction<String>)
            () -> {
              MasterFinder masters = finder(conf, token, settings.id(), variables);
              try (Worker worker = new Worker(conf, token, settings, memory, device, masters)) {
                // YARN ends containers by a signal that lets hooks run: Hadoop's own closes the
                // file systems, which must not look like a failure of the node.
                ShutdownHookManager.get().addShutdownHook(worker::fallSilent, BEFORE_FILE_SYSTEMS);
                return worker.run();
              }
            });
  }

  static WorkerSettings settings(Configuration conf, UnaryOperator<String> variables) {
    String id = need(variables, Environment.CONTAINER_ID.name());
    List<Path> folders = SpillFolder.folders(need(variables, Environment.LOCAL_DIRS.name()));
    return new WorkerSettings(
        new WorkerId(id),
        need(variables, Environment.NM_HOST.name()),
        cores(conf, variables.apply(WorkerLaunch.CORES)),
        YarnKeys.CACHE_SHARE.get(conf::get),
        folders,
        PULSE,
        Duration.ofSeconds(YarnKeys.MASTER_WAIT.get(conf::get)));
  }

  private static DeviceHolder.Grant grant(String gpus) {
    return gpus == null || gpus.isBlank() || Integer.parseInt(gpus) == 0
        ? DeviceHolder.Grant.NOT_GRANTED
        : DeviceHolder.Grant.GRANTED;
  }

  private static int cores(Configuration conf, String told) {
    if (told != null && !told.isBlank()) {
      return Integer.parseInt(told);
    }
    int wanted = YarnKeys.CONTAINER_CORES.get(conf::get).intValue();
    return wanted > 0
        ? wanted
        : conf.getInt(MRJobConfig.MAP_CPU_VCORES, MRJobConfig.DEFAULT_MAP_CPU_VCORES);
  }

  /** The master that started this worker at first, then the one that says that it is there. */
  private static MasterFinder finder(
      Configuration conf, ExchangeToken token, WorkerId self, UnaryOperator<String> variables)
      throws IOException {
    URI first = URI.create("master://" + need(variables, WorkerLaunch.MASTER));
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path(need(variables, WorkerLaunch.EXCHANGE));
    ExchangeFolder folder = new ExchangeFolder(FileSystem.get(path.toUri(), conf), path);
    AtomicBoolean asked = new AtomicBoolean();
    return () -> {
      if (asked.compareAndSet(false, true)) {
        return link(conf, token, self, first.getHost(), first.getPort());
      }
      MasterAddress now = folder.address();
      return link(conf, token, self, now.host(), now.port());
    };
  }

  private static MasterLink link(
      Configuration conf, ExchangeToken token, WorkerId self, String host, int port)
      throws IOException {
    return new RpcMasterLink(conf, token, self, host, port);
  }

  private static String need(UnaryOperator<String> variables, String name) {
    String value = variables.apply(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "The variable "
              + name
              + " is not set: a worker is started by a run's ApplicationMaster only");
    }
    return value;
  }
}
