package org.trainyard.mapreduce.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.device.AbsentProvider;
import org.trainyard.mapreduce.iteration.DeviceCounters;
import org.trainyard.mapreduce.pack.LocalPacker;

/** Where rows were computed, and why not on a device, comes to the events from every engine. */
class EnginesTellDevicesTest {
  private static final long ROWS = 32_561;

  @TempDir Path folder;

  private final ConcurrentLinkedQueue<RunEvent.TaskEnded> tasks = new ConcurrentLinkedQueue<>();

  private final List<Job> jobs = new ArrayList<>();

  private Configuration conf(String gpu) {
    Configuration conf = new Configuration();
    conf.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    conf.set("mapreduce.framework.name", "local");
    conf.set("trainyard.engine.gpu", gpu);
    return conf;
  }

  private void train(String name, Configuration conf, IterationRunner runner)
      throws IOException, InterruptedException {
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    Map.of(
            "trainyard.input.format",
            "libsvm",
            "trainyard.input.input",
            Path.of("../integration-tests/data/a9a/a9a.libsvm.gz").toAbsolutePath().toString(),
            "trainyard.stop.max-iterations",
            "2")
        .forEach(
            (key, value) ->
                settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    org.apache.hadoop.fs.Path run = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    RunStore.open(
        conf,
        run,
        new RunDocument(RunDocument.VERSION, "r", "t", "0", "me", 0, settings),
        List.of());
    RunListener listener =
        new RunListener() {
          @Override
          public void event(RunEvent event) {
            if (event instanceof RunEvent.TaskEnded task) {
              tasks.add(task);
            }
          }

          @Override
          public void account(IterationDocument finished, Account account) {
            try {
              account.settle(this);
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    new TrainingRun(conf, run, new LocalPacker(conf, 2), runner, StopSignal.never(), listener)
        .execute();
  }

  private DeviceUse told() {
    DeviceUse all = null;
    for (RunEvent.TaskEnded task : tasks) {
      all = DeviceUse.sum(all, task.device());
    }
    return all;
  }

  @Test
  void everyRowIsCountedWithItsReasonAndTheProviderIsAskedOnce() throws Exception {
    DeviceUse expected =
        new DeviceUse("CPU", 0, new TreeMap<>(Map.of(AbsentProvider.WHY, 2 * ROWS)));
    int before = AbsentProvider.ASKED.get();
    train("local", conf("auto"), new LocalRunner(2));
    assertEquals(expected, told());
    tasks.clear();
    train("chained", conf("auto"), chained(conf("auto")));
    // Where there is no cluster nobody tells of tasks; of a job's counters everybody does.
    DeviceUse counted = null;
    for (Job job : jobs) {
      counted = DeviceUse.sum(counted, DeviceCounters.read(job.getCounters()));
    }
    assertEquals(expected, counted);
    assertTrue(AbsentProvider.ASKED.get() <= before + 1, "once for a process");
  }

  @Test
  void offAsksNobodyAndTellsNothing() throws Exception {
    int before = AbsentProvider.ASKED.get();
    train("off", conf("off"), new LocalRunner(2));
    train("off-chained", conf("off"), chained(conf("off")));
    assertEquals(before, AbsentProvider.ASKED.get());
    assertNull(told());
    for (Job job : jobs) {
      assertNull(DeviceCounters.read(job.getCounters()));
    }
  }

  @Test
  void requireFailsWithTheReason() {
    IterationFailedException local =
        assertThrows(
            IterationFailedException.class,
            () -> train("require", conf("require"), new LocalRunner(2)));
    assertTrue(local.getMessage().contains(AbsentProvider.WHY), local.getMessage());
    assertThrows(
        IterationFailedException.class,
        () -> train("require-chained", conf("require"), chained(conf("require"))));
  }

  private IterationRunner chained(Configuration conf) {
    return new ChainedRunner(conf, ChildJobs.none(), jobs::add, () -> 2);
  }
}
