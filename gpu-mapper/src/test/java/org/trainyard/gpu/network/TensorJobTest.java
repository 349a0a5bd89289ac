package org.trainyard.gpu.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.engine.ChainedRunner;
import org.trainyard.mapreduce.engine.ChildJobs;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.RunStore;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.engine.TrainingRun;
import org.trainyard.mapreduce.iteration.DeviceCounters;
import org.trainyard.mapreduce.pack.LocalPacker;

/** Jobs of MapReduce with mappers on tensor cores come to the loss of single precision. */
class TensorJobTest {
  private static final int ROWS = 500;
  private static final int FEATURES = 6;
  private static final int ITERATIONS = 3;

  @TempDir Path folder;

  private Path data;

  /** Three clouds of points that overlap. */
  @BeforeEach
  void makeData() throws IOException {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      StringBuilder line = new StringBuilder(String.valueOf(r % 3));
      for (int j = 0; j < FEATURES; j++) {
        double value = random.nextGaussian() + (j % 3 == r % 3 ? 1.5 : 0);
        line.append(' ').append(j + 1).append(':').append((float) value);
      }
      lines.add(line.toString());
    }
    data = Files.write(folder.resolve("clouds.libsvm"), lines);
  }

  private double loss(String precision) throws IOException, InterruptedException {
    Map<String, String> given =
        Map.of(
            "trainyard.input.format",
            "libsvm",
            "trainyard.input.input",
            data.toString(),
            "trainyard.model.algorithm",
            "mlp",
            "trainyard.model.hidden",
            "16,8",
            "trainyard.optimiser.batch-size",
            "32",
            "trainyard.engine.gpu-precision",
            precision,
            "trainyard.stop.max-iterations",
            String.valueOf(ITERATIONS));
    Configuration conf = new Configuration();
    conf.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    conf.set("mapreduce.framework.name", "local");
    conf.set("trainyard.engine.gpu", "require");
    // This process holds one for each precision.
    conf.set("trainyard.engine.gpu-memory-fraction", "0.3");
    conf.set("trainyard.engine.gpu-precision", precision);
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    given.forEach(
        (key, value) ->
            settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    var run = new org.apache.hadoop.fs.Path(folder.resolve(precision).toUri());
    RunDocument document = new RunDocument(RunDocument.VERSION, "r", "t", "0", "me", 0, settings);
    RunStore.open(conf, run, document, List.of());
    List<Job> jobs = new ArrayList<>();
    ChainedRunner runner = new ChainedRunner(conf, ChildJobs.none(), jobs::add, () -> 1);
    LocalPacker packer = new LocalPacker(conf, 1);
    new TrainingRun(conf, run, packer, runner, StopSignal.never(), new RunListener() {}).execute();
    assertEquals(ITERATIONS, jobs.size());
    for (Job job : jobs) {
      String device = DeviceCounters.read(job.getCounters()).device();
      assertTrue(device.endsWith(", in " + precision), device);
    }
    Path stats = Path.of(new RunLayout(run).stats(ITERATIONS).toUri().getPath());
    JsonNode model = new ObjectMapper().readTree(Files.readString(stats)).path("models").path(0);
    return model.path("objective").asDouble(Double.NaN);
  }

  @Test
  void comeNearTheLossOfSinglePrecision() throws Exception {
    double single = loss("single");
    double tf32 = loss("tf32");
    double bf16 = loss("bf16");
    assertTrue(single < 1, "nothing was learnt: " + single);
    assertEquals(single, tf32, 2e-3 * single);
    assertEquals(single, bf16, 2e-2 * single);
    assertNotEquals(single, tf32);
    assertNotEquals(tf32, bf16);
  }
}
