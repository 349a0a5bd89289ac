package org.trainyard.mapreduce.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.pack.LocalPacker;
import org.trainyard.mapreduce.pack.MapReducePacker;
import org.trainyard.mapreduce.pack.Packer;

/**
 * The same bits from every engine, number of splits, threads and reducers, stopped and resumed: on
 * a9a.
 */
class EnginesAgreeTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "trainyard.input.format", "libsvm",
          "trainyard.model.l2", "1e-4",
          "trainyard.validation.validation-fraction", "0.1",
          "trainyard.stop.max-iterations", "6");

  @TempDir Path folder;

  private Configuration conf() {
    Configuration conf = new Configuration();
    conf.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    conf.set("mapreduce.framework.name", "local");
    return conf;
  }

  private org.apache.hadoop.fs.Path run(String name, String input, Map<String, String> more)
      throws IOException {
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    SETTINGS.forEach(
        (key, value) ->
            settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    settings.put(
        "trainyard.input.input", new RunDocument.Setting(input, "test", Key.Effect.RESULT));
    more.forEach(
        (key, value) ->
            settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.EXECUTION)));
    org.apache.hadoop.fs.Path run = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    RunDocument document =
        new RunDocument(RunDocument.VERSION, "r1", "test", "0", "me", 0, settings);
    RunStore.open(conf(), run, document, List.of());
    return run;
  }

  private static String a9a() {
    return Path.of("../integration-tests/data/a9a/a9a.libsvm.gz").toAbsolutePath().toString();
  }

  private RunOutcome train(org.apache.hadoop.fs.Path run, IterationRunner runner, StopSignal stop)
      throws IOException, InterruptedException {
    return train(run, new LocalPacker(conf(), 2), runner, stop);
  }

  private RunOutcome train(
      org.apache.hadoop.fs.Path run, Packer packer, IterationRunner runner, StopSignal stop)
      throws IOException, InterruptedException {
    return new TrainingRun(conf(), run, packer, runner, stop, RunListener.none()).execute();
  }

  private byte[] model(org.apache.hadoop.fs.Path run) throws IOException {
    return Files.readAllBytes(Path.of(new RunLayout(run).modelFile().toUri()));
  }

  private IterationRunner chained(int splits) {
    return new ChainedRunner(conf(), ChildJobs.none(), job -> {}, () -> splits);
  }

  @Test
  void sameBitsHoweverManyTasksPack() throws Exception {
    // A compressed file is one stream; plain text is cut among the tasks.
    Path plain = folder.resolve("a9a.libsvm");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(a9a())))) {
      Files.copy(in, plain);
    }
    org.apache.hadoop.fs.Path local = run("packed-here", plain.toString(), Map.of());
    train(local, new LocalRunner(2), StopSignal.never());
    for (int tasks : new int[] {1, 2, 4}) {
      org.apache.hadoop.fs.Path path = run("packed-by-" + tasks, plain.toString(), Map.of());
      MapReducePacker packer = new MapReducePacker(conf(), job -> {}, tasks);
      train(path, packer, new LocalRunner(2), StopSignal.never());
      try (Stream<Path> files =
          Files.list(Path.of(new RunLayout(path).data("train").toUri()).resolve("data"))) {
        long blockFiles = files.filter(file -> file.toString().endsWith(".avro")).count();
        assertEquals(tasks, blockFiles, "files of blocks, one for each pack task");
      }
      assertArrayEquals(model(local), model(path), tasks + " pack tasks");
    }
  }

  @Test
  void sameBitsFromEveryEngineSplitThreadAndReducer() throws Exception {
    org.apache.hadoop.fs.Path one = run("one", a9a(), Map.of());
    RunOutcome outcome = train(one, new LocalRunner(1), StopSignal.never());
    assertEquals(StopReason.MAX_ITERATIONS, outcome.reason());
    assertEquals(6, outcome.iterations());
    byte[] expected = model(one);
    org.apache.hadoop.fs.Path two = run("two", a9a(), Map.of());
    train(two, new LocalRunner(2), StopSignal.never());
    assertArrayEquals(expected, model(two));
    for (int splits : new int[] {1, 3, 8}) {
      org.apache.hadoop.fs.Path path = run("splits" + splits, a9a(), Map.of());
      train(path, chained(splits), StopSignal.never());
      assertArrayEquals(expected, model(path), splits + " splits");
    }
    org.apache.hadoop.fs.Path sharded =
        run("sharded", a9a(), Map.of("trainyard.engine.reducers", "3"));
    train(sharded, chained(2), StopSignal.never());
    assertArrayEquals(expected, model(sharded), "3 reducers");
  }

  @Test
  void sameBitsFromEveryEngineAfterAnOnlinePass() throws Exception {
    Map<String, String> online =
        Map.of("trainyard.optimiser.online-pass", "true", "trainyard.optimiser.segments", "5");
    org.apache.hadoop.fs.Path one = run("online", a9a(), online);
    train(one, new LocalRunner(1), StopSignal.never());
    byte[] expected = model(one);
    org.apache.hadoop.fs.Path two = run("online2", a9a(), online);
    train(two, new LocalRunner(2), StopSignal.never());
    assertArrayEquals(expected, model(two));
    org.apache.hadoop.fs.Path split = run("online3", a9a(), online);
    train(split, chained(3), StopSignal.never());
    assertArrayEquals(expected, model(split));
  }

  @Test
  void howARunIsCarriedOutIsSaidByThePresentCommand() throws Exception {
    org.apache.hadoop.fs.Path run = run("present", a9a(), Map.of("trainyard.engine.reducers", "1"));
    Configuration conf = conf();
    conf.set("trainyard.engine.reducers", "2");
    conf.set("trainyard.stop.time-limit", "1e-9");
    RunOutcome outcome =
        new TrainingRun(
                conf,
                run,
                new LocalPacker(conf, 2),
                new ChainedRunner(conf, ChildJobs.none(), job -> {}, () -> 1),
                StopSignal.never(),
                RunListener.none())
            .execute();
    assertEquals(StopReason.TIME_LIMIT, outcome.reason());
    assertEquals(1, outcome.iterations());
    assertTrue(Files.exists(Path.of(new RunLayout(run).sums(1).toUri())), "two reducers shared");
  }

  @Test
  void stoppedWhileItPacksIsStoppedNotFailed() throws Exception {
    RunOutcome stopped =
        new TrainingRun(
                conf(),
                run("packing", a9a(), Map.of()),
                request -> {
                  throw new StoppedException("a test asked");
                },
                new LocalRunner(1),
                StopSignal.never(),
                RunListener.none())
            .execute();
    assertEquals(StopReason.PERSON, stopped.reason());
    assertEquals(0, stopped.iterations());
    assertTrue(stopped.sentence().startsWith("a test asked"), stopped.sentence());
  }

  @Test
  void stoppedAnywhereAndResumedByAnotherEngineIsTheSame() throws Exception {
    org.apache.hadoop.fs.Path whole = run("whole", a9a(), Map.of());
    train(whole, new LocalRunner(2), StopSignal.never());
    org.apache.hadoop.fs.Path parts = run("parts", a9a(), Map.of());
    AtomicInteger asks = new AtomicInteger();
    RunOutcome stopped =
        train(
            parts,
            new LocalRunner(1),
            () -> asks.incrementAndGet() > 60 ? Optional.of("a test asked") : Optional.empty());
    assertEquals(StopReason.PERSON, stopped.reason());
    assertTrue(stopped.iterations() < 6);
    RunOutcome resumed = train(parts, chained(2), StopSignal.never());
    assertEquals(6, resumed.iterations());
    assertArrayEquals(model(whole), model(parts));
    assertEquals(6, train(parts, new LocalRunner(1), StopSignal.never()).iterations());
  }

  @Test
  void aRunStartsFromTheModelOfAnother() throws Exception {
    org.apache.hadoop.fs.Path first = run("first", a9a(), Map.of());
    train(first, new LocalRunner(2), StopSignal.never());
    Map<String, String> warm = Map.of("trainyard.model.warm-start", first.toString());
    org.apache.hadoop.fs.Path second = run("second", a9a(), warm);
    train(second, new LocalRunner(2), StopSignal.never());
    double reached = objective(first, 6);
    assertTrue(objective(second, 2) <= reached * (1 + 1e-12), "begins where the other ended");
    assertTrue(objective(second, 6) < reached, "and goes on from there");
    org.apache.hadoop.fs.Path split = run("split", a9a(), warm);
    train(split, chained(3), StopSignal.never());
    assertArrayEquals(model(second), model(split));
  }

  private double objective(org.apache.hadoop.fs.Path run, int iteration) throws IOException {
    return new Checkpoints(conf(), new RunLayout(run))
        .documents(iteration)
        .get(0)
        .models()
        .get(0)
        .objective();
  }

  @Test
  void everyIterationTellsWhatItDid() throws Exception {
    org.apache.hadoop.fs.Path path = run("told", a9a(), Map.of());
    train(path, new LocalRunner(2), StopSignal.never());
    List<IterationDocument> documents = new Checkpoints(conf(), new RunLayout(path)).documents(1);
    assertEquals(6, documents.size());
    for (IterationDocument document : documents) {
      assertEquals(32_561, document.rows());
      assertEquals("local", document.engine());
      assertTrue(document.models().get(0).validation().containsKey("accuracy"));
    }
    double first = documents.get(0).models().get(0).objective();
    double last = documents.get(5).models().get(0).objective();
    assertTrue(last < first, first + " to " + last);
  }

  @Test
  void changedInputIsRefused() throws Exception {
    Path input = folder.resolve("a.libsvm");
    Files.writeString(input, "1 1:1\n-1 2:1\n1 1:2\n-1 2:2\n".repeat(50));
    org.apache.hadoop.fs.Path path = run("changed", input.toString(), Map.of());
    AtomicInteger asks = new AtomicInteger();
    train(
        path,
        new LocalRunner(1),
        () -> asks.incrementAndGet() > 2 ? Optional.of("a test asked") : Optional.empty());
    Files.writeString(input, "1 1:1\n-1 2:1\n1 1:2\n-1 2:2\n".repeat(60));
    String message =
        assertThrows(
                BadDataException.class, () -> train(path, new LocalRunner(1), StopSignal.never()))
            .getMessage();
    assertTrue(message.contains("changed"), message);
  }

  @Test
  void anUnfinishedIterationIsRedone() throws Exception {
    org.apache.hadoop.fs.Path whole = run("w", a9a(), Map.of());
    train(whole, new LocalRunner(2), StopSignal.never());
    RunLayout layout = new RunLayout(whole);
    byte[] expected = model(whole);
    for (org.apache.hadoop.fs.Path marker :
        List.of(layout.iterationSuccess(6), layout.iterationSuccess(5))) {
      Files.delete(Path.of(marker.toUri()));
    }
    var fs = whole.getFileSystem(conf());
    fs.delete(layout.model(), true);
    fs.create(new org.apache.hadoop.fs.Path(layout.state(5), "garbage")).close();
    train(whole, chained(3), StopSignal.never());
    assertArrayEquals(expected, model(whole));
    JsonFile.read(fs, layout.stats(5), IterationDocument.class, IterationDocument.VERSION);
  }
}
