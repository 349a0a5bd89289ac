package org.trainyard.am.master;

import java.io.IOException;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** What an ApplicationMaster asks of the ResourceManager. Decides nothing. */
interface ResourceManagerLink extends AutoCloseable {
  /**
   * Says that this attempt is here; the heartbeat begins.
   *
   * @param page address of the run's page, or empty
   */
  void register(String host, String page) throws IOException, YarnException;

  /**
   * Says how the application ended.
   *
   * @param page address of what is kept of the run's page, or empty
   */
  void unregister(FinalApplicationStatus status, String diagnosis, String page)
      throws IOException, YarnException;

  /** Ends the heartbeat. */
  @Override
  void close();
}
