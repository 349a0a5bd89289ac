package org.trainyard.am.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.exchange.ExchangeToken;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.facts.FactsJson;
import org.trainyard.am.facts.FactsLedger;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.record.AlertSettings;
import org.trainyard.mapreduce.record.RunRecorder;

/** One part of the data has the labels of the other side: its split, and no other, stands out. */
@Timeout(120)
class UnusualLossTest {
  private static final int SPLITS = 12;
  private static final int ODD = 5;
  private static final int ROWS = 300;
  private static final String ROW = "%d 1:%d 2:%d\n";
  private static final int ROW_BYTES = 10;
  private static final int ITERATIONS = 4;

  @TempDir private static Path shared;
  private static final Queue<RunEvent> EVENTS = new ConcurrentLinkedQueue<>();
  private static TrainedRun run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException, InterruptedException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < SPLITS * ROWS; row++) {
      int x = random.nextInt(10);
      boolean positive = x + 3 * random.nextGaussian() > 4.5;
      int label = positive == (row / ROWS == ODD) ? 0 : 1;
      text.append(String.format(Locale.ROOT, ROW, label, x, random.nextInt(10)));
    }
    Path input = Files.writeString(shared.resolve("input.libsvm"), text);
    Map<String, String> settings =
        Map.of("trainyard.input.chunk-bytes", String.valueOf(ROWS * ROW_BYTES));
    try (RunRecorder recorder =
        new RunRecorder(
            RunListener.none(), EVENTS::add, AlertSettings.of(name -> null), Clock.systemUTC())) {
      run = new TrainedRun(shared, input, ITERATIONS, settings, recorder);
    }
  }

  private static void oneStandsOut(Stream<RunEvent> events) throws IOException {
    FactsLedger ledger =
        new FactsLedger("run", new RunDocument(1, "r1", "test", "0", "me", 0, new TreeMap<>()));
    events.forEach(ledger::hear);
    JsonNode splits =
        JsonFile.MAPPER.readTree(FactsJson.splits(ledger.snapshot(0)).toString()).path("splits");
    assertEquals(SPLITS, splits.size());
    for (JsonNode split : splits) {
      boolean odd = split.path("split").asInt() == ODD;
      assertTrue(split.path("loss").isDouble(), split.toString());
      assertTrue(split.path("loss").asDouble() > Math.log(2) == odd, split.toString());
      assertEquals(odd, split.path("oddities").toString().contains("UNUSUAL_LOSS"), "" + split);
    }
  }

  @Test
  void inThisProcess() throws Exception {
    oneStandsOut(EVENTS.stream());
  }

  @Test
  void toldByWorkersTheSame() throws Exception {
    ExchangeToken token = ExchangeToken.create("somebody", "r1");
    try (HandMaster master = new HandMaster(run, token, 1, SPLITS, 1);
        HandWorker first = new HandWorker(run.conf(), token, 0, folder, 0.5, master::port);
        HandWorker second = new HandWorker(run.conf(), token, 1, folder, 0.5, master::port)) {
      assertTrue(!first.id().equals(second.id()));
      master.await(2);
      master.iterate(ITERATIONS, run.state(ITERATIONS - 1));
      Map<Integer, Double> told = new TreeMap<>();
      master.heard().stream()
          .filter(Mapped.class::isInstance)
          .map(Mapped.class::cast)
          .forEach(mapped -> told.put(mapped.split(), mapped.loss()));
      List<RunEvent.TaskEnded> here =
          EVENTS.stream()
              .filter(RunEvent.TaskEnded.class::isInstance)
              .map(RunEvent.TaskEnded.class::cast)
              .filter(task -> task.iteration() == ITERATIONS)
              .toList();
      assertEquals(SPLITS, here.size());
      assertEquals(SPLITS, told.size());
      here.forEach(task -> assertEquals(task.loss(), told.get(task.split()), 1e-9));
    }
  }
}
