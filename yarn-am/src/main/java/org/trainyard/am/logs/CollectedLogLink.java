package org.trainyard.am.logs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.logaggregation.ContainerLogFileInfo;
import org.apache.hadoop.yarn.logaggregation.ContainerLogMeta;
import org.apache.hadoop.yarn.logaggregation.ContainerLogsRequest;
import org.apache.hadoop.yarn.logaggregation.filecontroller.LogAggregationFileController;
import org.apache.hadoop.yarn.logaggregation.filecontroller.LogAggregationFileControllerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that YARN has collected in the file system when the application ended. */
public final class CollectedLogLink implements LogLink {
  private static final Logger LOG = LoggerFactory.getLogger(CollectedLogLink.class);

  private final Configuration conf;

  /** On the cluster of a configuration. */
  public CollectedLogLink(Configuration conf) {
    this.conf = conf;
  }

  @Override
  public List<ContainerLog> files(String container, String owner, String node) {
    List<ContainerLog> files = new ArrayList<>();
    for (ContainerLogMeta meta : metas(request(container, owner))) {
      for (ContainerLogFileInfo file : meta.getContainerLogMeta()) {
        files.add(
            new ContainerLog(
                container,
                meta.getNodeId(),
                file.getFileName(),
                size(file.getFileSize()),
                "yarn logs -applicationId "
                    + ContainerLog.application(container)
                    + " -containerId "
                    + container));
      }
    }
    return files;
  }

  @Override
  public void read(ContainerLog file, String owner, Consumer<String> lines) throws IOException {
    ContainerLogsRequest request = request(file.container(), owner);
    request.setLogTypes(Set.of(file.name()));
    // Hadoop writes what we want to read: a pipe between, and a thread at its other end.
    PipedInputStream in = new PipedInputStream(1 << 16);
    OutputStream out = new PipedOutputStream(in);
    Thread writer = new Thread(() -> write(request, out), "collected log");
    writer.setDaemon(true);
    writer.start();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Envelope.strip(reader, lines);
    }
  }

  private void write(ContainerLogsRequest request, OutputStream out) {
    try (OutputStream closed = out) {
      controller(request).readAggregatedLogs(request, closed);
    } catch (IOException e) {
      // The reader has what it wanted, or sees that the log ends here.
      LOG.debug("The log of {} ends early", request.getContainerId(), e);
    }
  }

  @Override
  public List<String> containers(String application, String owner) {
    ContainerLogsRequest request = new ContainerLogsRequest();
    request.setAppId(ApplicationId.fromString(application));
    request.setAppOwner(owner);
    request.setAppFinished(true);
    request.setBytes(Long.MAX_VALUE);
    request.setLogTypes(Set.of());
    Set<String> containers = new TreeSet<>();
    metas(request).forEach(meta -> containers.add(meta.getContainerId()));
    return List.copyOf(containers);
  }

  @Override
  public String absence() {
    return "it is not among the collected logs (yarn.log-aggregation-enable: does the cluster collect them?)";
  }

  /** What was collected; nothing if that is nothing, which Hadoop tells by an exception. */
  private List<ContainerLogMeta> metas(ContainerLogsRequest request) {
    try {
      return controller(request).readAggregatedLogsMeta(request);
    } catch (IOException e) {
      LOG.debug("Nothing is collected of {}", request.getAppId(), e);
      return List.of();
    }
  }

  private LogAggregationFileController controller(ContainerLogsRequest request) throws IOException {
    return new LogAggregationFileControllerFactory(conf)
        .getFileControllerForRead(request.getAppId(), request.getAppOwner());
  }

  private static ContainerLogsRequest request(String container, String owner) {
    ContainerLogsRequest request = new ContainerLogsRequest();
    request.setAppId(ContainerLog.application(container));
    request.setAppOwner(owner);
    request.setContainerId(container);
    request.setAppFinished(true);
    request.setBytes(Long.MAX_VALUE);
    request.setLogTypes(Set.of());
    return request;
  }

  private static long size(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
