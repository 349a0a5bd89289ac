package org.trainyard.am.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ipc.RPC;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.partial.PartialShape;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** Both servers with real RPC on the loopback: what passes, and who is let in. */
class ExchangeTest {
  private static final String SECRET_WORDS = "the parameters that nobody else may read";
  private static final WorkerId WORKER = new WorkerId("container_1");

  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private final ExchangeToken token = ExchangeToken.create("somebody", "run-1");
  private final byte[] state = state();
  private byte[] sum;
  private MasterServer master;
  private WorkerServer worker;

  private static byte[] state() {
    byte[] words = SECRET_WORDS.getBytes(StandardCharsets.US_ASCII);
    byte[] state = new byte[2 * Chunk.MOST_BYTES + 7];
    for (int i = 0; i < state.length; i++) {
      state[i] = words[i % words.length];
    }
    return state;
  }

  private static Configuration conf(String protection) {
    Configuration conf = new Configuration();
    conf.set("hadoop.rpc.protection", protection);
    return conf;
  }

  @BeforeEach
  void makeASum() throws IOException {
    Partial partial = new Partial(PartialShape.ofSums(4, 0));
    partial.vectors().add(2, 0.25);
    sum = PartialWritable.shards(partial, 1).get(0).toBytes();
  }

  private void start(String protection) throws IOException {
    Configuration conf = conf(protection);
    master = new MasterServer(conf, token, "localhost", 3, new Inbox(), k -> running(k, state));
    worker = new WorkerServer(conf, token, new Orders());
  }

  @AfterEach
  void stop() {
    if (master != null) {
      master.close();
      worker.close();
    }
  }

  private static byte[] running(int k, byte[] bytes) throws IOException {
    if (k == 6) {
      return Arrays.copyOf(bytes, 1000);
    }
    if (k != 5) {
      throw new IOException("Iteration " + k + " is not the running one");
    }
    return bytes;
  }

  private RpcMasterLink link(String protection, ExchangeToken with, int port) throws IOException {
    return new RpcMasterLink(conf(protection), with, WORKER, "localhost", port);
  }

  private Hello hello() {
    return new Hello(new Peer(WORKER, "localhost", worker.port()), 2, 100L, List.of(4, 7), 8);
  }

  @Test
  void callsArriveAsTheyWereMade() throws Exception {
    start("authentication");
    Mapped mapped =
        new Mapped(
            5,
            7,
            100,
            0.25,
            3,
            4,
            5,
            6,
            new DeviceUse("a device", 90, new TreeMap<>(Map.of("no kernel", 10L))));
    Failed failed = new Failed(5, Failed.Task.REDUCE, 1, 2, Failed.Kind.PEER, WORKER, "gone");
    Pulse pulse = new Pulse(5, 0.5, 1, 2, 3, 4);
    try (RpcMasterLink link = link("authentication", token, master.address().port())) {
      assertEquals(new Setup(3, "run", 8, 2), link.hello(hello()));
      link.alive(pulse);
      assertEquals(Verdict.KEEP, link.mapped(mapped));
      link.reduced(new Reduced(5, 2, 1), sum);
      link.failed(failed);
      assertArrayEquals(state, link.before(5), "in several chunks");
      assertThrows(IOException.class, () -> link.before(4));
    }
    assertEquals(List.of(hello(), pulse, mapped, new Reduced(5, 2, 1), failed), List.copyOf(heard));
  }

  @Test
  void ordersArriveInOrder() throws Exception {
    start("authentication");
    try (RpcMasterLink link = link("authentication", token, master.address().port())) {
      link.hello(hello());
    }
    ReduceOrder order = new ReduceOrder(5, 1, 0, List.of(new Peer(WORKER, "localhost", 1)));
    WorkerLink workers = master.workers();
    workers.map(WORKER, 5, List.of(1, 2, 3));
    workers.map(WORKER, 6, List.of(1));
    workers.map(WORKER, 6, List.of(2));
    workers.map(WORKER, 4, List.of(1));
    workers.cancel(WORKER, 5, List.of(2));
    workers.reduce(WORKER, order);
    workers.finish(WORKER, 5);
    workers.leave(WORKER, "done");
    heard.take();
    assertEquals("epoch 3: map [1, 2, 3] for 5, 0", heard.take(), "its state is large");
    assertEquals("epoch 3: map [1] for 6, 1000", heard.take(), "a small state goes along");
    assertEquals("epoch 3: map [2] for 6, 0", heard.take(), "once");
    assertEquals("epoch 3: map [1] for 4, 0", heard.take(), "there is no state of 4");
    assertEquals("epoch 3: cancel [2] for 5", heard.take());
    assertEquals(order, heard.take());
    assertEquals("epoch 3: finish 5", heard.take());
    assertEquals("epoch 3: leave, done", heard.take());
    PartialWritable fetched = workers.fetchSum(WORKER, 5, 1, 0).get(30, TimeUnit.SECONDS);
    assertArrayEquals(sum, fetched.toBytes());
    assertThrows(
        ExecutionException.class,
        () -> workers.fetchSum(WORKER, 4, 1, 0).get(30, TimeUnit.SECONDS));
  }

  @Test
  void aSmallSumThatCameAlongIsNotAskedFor() throws Exception {
    start("authentication");
    try (RpcMasterLink link = link("authentication", token, master.address().port())) {
      link.hello(hello());
      link.reduced(new Reduced(9, 1, 0), sum);
    }
    WorkerLink workers = master.workers();
    assertArrayEquals(sum, workers.fetchSum(WORKER, 9, 1, 0).get().toBytes());
    assertThrows(
        ExecutionException.class,
        () -> workers.fetchSum(WORKER, 9, 1, 0).get(),
        "the worker itself has nothing of iteration 9");
  }

  @Test
  void aWorkerThatIsGoneIsUnreachableOnce() throws Exception {
    start("authentication");
    try (RpcMasterLink link = link("authentication", token, master.address().port())) {
      link.hello(hello());
    }
    heard.clear();
    worker.close();
    master.workers().map(WORKER, 5, List.of(1));
    master.workers().map(WORKER, 5, List.of(2));
    assertEquals(WORKER, heard.take());
    master.workers().map(new WorkerId("nobody"), 5, List.of(1));
    assertEquals(new WorkerId("nobody"), heard.take(), "and the first one is not told twice");
  }

  @Test
  void aMasterThatIsGoneIsToldFromOneThatRefuses() throws Exception {
    start("authentication");
    try (RpcMasterLink link = link("authentication", token, master.address().port())) {
      IOException refused = assertThrows(IOException.class, () -> link.before(1));
      assertFalse(refused instanceof UnreachableException, refused.toString());
      master.close();
      assertThrows(UnreachableException.class, () -> link.before(5));
    }
  }

  @Test
  void nobodyComesInWithoutTheToken() throws Exception {
    start("authentication");
    UserGroupInformation stranger = UserGroupInformation.createRemoteUser("somebody");
    ExchangeToken other = ExchangeToken.create("somebody", "run-1");
    try (RpcMasterLink link = link("authentication", other, master.address().port())) {
      assertThrows(IOException.class, () -> link.hello(hello()));
    }
    ExchangeRpc rpc = new ExchangeRpc(conf("authentication"), token);
    MasterProtocol noToken =
        rpc.caller(MasterProtocol.class, "localhost", master.address().port(), stranger);
    assertThrows(IOException.class, () -> noToken.hello(Message.of(hello())));
    WorkerProtocol toWorker =
        rpc.caller(WorkerProtocol.class, "localhost", worker.port(), stranger);
    String refusal = assertThrows(IOException.class, () -> toWorker.shard(5, 1, 0, 0)).getMessage();
    assertTrue(refusal.contains("SIMPLE authentication is not enabled"), refusal);
    RPC.stopProxy(noToken);
    RPC.stopProxy(toWorker);
    try (RpcPeerLink peers = new RpcPeerLink(conf("authentication"), other)) {
      assertThrows(
          IOException.class,
          () -> peers.shard(new Peer(WORKER, "localhost", worker.port()), 5, 1, 0));
    }
    assertTrue(heard.isEmpty(), heard::toString);
  }

  @Test
  void nothingIsReadOnTheWayWherePrivacyIsAskedFor() throws Exception {
    assertTrue(passesReadable("authentication"), "or this test hears nothing");
    stop();
    assertFalse(passesReadable("privacy"));
  }

  private boolean passesReadable(String protection) throws IOException {
    start(protection);
    try (Relay relay = new Relay(master.address().port());
        RpcMasterLink link = link(protection, token, relay.port())) {
      assertArrayEquals(Arrays.copyOf(state, 1000), link.before(6));
      return relay.heard(SECRET_WORDS);
    }
  }

  @Test
  void aServerThatAsksForPrivacyRefusesLess() throws Exception {
    start("privacy");
    try (RpcMasterLink link = link("authentication", token, master.address().port())) {
      IOException refused = assertThrows(IOException.class, () -> link.before(5));
      assertInstanceOf(UnreachableException.class, refused);
    }
  }

  @Test
  void portsAreTakenFromTheRangeThatTheClusterAllows() throws Exception {
    // So many that one of them is free, and below those that systems give by themselves.
    Configuration conf = conf("authentication");
    conf.set("yarn.app.mapreduce.am.job.client.port-range", "14000-14999");
    try (WorkerServer server = new WorkerServer(conf, token, new Orders())) {
      assertTrue(server.port() >= 14000 && server.port() <= 14999, "port " + server.port());
    }
  }

  @Test
  void whatIsTooLargeOrOfAnotherVersionIsRefused() {
    byte[] json = new byte[] {1, 1, '1'};
    assertThrows(IOException.class, () -> read(new Message(), json), "another version");
    assertThrows(IOException.class, () -> read(new Message(), large(2)));
    assertThrows(IOException.class, () -> read(new Chunk(), large(1)));
    assertThrows(IOException.class, () -> Chunk.of(new byte[3], 4));
  }

  private static byte[] large(int version) {
    return new byte[] {(byte) version, -116, 127, -1, -1, -1};
  }

  private static void read(org.apache.hadoop.io.Writable into, byte[] bytes) throws IOException {
    into.readFields(new java.io.DataInputStream(new java.io.ByteArrayInputStream(bytes)));
  }

  @Test
  void aTransferThatChangesOnTheWayIsRefused() {
    byte[] first = new byte[Chunk.MOST_BYTES + 5];
    byte[] other = Arrays.copyOf(first, first.length + 1);
    assertThrows(IOException.class, () -> Chunk.fetch(at -> Chunk.of(at == 0 ? first : other, at)));
  }

  private final class Inbox implements WorkerInbox {
    @Override
    public Setup hello(Hello hello) {
      heard.add(hello);
      return new Setup(3, "run", 8, 2);
    }

    @Override
    public void alive(WorkerId worker, Pulse pulse) {
      heard.add(pulse);
    }

    @Override
    public Verdict mapped(WorkerId worker, Mapped mapped) {
      heard.add(mapped);
      return Verdict.KEEP;
    }

    @Override
    public void reduced(WorkerId worker, Reduced reduced) {
      heard.add(reduced);
    }

    @Override
    public void failed(WorkerId worker, Failed failed) {
      heard.add(failed);
    }

    @Override
    public void unreachable(WorkerId worker, String cause) {
      heard.add(worker);
    }
  }

  private final class Orders implements OrderInbox {
    @Override
    public void setUp(int epoch, Setup setup) {
      heard.add(setup);
    }

    @Override
    public void map(int epoch, int k, List<Integer> splits, byte[] state) {
      heard.add("epoch " + epoch + ": map " + splits + " for " + k + ", " + state.length);
    }

    @Override
    public void cancel(int epoch, int k, List<Integer> splits) {
      heard.add("epoch " + epoch + ": cancel " + splits + " for " + k);
    }

    @Override
    public void reduce(int epoch, ReduceOrder order) {
      heard.add(order);
    }

    @Override
    public void finish(int epoch, int k) {
      heard.add("epoch " + epoch + ": finish " + k);
    }

    @Override
    public void leave(int epoch, String why) {
      heard.add("epoch " + epoch + ": leave, " + why);
    }

    @Override
    public byte[] shard(int k, int attempt, int shard) throws IOException {
      return running(k, sum);
    }

    @Override
    public byte[] sum(int k, int attempt, int shard) throws IOException {
      return running(k, sum);
    }
  }
}
