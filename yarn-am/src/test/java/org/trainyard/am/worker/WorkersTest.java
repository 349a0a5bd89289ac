package org.trainyard.am.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.exchange.ExchangeToken;
import org.trainyard.am.exchange.Hello;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.exchange.Reduced;
import org.trainyard.am.exchange.UnreachableException;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.pack.LocalPacker;
import org.trainyard.mapreduce.pack.PackOrder;
import org.trainyard.mapreduce.pack.PackPiece;
import org.trainyard.mapreduce.pack.PackRequest;
import org.trainyard.mapreduce.pack.PiecePacker;

/** Workers in this process, over real RPC: the states are those of the local engine, on a9a. */
@Timeout(300)
class WorkersTest {
  private static final int SPLITS = 7;

  /** Of the input that is packed: enough for several pieces. */
  private static final int COPIES = 6;

  @TempDir private static Path shared;
  private static TrainedRun run;

  @TempDir private Path folder;
  private final ExchangeToken token = ExchangeToken.create("somebody", "r1");
  private final AtomicInteger port = new AtomicInteger();
  private final Map<WorkerId, HandWorker> workers = new ConcurrentHashMap<>();
  private final List<HandMaster> masters = new ArrayList<>();

  @BeforeAll
  static void train() throws IOException, InterruptedException {
    run = TrainedRun.onA9a(shared);
  }

  @AfterEach
  void stop() {
    workers.values().forEach(HandWorker::close);
    masters.forEach(HandMaster::close);
  }

  private HandMaster master(int epoch, int shards) throws IOException {
    return master(run, epoch, SPLITS, shards);
  }

  private HandMaster master(TrainedRun of, int epoch, int splits, int shards) throws IOException {
    HandMaster master = new HandMaster(of, token, epoch, splits, shards);
    masters.add(master);
    port.set(master.port());
    return master;
  }

  private void start(int count, double cacheShare) throws IOException {
    for (int w = 0; w < count; w++) {
      HandWorker worker =
          new HandWorker(run.conf(), token, workers.size(), folder, cacheShare, port::get);
      workers.put(worker.id(), worker);
    }
  }

  private void sameAsLocal(HandMaster master, int first, int last) throws Exception {
    sameAsLocal(run, master, first, last);
  }

  private static void sameAsLocal(TrainedRun of, HandMaster master, int first, int last)
      throws Exception {
    for (int k = first; k <= last; k++) {
      State next = master.iterate(k, of.state(k - 1));
      List<byte[]> expected = TrainedRun.bits(of.state(k));
      List<byte[]> found = TrainedRun.bits(next);
      assertArrayEquals(expected.get(0), found.get(0), "parameters after " + k);
      assertArrayEquals(expected.get(1), found.get(1), "memory after " + k);
    }
  }

  private static Stream<Mapped> mapped(HandMaster master) {
    return master.heard().stream().filter(Mapped.class::isInstance).map(Mapped.class::cast);
  }

  @Test
  void threeWorkersMakeTheStatesOfTheLocalEngine() throws Exception {
    HandMaster master = master(1, 1);
    start(3, 0.5);
    master.await(3);
    sameAsLocal(master, 1, TrainedRun.ITERATIONS);
    assertTrue(mapped(master).allMatch(word -> word.spilled() == 0 && word.cached() > 0));
  }

  @Test
  void shardsOfSeveralReducersMakeTheSameStates() throws Exception {
    HandMaster master = master(1, 3);
    start(2, 0.5);
    master.await(2);
    sameAsLocal(master, 1, 3);
  }

  @Test
  void wideModelsTravelInChunksOrAreReadWhereTheyLie() throws Exception {
    // Sums of 200,000 features are 5 MB, their parameters 1.6 MB.
    int features = 200_000;
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 400; row++) {
      text.append(row % 2 == 0 ? "+1" : "-1");
      for (int j = row; j < features; j += 400) {
        text.append(' ').append(j + 1).append(':').append((row * 7 + j) % 5 - 2);
      }
      text.append('\n');
    }
    Path input = Files.writeString(folder.resolve("wide.libsvm"), text);
    TrainedRun wide = new TrainedRun(folder, input, 2);
    HandMaster master = master(wide, 1, 4, 1);
    start(2, 0.5);
    master.await(2);
    // Of vectors of this size a run keeps the last two states.
    sameAsLocal(wide, master, 2, 2);
    master.nameStates();
    sameAsLocal(wide, master, 2, 2);
    nothingLeftBehind();
  }

  @Test
  void whatDoesNotFitTheMemoryLiesOnTheDiskAndGivesTheSame() throws Exception {
    HandMaster master = master(1, 1);
    start(2, 1e-3);
    master.await(2);
    sameAsLocal(master, 1, 3);
    assertTrue(mapped(master).anyMatch(word -> word.cached() > 0), "512 kB are cached");
    assertTrue(mapped(master).anyMatch(word -> word.spilled() > 0), "and the rest is spilled");
    nothingLeftBehind();
  }

  private void nothingLeftBehind() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(
          files.noneMatch(file -> file.getFileName().toString().startsWith("container_")),
          "files that need to be cleaned up");
    }
  }

  @Test
  void aWorkerThatDiesWhileItMapsIsReplaced() throws Exception {
    HandMaster master = master(1, 2);
    start(3, 0.5);
    master.await(3);
    sameAsLocal(master, 1, 1);
    AtomicBoolean done = new AtomicBoolean();
    master.hook(
        (worker, word) -> {
          // It dies with a split that counts, and others on the way.
          if (word instanceof Mapped && master.keeps(worker) && done.compareAndSet(false, true)) {
            workers.get(worker).kill();
            master.lost(worker);
          }
        });
    sameAsLocal(master, 2, 3);
    assertTrue(done.get());
    assertEquals(2, master.present().size());
  }

  @Test
  void aWorkerThatDiesWhileItReducesIsReplaced() throws Exception {
    HandMaster master = master(1, 3);
    start(3, 0.5);
    master.await(3);
    sameAsLocal(master, 1, 1);
    AtomicBoolean done = new AtomicBoolean();
    master.hook(
        (worker, word) -> {
          // One that has summed its shard and kept splits; the others find out by themselves.
          if (word instanceof Reduced && done.compareAndSet(false, true)) {
            workers.get(worker).kill();
            master.lost(worker);
          }
        });
    sameAsLocal(master, 2, 3);
    assertTrue(done.get());
  }

  @Test
  void workersThatComeAndGoAtRandomMakeTheSameStates() throws Exception {
    HandMaster master = master(1, 2);
    start(3, 1e-3);
    master.await(3);
    Random random = new Random(5);
    AtomicInteger kills = new AtomicInteger();
    master.hook(
        (worker, word) -> {
          if (!(word instanceof Hello) && master.present().size() > 1 && random.nextInt(5) == 0) {
            WorkerId victim = random.nextBoolean() ? worker : master.lastOfPresent();
            workers.get(victim).kill();
            master.lost(victim);
            kills.incrementAndGet();
            startOne();
          }
        });
    // How many words there are to die at depends on who is how fast.
    while (kills.get() < 4) {
      sameAsLocal(master, 1, TrainedRun.ITERATIONS);
    }
  }

  @Test
  void workersThatPackedAndDiedMeanwhileMakeTheDatasetAndTheStatesOfOneProcess() throws Exception {
    HandMaster master = master(1, 1);
    master.hideSplits();
    start(2, 0.5);
    master.await(2);
    AtomicBoolean done = new AtomicBoolean();
    master.hook(
        (worker, word) -> {
          if (word instanceof Mapped && done.compareAndSet(false, true)) {
            workers.get(worker).kill();
            master.lost(worker);
            startOne();
          }
        });
    Path plain = folder.resolve("a9a.libsvm");
    try (OutputStream out = Files.newOutputStream(plain)) {
      for (int copy = 0; copy < COPIES; copy++) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(TrainedRun.A9A))) {
          in.transferTo(out);
        }
      }
    }
    PackRequest request = request(plain, "pieces");
    Dataset packed = new PiecePacker(run.conf(), hands(master)).pack(request);
    Dataset alone = new LocalPacker(run.conf(), 1).pack(request(plain, "alone"));
    assertTrue(done.get());
    assertEquals(alone.document(), packed.document());
    assertTrue(alone.blocks().size() > 1);
    master.showSplits();
    sameAsLocal(master, 1, 2);
  }

  private PackRequest request(Path input, String output) {
    Map<String, String> settings = Map.of("trainyard.input.chunk-bytes", "65536");
    return new PackRequest(
        settings::get,
        input.toString(),
        null,
        null,
        new org.apache.hadoop.fs.Path(folder.resolve(output).toUri()),
        PackRequest.IfDifferent.REFUSE);
  }

  private static PiecePacker.Hands hands(HandMaster master) {
    return new PiecePacker.Hands() {
      @Override
      public int places() {
        return 2;
      }

      @Override
      public void pack(PackOrder order, List<PackPiece> pieces)
          throws IOException, InterruptedException {
        assertTrue(pieces.size() > 2, "pieces to die at");
        master.pack(order, pieces.size());
      }
    };
  }

  private void startOne() {
    try {
      start(1, 1e-3);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aContributorThatDoesNotAnswerIsTold() throws Exception {
    HandMaster master = master(1, 1);
    start(2, 0.5);
    master.await(2);
    AtomicInteger mapped = new AtomicInteger();
    master.hook(
        (worker, word) -> {
          if (word instanceof Mapped && mapped.incrementAndGet() == SPLITS) {
            // All is mapped; the reducer, which is the other one, must notice.
            WorkerId victim = master.lastOfPresent();
            workers.get(victim).kill();
          }
        });
    sameAsLocal(master, 1, 2);
    assertEquals(1, master.present().size());
  }

  @Test
  void theSecondOfTwoResultsDoesNotCount() throws Exception {
    HandMaster master = master(1, 1);
    start(2, 0.5);
    master.await(2);
    master.hook(
        (worker, word) -> {
          if (word instanceof Mapped mapped && mapped.iteration() == 2) {
            master.present().keySet().forEach(other -> master.speculate(other, mapped.split()));
          }
        });
    sameAsLocal(master, 1, 3);
    assertTrue(mapped(master).filter(word -> word.iteration() == 2).count() >= SPLITS);
  }

  @Test
  void keptSplitsSurviveTheirMasterAndAnEarlierOneIsNotObeyed() throws Exception {
    HandMaster first = master(1, 1);
    start(2, 0.5);
    first.await(2);
    sameAsLocal(first, 1, 2);
    HandMaster second = master(2, 1);
    first.stopAnswering();
    second.await(2);
    List<Integer> held = new ArrayList<>();
    for (Hello hello : second.present().values()) {
      assertEquals(SPLITS, hello.splits());
      held.addAll(hello.held());
    }
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), held.stream().sorted().toList());
    first.speculate(new WorkerId("container_0"), 0);
    first.awaitLost(new WorkerId("container_0"));
    sameAsLocal(second, 3, 4);
  }

  @Test
  void aWorkerLeavesWhenItIsToldAndWhenNoMasterComes() throws Exception {
    HandMaster master = master(1, 1);
    start(2, 0.5);
    master.await(2);
    WorkerId told = new WorkerId("container_0");
    master.leave(told, "not needed");
    assertEquals("not needed", workers.get(told).end().get());
    master.close();
    HandWorker other = workers.get(new WorkerId("container_1"));
    ExecutionException given = assertThrows(ExecutionException.class, () -> other.end().get());
    assertInstanceOf(UnreachableException.class, given.getCause());
  }
}
