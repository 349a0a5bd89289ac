package org.trainyard.am.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.trainyard.am.archive.ClassArchive;
import org.trainyard.am.config.YarnKeys;

/**
 * What a container needs to start a worker of the resident engine: the same files, class path and
 * variables as the ApplicationMaster's, and the credentials that its jobs have.
 */
public final class WorkerLaunch {
  /** The variable that names the master: {@code host:port}. */
  public static final String MASTER = "TRAINYARD_MASTER";

  /** The variable that names the folder where a later master will be found. */
  public static final String EXCHANGE = "TRAINYARD_EXCHANGE";

  /** The variable with the number of cores to compute on. */
  public static final String CORES = "TRAINYARD_CORES";

  /** The variable with the number of GPUs that YARN granted the container. */
  public static final String GPUS = "TRAINYARD_GPUS";

  private static final String MAIN = "org.trainyard.am.worker.WorkerMain";

  private final Configuration conf;
  private final Optional<ClassArchive> archive;
  private final Map<String, LocalResource> files;
  private final Map<String, String> environment;
  private final byte[] tokens;
  private final Map<ApplicationAccessType, String> acls;

  /**
   * For all workers of an attempt.
   *
   * @param conf the ApplicationMaster's configuration
   * @param staging folder of the run
   * @param application whose staged configuration is used
   * @param credentials of the workers
   * @param variables beside the usual ones
   */
  public WorkerLaunch(
      Configuration conf,
      Path staging,
      ApplicationId application,
      Credentials credentials,
      Map<String, String> variables)
      throws IOException {
    this.conf = conf;
    this.archive = ClassArchive.latest(conf);
    this.files =
        new Staging(conf, staging)
            .resources(
                new Path(conf.get(MRJobConfig.JAR)),
                new Path(staging, application + ".xml"),
                archive);
    this.environment = new TreeMap<>(LaunchCommand.environment(conf));
    this.environment.putAll(variables);
    DataOutputBuffer buffer = new DataOutputBuffer();
    credentials.writeTokenStorageToStream(buffer);
    this.tokens = Arrays.copyOf(buffer.getData(), buffer.getLength());
    this.acls = RunClient.acls(conf);
  }

  /**
   * The launch of a worker.
   *
   * @param heapMb of its JVM in MiB
   * @param gpus that were granted
   */
  public ContainerLaunchContext context(int heapMb, int gpus) {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put(GPUS, Integer.toString(gpus));
    String options = YarnKeys.CONTAINER_JAVA_OPTIONS.get(conf::get);
    List<String> command =
        YarnKeys.VECTORS.get(conf::get)
            ? LaunchCommand.commandWithVectors(MAIN, heapMb, options, archive)
            : LaunchCommand.command(MAIN, heapMb, options, archive);
    return ContainerLaunchContext.newInstance(
        files, variables, command, null, ByteBuffer.wrap(tokens), acls);
  }
}
