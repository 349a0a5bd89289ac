package org.trainyard.mapreduce.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.pack.LocalPacker;

/**
 * A search ends with the same bytes from every engine, number of splits and reducers, stopped and
 * resumed: the model and the leaderboard, on a part of a9a.
 */
class SearchesAgreeTest {
  private static final int ROWS = 2000;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "trainyard.input.format", "libsvm",
          "trainyard.input.chunk-bytes", "65536",
          "trainyard.search.strategy", "halving",
          "trainyard.search.search", "l2=log:1e-6..10 l1=0,1e-4",
          "trainyard.search.configurations", "8",
          "trainyard.search.first-rung", "2",
          "trainyard.search.eta", "2",
          "trainyard.validation.folds", "3",
          "trainyard.stop.max-iterations", "5");

  @TempDir Path folder;
  private Path input;

  @BeforeEach
  void writeTheInput() throws IOException {
    input = folder.resolve("part.libsvm");
    Path all = Path.of("../integration-tests/data/a9a/a9a.libsvm.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(all))) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      Files.writeString(
          input, text.lines().limit(ROWS).collect(Collectors.joining("\n", "", "\n")));
    }
  }

  private Configuration conf() {
    Configuration conf = new Configuration();
    conf.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    conf.set("mapreduce.framework.name", "local");
    return conf;
  }

  private org.apache.hadoop.fs.Path run(String name, Map<String, String> more) throws IOException {
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    SETTINGS.forEach(
        (key, value) ->
            settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    settings.put(
        "trainyard.input.input",
        new RunDocument.Setting(input.toString(), "test", Key.Effect.RESULT));
    more.forEach(
        (key, value) ->
            settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.EXECUTION)));
    org.apache.hadoop.fs.Path run = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    RunDocument document =
        new RunDocument(RunDocument.VERSION, "r1", "test", "0", "me", 0, settings);
    RunStore.open(conf(), run, document, List.of());
    return run;
  }

  private RunOutcome train(org.apache.hadoop.fs.Path run, IterationRunner runner, StopSignal stop)
      throws IOException, InterruptedException {
    return new TrainingRun(
            conf(), run, new LocalPacker(conf(), 2), runner, stop, RunListener.none())
        .execute();
  }

  private IterationRunner chained(int splits) {
    return new ChainedRunner(conf(), ChildJobs.none(), job -> {}, () -> splits);
  }

  private static byte[] bytes(org.apache.hadoop.fs.Path file) throws IOException {
    return Files.readAllBytes(Path.of(file.toUri()));
  }

  private static void assertSame(
      org.apache.hadoop.fs.Path expected, org.apache.hadoop.fs.Path actual, String what)
      throws IOException {
    RunLayout one = new RunLayout(expected);
    RunLayout other = new RunLayout(actual);
    assertArrayEquals(bytes(one.modelFile()), bytes(other.modelFile()), what);
    assertArrayEquals(bytes(one.leaderboard()), bytes(other.leaderboard()), what);
    assertArrayEquals(bytes(one.candidates()), bytes(other.candidates()), what);
  }

  @Test
  void sameBytesFromEveryEngineSplitAndReducer() throws Exception {
    org.apache.hadoop.fs.Path local = run("local", Map.of());
    train(local, new LocalRunner(2), StopSignal.never());
    String leaderboard =
        new String(bytes(new RunLayout(local).leaderboard()), StandardCharsets.UTF_8);
    assertEquals(4, leaderboard.lines().filter(row -> row.contains(",2,OUTDONE,")).count());
    assertEquals(2, leaderboard.lines().filter(row -> row.contains(",4,OUTDONE,")).count());
    org.apache.hadoop.fs.Path chained = run("chained", Map.of());
    train(chained, chained(4), StopSignal.never());
    assertSame(local, chained, "4 splits");
    org.apache.hadoop.fs.Path sharded = run("sharded", Map.of("trainyard.engine.reducers", "3"));
    train(sharded, chained(2), StopSignal.never());
    assertSame(local, sharded, "3 reducers");
  }

  @Test
  void stoppedAtARungAndResumedByAnotherEngineIsTheSame() throws Exception {
    org.apache.hadoop.fs.Path whole = run("whole", Map.of());
    train(whole, new LocalRunner(1), StopSignal.never());
    org.apache.hadoop.fs.Path parts = run("parts", Map.of());
    for (int rung : new int[] {2, 4}) {
      RunLayout layout = new RunLayout(parts);
      RunOutcome stopped =
          train(
              parts,
              rung == 2 ? new LocalRunner(2) : chained(3),
              () ->
                  Files.exists(Path.of(layout.iterationSuccess(rung).toUri()))
                      ? Optional.of("a test asked")
                      : Optional.empty());
      assertEquals(StopReason.PERSON, stopped.reason());
      assertEquals(rung, stopped.iterations());
    }
    train(parts, new LocalRunner(2), StopSignal.never());
    assertSame(whole, parts, "in three parts");
  }
}
