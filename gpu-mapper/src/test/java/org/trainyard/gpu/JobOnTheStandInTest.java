package org.trainyard.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.engine.ChainedRunner;
import org.trainyard.mapreduce.engine.ChildJobs;
import org.trainyard.mapreduce.engine.IterationRunner;
import org.trainyard.mapreduce.engine.LocalRunner;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.RunStore;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.engine.TrainingRun;
import org.trainyard.mapreduce.iteration.DeviceCounters;
import org.trainyard.mapreduce.pack.LocalPacker;

/** Jobs of MapReduce with mappers on a device train the models of the CPU, bit for bit. */
class JobOnTheStandInTest {
  private static final int ITERATIONS = 3;
  private static final long ROWS = 32_561;

  @TempDir Path folder;

  private final List<Job> jobs = new ArrayList<>();

  /** Of which the run that was trained last told; threads do. */
  private final Set<Integer> segments = ConcurrentHashMap.newKeySet();

  private Configuration conf(String gpu) {
    Configuration conf = new Configuration();
    conf.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    conf.set("mapreduce.framework.name", "local");
    conf.set("trainyard.engine.gpu", gpu);
    return conf;
  }

  private RunLayout train(String name, Configuration conf, IterationRunner runner)
      throws IOException, InterruptedException {
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    Map.of(
            "trainyard.input.format",
            "libsvm",
            "trainyard.input.input",
            Path.of("../integration-tests/data/a9a/a9a.libsvm.gz").toAbsolutePath().toString(),
            "trainyard.input.chunk-bytes",
            String.valueOf(1 << 16),
            "trainyard.model.algorithm",
            "kmeans",
            "trainyard.model.clusters",
            "3,5",
            "trainyard.stop.max-iterations",
            String.valueOf(ITERATIONS))
        .forEach(
            (key, value) ->
                settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    var run = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    RunDocument document = new RunDocument(RunDocument.VERSION, "r", "t", "0", "me", 0, settings);
    RunStore.open(conf, run, document, List.of());
    LocalPacker packer = new LocalPacker(conf, 2);
    segments.clear();
    RunListener listener =
        new RunListener() {
          @Override
          public void event(RunEvent event) {
            if (event instanceof RunEvent.TaskEnded ended) {
              segments.add(ended.split());
            }
          }
        };
    new TrainingRun(conf, run, packer, runner, StopSignal.never(), listener).execute();
    return new RunLayout(run);
  }

  @Test
  void trainsTheModelsOfTheCpu() throws Exception {
    RunLayout cpu = train("cpu", conf("off"), new LocalRunner(2));
    RunLayout local = train("local", conf("require"), new LocalRunner(2));
    assertTrue(segments.size() > 2 * 16, "a thread gives the device 16 together: " + segments);
    Configuration conf = conf("require");
    RunLayout chained =
        train("chained", conf, new ChainedRunner(conf, ChildJobs.none(), jobs::add, () -> 2));
    for (int k = 1; k <= ITERATIONS; k++) {
      Map<String, byte[]> expected = files(cpu.state(k));
      assertTrue(!expected.isEmpty());
      for (RunLayout run : List.of(local, chained)) {
        Map<String, byte[]> actual = files(run.state(k));
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
      }
    }
    DeviceUse use = null;
    for (Job job : jobs) {
      use = DeviceUse.sum(use, DeviceCounters.read(job.getCounters()));
    }
    assertEquals((ITERATIONS - 1) * ROWS, use.rows());
    assertEquals(ROWS, use.rowsOnCpu(), "the first iteration samples rows");
  }

  private static Map<String, byte[]> files(org.apache.hadoop.fs.Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (var listed = Files.newDirectoryStream(Path.of(folder.toUri().getPath()), "[!._]*")) {
      for (Path file : listed) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
