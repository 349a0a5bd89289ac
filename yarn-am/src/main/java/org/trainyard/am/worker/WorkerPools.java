package org.trainyard.am.worker;

import java.security.PrivilegedAction;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.hadoop.security.UserGroupInformation;
import org.trainyard.am.exchange.PeerLink;
import org.trainyard.am.exchange.WorkerId;

/**
 * Who does a worker's work.
 *
 * @param self this worker
 * @param peers the way to the others
 * @param compute a thread for each core
 * @param talk threads that mostly wait for others
 */
record WorkerPools(WorkerId self, PeerLink peers, ExecutorService compute, ExecutorService talk) {
  /** Pools whose threads act for a user: those that hand them work act for whoever called them. */
  static WorkerPools of(WorkerId self, PeerLink peers, int cores, UserGroupInformation user) {
    return new WorkerPools(
        self,
        peers,
        Executors.newFixedThreadPool(cores, threads("compute", user)),
        Executors.newCachedThreadPool(threads("talk", user)));
  }

  private static ThreadFactory threads(String name, UserGroupInformation user) {
    return work -> {
      Thread thread =
          new Thread(
              () ->
                  user.doAs(
                      (PrivilegedAction<Void>)
                          () -> {
                            work.run();
                            return null;
                          }),
              name);
      thread.setDaemon(true);
      return thread;
    };
  }

  void shutdown() {
    compute.shutdownNow();
    talk.shutdownNow();
  }
}
