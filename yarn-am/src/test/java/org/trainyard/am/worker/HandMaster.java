package org.trainyard.am.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.exchange.ExchangeToken;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Hello;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.exchange.MasterServer;
import org.trainyard.am.exchange.Peer;
import org.trainyard.am.exchange.Pulse;
import org.trainyard.am.exchange.ReduceOrder;
import org.trainyard.am.exchange.Reduced;
import org.trainyard.am.exchange.Setup;
import org.trainyard.am.exchange.StateCodec;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.am.exchange.WorkerInbox;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.iteration.PartialWritable;
import org.trainyard.mapreduce.iteration.Step;
import org.trainyard.mapreduce.pack.PackOrder;
import org.trainyard.mapreduce.problem.RunProblem;

/**
 * The least master that can drive workers: no policy, no patience, every step under one monitor.
 */
final class HandMaster implements WorkerInbox, AutoCloseable {
  private final TrainedRun run;
  private final Setup setup;
  private final RunProblem problem;
  private final Algorithm algorithm;
  private final MasterServer server;
  private final Map<WorkerId, Hello> present = new LinkedHashMap<>();
  private final Map<Integer, WorkerId> kept = new TreeMap<>();
  private final Map<Integer, WorkerId> reduced = new HashMap<>();
  private final Set<WorkerId> dead = new HashSet<>();
  private final List<Object> heard = new ArrayList<>();
  private BiConsumer<WorkerId, Object> hook = (worker, word) -> {};
  private int k;
  private byte[] state;
  private int attempt;
  private Failed fatal;
  private boolean silent;
  private boolean names;
  private Setup told;
  private int splits;

  HandMaster(TrainedRun run, ExchangeToken token, int epoch, int splits, int shards)
      throws IOException {
    this.run = run;
    this.setup = new Setup(epoch, run.layout().run().toString(), splits, shards);
    this.told = setup;
    this.problem = RunProblem.load(run.conf(), run.layout());
    this.algorithm = problem.algorithm();
    this.server = new MasterServer(run.conf(), token, "localhost", epoch, this, this::stateBefore);
  }

  int port() {
    return server.address().port();
  }

  /** Sees every word of a worker before it is obeyed, and may do mischief. */
  synchronized void hook(BiConsumer<WorkerId, Object> mischief) {
    hook = mischief;
  }

  synchronized List<Object> heard() {
    return List.copyOf(heard);
  }

  synchronized Map<WorkerId, Hello> present() {
    return Map.copyOf(present);
  }

  synchronized void await(int workers) throws InterruptedException {
    while (present.size() < workers) {
      wait();
    }
  }

  /** From now on tells workers nothing of splits. */
  synchronized void hideSplits() {
    told = Setup.unpacked(setup.epoch(), setup.run());
  }

  /** Tells everybody of the splits. */
  synchronized void showSplits() {
    told = setup;
    present.keySet().forEach(worker -> server.workers().setUp(worker, setup));
  }

  /** From now on states are not sent: workers are told where they lie. */
  synchronized void nameStates() {
    names = true;
  }

  /** Has all pieces of the raw input packed, whatever happens to the workers. */
  synchronized void pack(PackOrder order, int pieces) throws IOException, InterruptedException {
    k = -1;
    splits = pieces;
    state = JsonFile.MAPPER.writeValueAsBytes(order);
    kept.clear();
    order(IntStream.range(0, pieces).boxed().toList());
    await(() -> kept.size() == pieces);
    present.keySet().forEach(worker -> server.workers().finish(worker, k));
    state = null;
  }

  /** One iteration, whatever happens to the workers, as long as one is left. */
  State iterate(int number, State before) throws Exception {
    synchronized (this) {
      k = number;
      splits = setup.splits();
      Path folder = run.layout().state(number - 1);
      state = names ? StateCodec.name(folder) : StateCodec.encode(before);
      kept.clear();
      attempt = 0;
      List<Integer> all = new ArrayList<>();
      for (int split = 0; split < setup.splits(); split++) {
        all.add(split);
      }
      order(all);
      for (int mine = -1; mine != attempt; ) {
        await(() -> kept.size() == setup.splits());
        reduce();
        mine = attempt;
        int waitedFor = mine;
        await(() -> waitedFor != attempt || reduced.size() == setup.shards());
      }
    }
    Totals totals = totals(algorithm.shape(before));
    synchronized (this) {
      present.keySet().forEach(worker -> server.workers().finish(worker, number));
      state = null;
    }
    return Step.take(problem, algorithm, before, totals).next();
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (fatal != null) {
        throw new AssertionError(fatal.toString());
      }
      wait();
    }
  }

  private Totals totals(PartialShape shape) throws Exception {
    double[] vectors = new double[shape.vectors()];
    Totals first = null;
    for (int shard = setup.shards() - 1; shard >= 0; shard--) {
      PartialWritable sum = server.workers().fetchSum(reduced.get(shard), k, attempt, shard).get();
      first = PartialWritable.add(List.of(sum)).totals();
      System.arraycopy(
          first.vectors(),
          0,
          vectors,
          shape.shardStart(shard, setup.shards()),
          first.vectors().length);
    }
    return new Totals(vectors, first.scalars(), first.counts(), first.rows(), first.samples());
  }

  private void order(List<Integer> splits) {
    List<WorkerId> workers = new ArrayList<>(present.keySet());
    if (workers.isEmpty()) {
      return;
    }
    Map<WorkerId, List<Integer>> parts = new LinkedHashMap<>();
    for (int split : splits) {
      parts.computeIfAbsent(workers.get(split % workers.size()), w -> new ArrayList<>()).add(split);
    }
    parts.forEach((worker, part) -> server.workers().map(worker, k, part));
  }

  /** Orders a split from one worker more. */
  synchronized void speculate(WorkerId worker, int split) {
    server.workers().map(worker, k, List.of(split));
  }

  synchronized boolean keeps(WorkerId worker) {
    return kept.containsValue(worker);
  }

  synchronized WorkerId lastOfPresent() {
    return new ArrayList<>(present.keySet()).get(present.size() - 1);
  }

  /** Workers turn away from it; it can still give orders. */
  synchronized void stopAnswering() {
    silent = true;
  }

  void leave(WorkerId worker, String why) {
    server.workers().leave(worker, why);
  }

  synchronized void awaitLost(WorkerId worker) throws InterruptedException {
    while (!dead.contains(worker)) {
      wait();
    }
  }

  private void reduce() {
    attempt++;
    reduced.clear();
    List<Peer> contributors = new ArrayList<>();
    for (WorkerId worker : new HashSet<>(kept.values())) {
      contributors.add(present.get(worker).peer());
    }
    List<WorkerId> workers = new ArrayList<>(present.keySet());
    for (int shard = 0; shard < setup.shards(); shard++) {
      server
          .workers()
          .reduce(
              workers.get(shard % workers.size()),
              new ReduceOrder(k, attempt, shard, contributors));
    }
  }

  /** A worker is gone: what it kept is mapped again, and reducing begins anew. */
  synchronized void lost(WorkerId worker) {
    dead.add(worker);
    present.remove(worker);
    server.workers().forget(worker);
    forgetWork(worker);
  }

  private void forgetWork(WorkerId worker) {
    List<Integer> again = new ArrayList<>();
    for (int split = 0; split < splits; split++) {
      if (kept.get(split) == null || kept.get(split).equals(worker)) {
        again.add(split);
      }
    }
    kept.values().removeAll(Collections.singleton(worker));
    if (state != null) {
      attempt++;
      reduced.clear();
      order(again);
    }
    notifyAll();
  }

  private byte[] stateBefore(int number) throws IOException {
    if (number != k || state == null) {
      throw new IOException("Iteration " + number + " is not running");
    }
    return state;
  }

  private void hear(WorkerId worker, Object word) {
    heard.add(word);
    hook.accept(worker, word);
  }

  @Override
  public synchronized Setup hello(Hello hello) {
    hear(hello.peer().worker(), hello);
    if (present.put(hello.peer().worker(), hello) != null) {
      forgetWork(hello.peer().worker());
    }
    notifyAll();
    return told;
  }

  @Override
  public synchronized void alive(WorkerId worker, Pulse pulse) {
    if (silent) {
      throw new IllegalStateException("This master is out of order");
    }
  }

  @Override
  public synchronized Verdict mapped(WorkerId worker, Mapped mapped) {
    hear(worker, mapped);
    if (dead.contains(worker) || mapped.iteration() != k) {
      return Verdict.DROP;
    }
    WorkerId owner = kept.putIfAbsent(mapped.split(), worker);
    notifyAll();
    return owner == null || owner.equals(worker) ? Verdict.KEEP : Verdict.DROP;
  }

  @Override
  public synchronized void reduced(WorkerId worker, Reduced done) {
    hear(worker, done);
    if (done.iteration() == k && done.attempt() == attempt && !dead.contains(worker)) {
      reduced.put(done.shard(), worker);
      notifyAll();
    }
  }

  @Override
  public synchronized void failed(WorkerId worker, Failed failed) {
    hear(worker, failed);
    if (failed.iteration() != k || state == null || dead.contains(worker)) {
      return;
    }
    if (failed.kind() != Failed.Kind.PEER) {
      fatal = failed;
      notifyAll();
    } else if (!dead.contains(failed.contributor())) {
      lost(failed.contributor());
    }
  }

  @Override
  public synchronized void unreachable(WorkerId worker, String cause) {
    if (!dead.contains(worker)) {
      lost(worker);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
