package org.trainyard.mapreduce.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.engine.Account;
import org.trainyard.mapreduce.engine.ChainedRunner;
import org.trainyard.mapreduce.engine.ChildJobs;
import org.trainyard.mapreduce.engine.IterationRunner;
import org.trainyard.mapreduce.engine.LocalRunner;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.RunStore;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.engine.TrainingRun;
import org.trainyard.mapreduce.pack.LocalPacker;

/** What a run tells of itself, from a real one. */
class RunRecorderTest {
  private static final int ITERATIONS = 3;
  private static final int ROWS = 4000;

  @TempDir Path folder;

  @Test
  void aRunInThisProcessTellsOfEverySegmentAndWhereItsTimeWent() throws Exception {
    List<RunEvent> events = record(run("local"), new LocalRunner(2));
    check(events, "local");
    List<RunEvent.TaskEnded> tasks = all(events, RunEvent.TaskEnded.class);
    assertEquals(0, tasks.size() % ITERATIONS);
    assertTrue(tasks.size() > ITERATIONS, "several segments");
    assertTrue(tasks.stream().allMatch(task -> task.worker().startsWith("thread ")));
    for (RunEvent.IterationEnded iteration : all(events, RunEvent.IterationEnded.class)) {
      RunEvent.TimeSplit time = iteration.time();
      assertTrue(time.known(), "where the time went is known");
      double sum =
          time.waiting()
              + time.start()
              + time.read()
              + time.compute()
              + time.shuffle()
              + time.step();
      assertEquals(iteration.seconds(), sum, 1e-9);
    }
    RunEvent.Summed sums = all(events, RunEvent.Summed.class).get(ITERATIONS - 1);
    assertEquals((long) ROWS * ITERATIONS, sums.workers().stream().mapToLong(w -> w.rows()).sum());
    assertTrue(sums.splits().stream().allMatch(split -> split.attempts() == ITERATIONS));
  }

  @Test
  void aRunOfJobsTellsOfEveryJob() throws Exception {
    ChainedRunner chained = new ChainedRunner(conf(), ChildJobs.none(), job -> {}, () -> 2);
    List<RunEvent> events = record(run("chained"), chained);
    check(events, "chained");
    List<RunEvent.IterationEnded> ended = all(events, RunEvent.IterationEnded.class);
    assertEquals(
        all(events, RunEvent.JobSubmitted.class).stream().map(job -> job.job()).toList(),
        ended.stream().map(iteration -> iteration.job()).toList());
    // Jobs in this process have no reports of their tasks.
    assertTrue(ended.stream().noneMatch(iteration -> iteration.time().known()));
  }

  @Test
  void recordingChangesNoBit() throws Exception {
    org.apache.hadoop.fs.Path watched = run("watched");
    record(watched, new LocalRunner(2));
    org.apache.hadoop.fs.Path alone = run("alone");
    train(alone, new LocalRunner(2), RunListener.none());
    assertArrayEquals(model(alone), model(watched));
  }

  @Test
  void anAccountThatFailsCostsNothingButItself() throws Exception {
    List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    org.apache.hadoop.fs.Path run = run("failing");
    try (RunRecorder recorder = recorder(events::add)) {
      train(
          run,
          new IterationRunner() {
            private final LocalRunner local = new LocalRunner(1);

            @Override
            public String engine() {
              return "local";
            }

            @Override
            public Result run(
                org.trainyard.mapreduce.engine.RunContext context,
                int k,
                org.trainyard.formats.state.State before)
                throws IOException, InterruptedException {
              Account broken =
                  listener -> {
                    throw new IOException("the history server is gone");
                  };
              return new Result(local.run(context, k, before).next(), null, broken);
            }
          },
          recorder);
    }
    List<RunEvent.IterationEnded> ended = all(events, RunEvent.IterationEnded.class);
    assertEquals(ITERATIONS, ended.size());
    assertTrue(ended.stream().noneMatch(iteration -> iteration.time().known()));
  }

  @Test
  void theStagesOfAnIterationAddUpToItsTime() {
    Tally.Work work = new Tally.Work(null, 4, 100, 30, 10);
    RunEvent.TimeSplit split = RunRecorder.split(10, new Account.Stages(1, 2, 4, 0.5), work);
    assertEquals(new RunEvent.TimeSplit(1, 2, 3, 1, 0.5, 2.5), split);
    RunEvent.TimeSplit scaled = RunRecorder.split(5, new Account.Stages(2, 2, 4, 2), work);
    assertEquals(new RunEvent.TimeSplit(1, 1, 1.5, 0.5, 1, 0), scaled);
  }

  private void check(List<RunEvent> events, String engine) {
    assertEquals(
        List.of(RunEvent.Phase.PACKING, RunEvent.Phase.TRAINING, RunEvent.Phase.PUBLISHING),
        all(events, RunEvent.PhaseBegan.class).stream().map(RunEvent.PhaseBegan::phase).toList());
    RunEvent.ProblemKnown problem = all(events, RunEvent.ProblemKnown.class).get(0);
    assertEquals(ROWS, problem.trainingRows());
    assertEquals(3, problem.features());
    assertEquals(2, problem.models().size());
    assertTrue(problem.bytes() > 0);
    List<RunEvent.IterationEnded> ended = all(events, RunEvent.IterationEnded.class);
    assertEquals(List.of(1, 2, 3), ended.stream().map(i -> i.iteration()).toList());
    for (RunEvent.IterationEnded iteration : ended) {
      assertEquals(engine, iteration.engine());
      assertEquals(ROWS, iteration.rows());
    }
    List<RunEvent.ModelsMeasured> models = all(events, RunEvent.ModelsMeasured.class);
    assertEquals(ITERATIONS, models.size());
    assertEquals(2, models.get(0).objective().size());
    assertTrue(models.get(2).objective().get(0) < models.get(0).objective().get(0));
    assertNull(models.get(0).stops().get(0));
  }

  private List<RunEvent> record(org.apache.hadoop.fs.Path run, IterationRunner runner)
      throws IOException, InterruptedException {
    List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    try (RunRecorder recorder = recorder(events::add)) {
      train(run, runner, recorder);
    }
    return events;
  }

  private static RunRecorder recorder(Consumer<RunEvent> sink) {
    return new RunRecorder(
        RunListener.none(), sink, AlertSettings.of(name -> null), Clock.systemUTC());
  }

  private void train(org.apache.hadoop.fs.Path run, IterationRunner runner, RunListener listener)
      throws IOException, InterruptedException {
    new TrainingRun(conf(), run, new LocalPacker(conf(), 2), runner, StopSignal.never(), listener)
        .execute();
  }

  private byte[] model(org.apache.hadoop.fs.Path run) throws IOException {
    return Files.readAllBytes(Path.of(new RunLayout(run).modelFile().toUri()));
  }

  private static <T> List<T> all(List<RunEvent> events, Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Configuration conf() {
    Configuration conf = new Configuration();
    conf.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    conf.set("mapreduce.framework.name", "local");
    return conf;
  }

  private org.apache.hadoop.fs.Path run(String name) throws IOException {
    Path input = folder.resolve("input.libsvm");
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < ROWS; r++) {
      text.append(r % 3 == 0 ? 1 : 0).append(" 1:").append(r % 7).append(" 2:").append(r % 5);
      text.append(" 3:").append(r % 3 == 0 ? 2 : 1).append('\n');
    }
    if (!Files.exists(input)) {
      Files.writeString(input, text);
    }
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    Map.of(
            "trainyard.input.format", "libsvm",
            "trainyard.input.input", input.toString(),
            "trainyard.input.chunk-bytes", "4096",
            "trainyard.model.l2", "1e-2,1e-3",
            "trainyard.stop.max-iterations", String.valueOf(ITERATIONS))
        .forEach(
            (key, value) ->
                settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    org.apache.hadoop.fs.Path run = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    RunDocument document =
        new RunDocument(RunDocument.VERSION, "r1", "test", "0", "me", 0, settings);
    RunStore.open(conf(), run, document, List.of());
    return run;
  }
}
