package org.trainyard.am.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.am.exchange.ExchangeToken;
import org.trainyard.am.exchange.RpcMasterLink;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.mapreduce.device.HeldDevice;

/** A worker on a thread of this process, which can be killed. */
final class HandWorker implements AutoCloseable {
  private static final long HEAP = 512L << 20;

  private final WorkerId id;
  private final Worker worker;
  private final Thread thread;
  private final CompletableFuture<String> end = new CompletableFuture<>();

  /**
   * Starts one.
   *
   * @param cacheShare of a heap of 512 MiB that data may take
   * @param port of the present master
   */
  HandWorker(
      Configuration conf,
      ExchangeToken token,
      int number,
      Path folder,
      double cacheShare,
      IntSupplier port)
      throws IOException {
    this.id = new WorkerId("container_" + number);
    WorkerSettings settings =
        new WorkerSettings(
            id,
            "localhost",
            2,
            cacheShare,
            List.of(folder),
            Duration.ofMillis(100),
            Duration.ofSeconds(2));
    this.worker =
        new Worker(
            conf,
            token,
            settings,
            new MemoryKeeper(HEAP, cacheShare, 2),
            HeldDevice.off(),
            () -> new RpcMasterLink(conf, token, id, "localhost", port.getAsInt()));
    this.thread = new Thread(this::run, "worker-" + number);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      end.complete(worker.run());
    } catch (Exception e) {
      end.completeExceptionally(e);
    }
  }

  WorkerId id() {
    return id;
  }

  /** What becomes of it. */
  CompletableFuture<String> end() {
    return end;
  }

  /** It dies: no word is said and none is answered any more. */
  void kill() {
    thread.interrupt();
    worker.close();
  }

  @Override
  public void close() {
    kill();
  }
}
