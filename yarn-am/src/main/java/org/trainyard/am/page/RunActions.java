package org.trainyard.am.page;

import java.io.IOException;

/** What a person can do to a run from its page. */
public interface RunActions {
  /** Ends the run after its current iteration; the same command goes on with it. */
  void stop(String user) throws IOException, InterruptedException;

  /** Ends the application and its jobs now. */
  void kill(String user);
}
