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
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.partial.Partial;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.VectorFile;
import org.trainyard.mapreduce.algorithm.Accumulator;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.iteration.Step;
import org.trainyard.mapreduce.kernel.Kernels;
import org.trainyard.mapreduce.pack.LocalPacker;
import org.trainyard.mapreduce.problem.SegmentPlan;
import org.trainyard.mapreduce.problem.SegmentReader;

/** Iterations whose states are left to the run: written while the next one runs, in order. */
class WritesWhileTheNextRunsTest {
  private static final int ITERATIONS = 5;

  @TempDir Path folder;

  /** Computes on the heap, and leaves the state to the run. */
  private static class InMemory implements IterationRunner {
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
      State onHeap = before.isOnHeap() ? before : before.keeping(before);
      Partial sums = new Partial(run.algorithm().shape(onHeap));
      Accumulator accumulator = run.algorithm().accumulator(onHeap, Kernels.NONE);
      try (SegmentReader reader = run.problem().reader()) {
        for (SegmentPlan plan : run.problem().segments()) {
          Segment segment = reader.read(plan);
          accumulator.accumulate(segment, sums);
          sums.visited(segment.rows());
        }
      }
      accumulator.finish(sums);
      State next = Step.take(run.problem(), run.algorithm(), onHeap, sums.totals()).next();
      if (k > 1) {
        awaited.countDown();
      }
      return new Result(next, null, Account.none(), Place.MEMORY);
    }
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  /** Rows of two dense columns, or of some of so many that vectors have files of their own. */
  private enum Data {
    NARROW("csv"),
    WIDE("libsvm");

    private final String format;

    Data(String format) {
      this.format = format;
    }

    String row(int i) {
      int label = i % 7 < 3 ? 1 : 0;
      String value = String.valueOf((i * 37 % 101) / 10.0);
      return this == NARROW
          ? label + "," + i % 11 + "," + value
          : label + " " + (1 + i % 11) + ":1 " + (20 + i * 7919 % VectorFile.LARGE) + ":" + value;
    }
  }

  private org.apache.hadoop.fs.Path open(String name, Data data) throws IOException {
    Path rows = folder.resolve("rows." + data.format);
    if (!Files.exists(rows)) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        lines.add(data.row(i));
      }
      if (data == Data.WIDE) {
        lines.add("1 " + (VectorFile.LARGE + 30) + ":1");
      }
      Files.write(rows, lines);
    }
    Map<String, String> settings = new TreeMap<>();
    settings.put("trainyard.input.input", rows.toString());
    settings.put("trainyard.input.format", data.format);
    if (data == Data.NARROW) {
      settings.put("trainyard.input.header", "false");
      settings.put("trainyard.input.label", "0");
    }
    settings.put("trainyard.model.loss", "logistic");
    settings.put("trainyard.stop.relative-tolerance", "0");
    settings.put("trainyard.stop.gradient-tolerance", "0");
    settings.put("trainyard.stop.max-iterations", String.valueOf(ITERATIONS));
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
    List<String> files = states(expected);
    assertTrue(files.size() >= 2 * ITERATIONS - 2, files::toString);
    assertEquals(files, states(found), "the same files are left");
    for (String file : files) {
      assertArrayEquals(
          bytes(new org.apache.hadoop.fs.Path(expected.iterations(), file)),
          bytes(new org.apache.hadoop.fs.Path(found.iterations(), file)),
          file);
    }
  }

  /** Files of states, below the folder of iterations. */
  private static List<String> states(RunLayout run) throws IOException {
    Path iterations = Path.of(run.iterations().toUri());
    try (Stream<Path> files = Files.walk(iterations)) {
      return files
          .map(file -> iterations.relativize(file).toString())
          .filter(file -> file.endsWith(".avro") && !file.contains("/."))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextIterationRunsBeforeTheLastIsWrittenAndTheFilesAreTheSame(Data data) throws Exception {
    RunLayout expected = new RunLayout(open("local", data));
    train(expected.run(), new LocalRunner(1), RunListener.none());
    RunLayout found = new RunLayout(open("memory", data));
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

  @ParameterizedTest
  @EnumSource
  void whatWasComputedBeforeAFailureIsKeptAndTheRunGoesOnFromThere(Data data) throws Exception {
    RunLayout expected = new RunLayout(open("local", data));
    train(expected.run(), new LocalRunner(1), RunListener.none());
    RunLayout found = new RunLayout(open("memory", data));
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
    RunLayout found = new RunLayout(open("memory", Data.NARROW));
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
