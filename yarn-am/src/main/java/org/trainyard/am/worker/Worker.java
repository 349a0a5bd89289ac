package org.trainyard.am.worker;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.exchange.ExchangeToken;
import org.trainyard.am.exchange.Hello;
import org.trainyard.am.exchange.MasterLink;
import org.trainyard.am.exchange.OrderInbox;
import org.trainyard.am.exchange.Peer;
import org.trainyard.am.exchange.Pulse;
import org.trainyard.am.exchange.ReduceOrder;
import org.trainyard.am.exchange.RpcPeerLink;
import org.trainyard.am.exchange.Setup;
import org.trainyard.am.exchange.UnreachableException;
import org.trainyard.am.exchange.WorkerServer;
import org.trainyard.am.spill.SpillFolder;
import org.trainyard.mapreduce.device.HeldDevice;

/**
 * One worker: says hello, obeys, gives signs of life; when its master is gone it keeps its data and
 * looks for the next one. Of the iteration that was running it then keeps nothing.
 */
final class Worker implements OrderInbox, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long ORDER_WAIT_MS = 15_000;
  private static final long VERDICT_WAIT_MS = 15_000;
  private static final long LOOK_AGAIN_MS = 200;
  private static final long MOST_SELDOM_MS = 5_000;

  /** One iteration: map side, what is kept, reduce side. */
  private record Iteration(
      int number, Contribution contribution, MapSide maps, ReduceWork reduces) {
    void end() {
      maps.end();
      reduces.end();
    }
  }

  private final Configuration conf;
  private final WorkerSettings settings;
  private final MasterFinder masters;
  private final MemoryKeeper memory;
  private final HeldDevice device;
  private final WorkerPools pools;
  private final RpcPeerLink peers;
  private final RunDataKeeper data;
  private final WorkerServer server;
  private Session session;
  private Iteration iteration;
  private boolean lost;
  private boolean closed;
  private String left;

  /** Starts to answer, and says nothing yet. */
  Worker(
      Configuration conf,
      ExchangeToken token,
      WorkerSettings settings,
      MemoryKeeper memory,
      HeldDevice device,
      MasterFinder masters)
      throws IOException {
    this.conf = conf;
    this.settings = settings;
    this.masters = masters;
    this.memory = memory;
    this.device = device;
    this.peers = new RpcPeerLink(conf, token);
    this.pools =
        WorkerPools.of(
            settings.id(), peers, settings.cores(), UserGroupInformation.getCurrentUser());
    this.data =
        new RunDataKeeper(
            conf, pools, new SpillFolder(settings.spillFolders(), settings.id().container()));
    this.server = new WorkerServer(conf, token, this);
  }

  /**
   * Works until it is told to leave; the master's reason.
   *
   * @throws UnreachableException if no master answers for too long
   */
  String run() throws IOException, InterruptedException {
    join();
    while (true) {
      if (awaitPulse()) {
        return left;
      }
      Session now = session();
      try {
        if (now == null) {
          join();
        } else {
          now.master().alive(pulse());
        }
      } catch (IOException e) {
        if (now == null) {
          throw e;
        }
        lose(now, e.toString());
      }
    }
  }

  /** Waits until the next sign of life is due, or there is no master; whether it is to leave. */
  private synchronized boolean awaitPulse() throws InterruptedException {
    long until = System.nanoTime() + settings.pulse().toNanos();
    while (left == null && !lost) {
      long ms = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (ms <= 0) {
        break;
      }
      wait(ms);
    }
    return left != null;
  }

  private synchronized Session session() {
    return lost ? null : session;
  }

  /** Says hello to the first master that answers. */
  private void join() throws IOException, InterruptedException {
    long until = System.nanoTime() + settings.patience().toNanos();
    for (long pause = LOOK_AGAIN_MS; ; pause = Math.min(2 * pause, MOST_SELDOM_MS)) {
      try {
        begin(greet(masters.find()));
        return;
      } catch (IOException e) {
        if (System.nanoTime() - until >= 0) {
          throw new UnreachableException(
              "a master for " + settings.patience().toSeconds() + " s", e);
        }
        LOG.info("No master is there: {}", e.toString());
      }
      synchronized (this) {
        wait(pause);
      }
    }
  }

  private Session greet(MasterLink master) throws IOException {
    try {
      return new Session(master.hello(hello()), master);
    } catch (IOException e) {
      master.close();
      throw e;
    }
  }

  private Hello hello() {
    return new Hello(
        new Peer(settings.id(), settings.host(), server.port()),
        settings.cores(),
        memory.cacheBytes(),
        data.held(),
        data.splits());
  }

  private synchronized void begin(Session next) {
    LOG.info("Master {} is there: {}", next.setup().epoch(), next.setup());
    session = next;
    lost = false;
    if (next.setup().packed()) {
      data.of(next.setup());
    }
    notifyAll();
  }

  @Override
  public synchronized void setUp(int epoch, Setup setup) throws IOException {
    session = new Session(setup, sessionOf(epoch).master());
    data.of(setup);
  }

  /** The master of a session gives no answer. */
  private void lose(Session whose, String why) {
    Iteration over;
    synchronized (this) {
      if (session != whose || lost) {
        return;
      }
      lost = true;
      over = iteration;
      iteration = null;
      notifyAll();
    }
    LOG.warn("The master of attempt {} is lost: {}", whose.setup().epoch(), why);
    if (over != null) {
      over.end();
    }
    whose.master().close();
  }

  private Pulse pulse() {
    Runtime runtime = Runtime.getRuntime();
    SplitStore.Usage usage = data.usage();
    Iteration now;
    synchronized (this) {
      now = iteration;
    }
    return new Pulse(
        now == null ? 0 : now.number(),
        now == null ? 0 : now.maps().fraction(),
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        usage.cached(),
        usage.spilled());
  }

  /**
   * The session of a master that gives an order, which may be here before the answer to hello is.
   */
  private Session sessionOf(int epoch) throws IOException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ORDER_WAIT_MS);
    try {
      while (lost || session == null || session.setup().epoch() < epoch) {
        long ms = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (ms <= 0) {
          throw new IOException("This worker has no answer to its hello yet");
        }
        wait(ms);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("This worker is ending", e);
    }
    if (session.setup().epoch() > epoch) {
      throw new IOException(
          "This worker obeys the master of attempt " + session.setup().epoch() + ", not " + epoch);
    }
    return session;
  }

  /** The iteration of an order, begun if it is a later one; null if it is over. */
  private synchronized Iteration at(int epoch, int k) throws IOException {
    Session of = sessionOf(epoch);
    if (closed || (iteration != null && iteration.number() > k)) {
      return null;
    }
    if (iteration == null || iteration.number() < k) {
      if (iteration != null) {
        iteration.end();
      }
      Contribution own = new Contribution(VERDICT_WAIT_MS);
      Runnable onLost = () -> lose(of, "it gave no answer");
      MapSide maps =
          k < 0
              ? new PackWork(k, of, pools, conf, onLost)
              : new IterationWork(k, of, pools, memory, data, device, own, onLost);
      iteration = new Iteration(k, own, maps, new ReduceWork(k, of, pools, own, onLost));
    }
    return iteration;
  }

  private synchronized Iteration running(int k) throws IOException {
    if (iteration == null || iteration.number() != k) {
      throw new IOException("Iteration " + k + " is not running here");
    }
    return iteration;
  }

  @Override
  public void map(int epoch, int k, List<Integer> splits, byte[] state) throws IOException {
    Iteration at = at(epoch, k);
    if (at != null) {
      at.maps().map(splits, state);
    }
  }

  @Override
  public void cancel(int epoch, int k, List<Integer> splits) throws IOException {
    Iteration at = at(epoch, k);
    if (at != null) {
      at.maps().cancel(splits);
    }
  }

  @Override
  public void reduce(int epoch, ReduceOrder order) throws IOException {
    Iteration at = at(epoch, order.iteration());
    if (at != null) {
      at.reduces().reduce(order);
    }
  }

  @Override
  public synchronized void finish(int epoch, int k) throws IOException {
    sessionOf(epoch);
    if (iteration != null && iteration.number() == k) {
      iteration.end();
      iteration = null;
    }
  }

  @Override
  public synchronized void leave(int epoch, String why) throws IOException {
    sessionOf(epoch);
    left = why;
    notifyAll();
  }

  @Override
  public byte[] shard(int k, int attempt, int shard) throws IOException {
    try {
      return running(k).contribution().shard(attempt, shard);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("This worker is ending", e);
    }
  }

  @Override
  public byte[] sum(int k, int attempt, int shard) throws IOException {
    return running(k).reduces().sum(attempt, shard);
  }

  /**
   * Says no more about the work: what fails from now on fails because this process ends, and is no
   * failure of the worker or its node.
   */
  void fallSilent() {
    Iteration over;
    synchronized (this) {
      closed = true;
      over = iteration;
    }
    if (over != null) {
      over.end();
    }
  }

  /** Lets go of everything. */
  @Override
  public void close() {
    fallSilent();
    server.close();
    pools.shutdown();
    Session last;
    synchronized (this) {
      last = session;
    }
    if (last != null) {
      last.master().close();
    }
    peers.close();
    data.closeStore();
  }
}
