package org.trainyard.am.master;

import java.io.IOException;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** What an ApplicationMaster asks of the ResourceManager. Decides nothing. */
interface ResourceManagerLink extends AutoCloseable {
  /** Says that this attempt is here; the heartbeat begins. */
  void register(String host) throws IOException, YarnException;

  /** Says how the application ended. */
  void unregister(FinalApplicationStatus status, String diagnosis)
      throws IOException, YarnException;

  /** Ends the heartbeat. */
  @Override
  void close();
}
