package org.trainyard.am.resident;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.trainyard.am.exchange.ReduceOrder;
import org.trainyard.am.exchange.Setup;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.am.exchange.WorkerLink;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** Writes down what is ordered; every sum is there at once, unless its worker is broken. */
final class FakeWorkers implements WorkerLink {
  private final List<String> calls;
  private WorkerId broken;

  FakeWorkers(List<String> calls) {
    this.calls = calls;
  }

  /** The sums of this worker cannot be had. */
  void breakSumsOf(WorkerId worker) {
    broken = worker;
  }

  @Override
  public void setUp(WorkerId worker, Setup setup) {
    calls.add("set up " + worker + " " + setup.splits());
  }

  @Override
  public void map(WorkerId worker, int k, List<Integer> splits) {
    calls.add("map " + worker + " " + k + " " + splits);
  }

  @Override
  public void cancel(WorkerId worker, int k, List<Integer> splits) {
    calls.add("cancel " + worker + " " + k + " " + splits);
  }

  @Override
  public void reduce(WorkerId worker, ReduceOrder order) {
    calls.add(
        "reduce "
            + worker
            + " "
            + order.iteration()
            + "/"
            + order.attempt()
            + " shard "
            + order.shard()
            + " of "
            + order.contributors().stream().map(peer -> peer.worker().container()).toList());
  }

  @Override
  public void finish(WorkerId worker, int k) {
    calls.add("finish " + worker + " " + k);
  }

  @Override
  public void leave(WorkerId worker, String why) {
    calls.add("leave " + worker);
  }

  @Override
  public CompletableFuture<PartialWritable> fetchSum(
      WorkerId worker, int k, int attempt, int shard) {
    calls.add("fetch " + worker + " " + k + "/" + attempt + " shard " + shard);
    return worker.equals(broken)
        ? CompletableFuture.failedFuture(new IOException("gone"))
        : CompletableFuture.completedFuture(new PartialWritable());
  }

  @Override
  public void forget(WorkerId worker) {
    // Nothing is known of it.
  }
}
