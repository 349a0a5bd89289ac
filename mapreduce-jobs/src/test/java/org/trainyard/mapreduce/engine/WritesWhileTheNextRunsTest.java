package org.trainyard.mapreduce.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.pack.LocalPacker;

/** Iterations whose states are left to the run: written while the next one runs, in order. */
class WritesWhileTheNextRunsTest {
  private static final int ITERATIONS = 5;

  @TempDir Path folder;

  /** Computes with the local engine, whose files lie elsewhere, and leaves the state to the run. */
  private class InMemory implements IterationRunner {
    private final LocalRunner local = new LocalRunner(1);
    private final CountDownLatch awaited;
    private int failsAt = -1;

    InMemory(CountDownLatch awaited) {
      this.awaited = awaited;
    }

    @Override
    public String engine() {
      return "memory";
    }

    @Override
    public Result run(RunContext run, int k, State before)
        throws IOException, InterruptedException {
      if (k == failsAt) {
        throw new IterationFailedException("a test said so");
      }
      RunContext elsewhere =
          new RunContext(
              run.conf(),
              new RunLayout(path("elsewhere")),
              run.problem(),
              run.algorithm(),
              run.stop(),
              run.listener());
      State next = local.run(elsewhere, k, before).next();
      if (k > 1) {
        awaited.countDown();
      }
      return new Result(next, null, Account.none(), Place.MEMORY);
    }
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  private org.apache.hadoop.fs.Path open(String name) throws IOException {
    Path rows = folder.resolve("rows.csv");
    if (!Files.exists(rows)) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        lines.add((i % 7 < 3 ? 1 : 0) + "," + i % 11 + "," + (i * 37 % 101) / 10.0);
      }
      Files.write(rows, lines);
    }
    Map<String, String> settings =
        Map.of(
            "trainyard.input.input", rows.toString(),
            "trainyard.input.format", "csv",
            "trainyard.input.header", "false",
            "trainyard.input.label", "0",
            "trainyard.model.loss", "logistic",
            "trainyard.stop.relative-tolerance", "0",
            "trainyard.stop.gradient-tolerance", "0",
            "trainyard.stop.max-iterations", String.valueOf(ITERATIONS));
    TreeMap<String, RunDocument.Setting> all = new TreeMap<>();
    settings.forEach(
        (key, value) -> all.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    RunDocument document = new RunDocument(RunDocument.VERSION, "r1", "test", "0", "me", 0, all);
    RunStore.open(new Configuration(), path(name), document, List.of());
    return path(name);
  }

  private void train(org.apache.hadoop.fs.Path run, IterationRunner runner, RunListener listener)
      throws IOException, InterruptedException {
    Configuration conf = new Configuration();
    new TrainingRun(conf, run, new LocalPacker(conf, 1), runner, StopSignal.never(), listener)
        .execute();
  }

  private byte[] bytes(org.apache.hadoop.fs.Path file) throws IOException {
    return Files.readAllBytes(Path.of(file.toUri()));
  }

  private void assertSameRun(RunLayout expected, RunLayout found) throws IOException {
    assertArrayEquals(bytes(expected.modelFile()), bytes(found.modelFile()));
    for (int k = 1; k <= ITERATIONS; k++) {
      for (String file : List.of("parameters.avro", "memory.avro")) {
        assertArrayEquals(
            bytes(new org.apache.hadoop.fs.Path(expected.state(k), file)),
            bytes(new org.apache.hadoop.fs.Path(found.state(k), file)),
            file + " of iteration " + k);
      }
    }
  }

  @Test
  void theNextIterationRunsBeforeTheLastIsWrittenAndTheFilesAreTheSame() throws Exception {
    RunLayout expected = new RunLayout(open("local"));
    train(expected.run(), new LocalRunner(1), RunListener.none());
    RunLayout found = new RunLayout(open("memory"));
    List<Integer> told = new ArrayList<>();
    CountDownLatch secondRan = new CountDownLatch(1);
    RunListener listener =
        new RunListener() {
          @Override
          public void iteration(IterationDocument finished) {
            assertTrue(Files.exists(Path.of(found.iterationSuccess(finished.iteration()).toUri())));
            try {
              // Where the second iteration waits for the first one's end, this never comes.
              secondRan.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            told.add(finished.iteration());
          }
        };
    train(found.run(), new InMemory(secondRan), listener);
    assertEquals(List.of(1, 2, 3, 4, 5), told);
    assertSameRun(expected, found);
  }

  @Test
  void whatWasComputedBeforeAFailureIsKeptAndTheRunGoesOnFromThere() throws Exception {
    RunLayout expected = new RunLayout(open("local"));
    train(expected.run(), new LocalRunner(1), RunListener.none());
    RunLayout found = new RunLayout(open("memory"));
    InMemory failing = new InMemory(new CountDownLatch(1));
    failing.failsAt = 4;
    assertThrows(
        IterationFailedException.class, () -> train(found.run(), failing, RunListener.none()));
    assertEquals(3, new Checkpoints(new Configuration(), found).lastFinished().getAsInt());
    train(found.run(), new LocalRunner(1), RunListener.none());
    assertSameRun(expected, found);
  }

  @Test
  void anIterationThatCannotBeWrittenEndsTheRunAndNothingFollowsIt() throws Exception {
    RunLayout found = new RunLayout(open("memory"));
    InMemory spoiling =
        new InMemory(new CountDownLatch(1)) {
          @Override
          public Result run(RunContext run, int k, State before)
              throws IOException, InterruptedException {
            if (k == 2) {
              // A file where the folder of iterations was: nothing can be written below it.
              run.durability().await();
              Path iterations = Path.of(found.iterations().toUri());
              Files.move(iterations, folder.resolve("moved"));
              Files.createFile(iterations);
            }
            return super.run(run, k, before);
          }
        };
    assertThrows(IOException.class, () -> train(found.run(), spoiling, RunListener.none()));
    assertFalse(Files.exists(Path.of(found.modelSuccess().toUri())));
    assertTrue(Files.exists(folder.resolve("moved/00001/_SUCCESS")));
  }
}
