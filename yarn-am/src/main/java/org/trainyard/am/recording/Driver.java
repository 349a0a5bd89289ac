package org.trainyard.am.recording;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A process that drives a run.
 *
 * @param attempt of the application, from 1; 0 where no cluster is involved
 * @param application YARN's id, or null
 * @param engine that was asked for
 * @param host where it runs
 * @param user who runs it
 * @param codeVersion of its build
 * @param log link to its log, or null
 */
public record Driver(
    int attempt,
    String application,
    String engine,
    String host,
    String user,
    String codeVersion,
    String log) {

  /** A process without a cluster. */
  public static Driver here(String engine, String codeVersion) {
    return new Driver(
        0, null, engine, hostName(), System.getProperty("user.name"), codeVersion, null);
  }

  /** Who writes, as it stands in the name of the log. */
  String writer() {
    return application == null ? "local" : "attempt-" + attempt;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
