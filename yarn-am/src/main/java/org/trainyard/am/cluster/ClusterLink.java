package org.trainyard.am.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** What we ask of the ResourceManager as one of its clients. Decides nothing. */
public interface ClusterLink extends Closeable {
  /**
   * A new application.
   *
   * @param id its id
   * @param largestMemoryMb the largest container that may be asked for, in MiB
   * @param largestCores the most virtual cores of a container
   */
  record NewApplication(ApplicationId id, long largestMemoryMb, int largestCores) {}

  /**
   * A node that runs containers.
   *
   * @param freeMemoryMb memory in MiB that no container holds
   * @param freeCores virtual cores that no container holds
   */
  record NodeRoom(long freeMemoryMb, int freeCores) {}

  /** Asks for an id. */
  NewApplication newApplication() throws IOException, YarnException;

  /**
   * Submits and returns when the application is accepted; a refusal is an exception with the
   * reason.
   */
  void submit(ApplicationSubmissionContext context) throws IOException, YarnException;

  /** What is known of an application. */
  ApplicationReport report(ApplicationId id) throws IOException, YarnException;

  /** The applications of a type with a tag that have not ended, oldest first. */
  List<ApplicationReport> live(String type, String tag) throws IOException, YarnException;

  /** Ends an application now. */
  void kill(ApplicationId id) throws IOException, YarnException;

  /** The room on every node that works. */
  List<NodeRoom> room() throws IOException, YarnException;

  /**
   * The GPUs of the cluster, as an application in a queue on nodes with a label may use them. From
   * now on this process knows all of the cluster's resource types.
   *
   * @param queue or null for the default one
   * @param nodeLabel or null
   */
  GpuSupply gpus(String queue, String nodeLabel) throws IOException, YarnException;

  /** Adds a delegation token for the ResourceManager. */
  void addTokens(Credentials credentials, String renewer) throws IOException, YarnException;
}
