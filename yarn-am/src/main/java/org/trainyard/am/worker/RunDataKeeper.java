package org.trainyard.am.worker;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.exchange.Setup;
import org.trainyard.am.spill.SpillFiles;

/**
 * Has the run's data loaded once and keeps them over sessions, as long as masters cut them alike.
 * Thread-safe.
 */
final class RunDataKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(RunDataKeeper.class);

  private final Configuration conf;
  private final WorkerPools pools;
  private final SpillFiles files;
  private CompletableFuture<RunData> data;
  private String run;
  private int splits;

  RunDataKeeper(Configuration conf, WorkerPools pools, SpillFiles files) {
    this.conf = conf;
    this.pools = pools;
    this.files = files;
  }

  /** The data as a master cuts them; a failed loading is tried again. */
  synchronized CompletableFuture<RunData> of(Setup setup) {
    boolean same = setup.run().equals(run) && setup.splits() == splits;
    if (!same || data.isCompletedExceptionally()) {
      if (run != null && !same) {
        LOG.info("The master cuts the data anew: what was kept is dropped");
        closeStore();
      }
      run = setup.run();
      splits = setup.splits();
      data = CompletableFuture.supplyAsync(() -> load(setup), pools.talk());
    }
    return data;
  }

  private RunData load(Setup setup) {
    try {
      return RunData.load(conf, setup, files);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** The loaded data, or null. */
  private RunData now() {
    return data == null || data.isCompletedExceptionally() ? null : data.getNow(null);
  }

  /** The parameters of an iteration, of the master's message; to be closed. */
  ReceivedState receive(byte[] message) throws IOException {
    return ReceivedState.of(message, conf, files);
  }

  /** Splits that are here whole. */
  synchronized List<Integer> held() {
    RunData now = now();
    return now == null ? List.of() : now.store().held();
  }

  /** Into how many splits the data are cut; 0 before a master has said so. */
  synchronized int splits() {
    return splits;
  }

  /** Where the data are. */
  synchronized SplitStore.Usage usage() {
    RunData now = now();
    return now == null ? new SplitStore.Usage(0, 0) : now.store().usage();
  }

  /** Lets go of everything. */
  synchronized void closeStore() {
    try {
      files.close();
    } catch (IOException e) {
      LOG.warn("Cannot close the files on the local disk", e);
    }
  }
}
