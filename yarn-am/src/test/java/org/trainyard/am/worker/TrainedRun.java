package org.trainyard.am.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.trainyard.am.exchange.StateCodec;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.state.State;
import org.trainyard.formats.state.StateFiles;
import org.trainyard.mapreduce.engine.LocalRunner;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.RunStore;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.engine.TrainingRun;
import org.trainyard.mapreduce.pack.LocalPacker;

/** A run that the local engine has trained: what the workers' states are compared with. */
final class TrainedRun {
  static final int ITERATIONS = 5;
  static final Path A9A = Path.of("../integration-tests/data/a9a/a9a.libsvm.gz").toAbsolutePath();

  private final Configuration conf = new Configuration();
  private final RunLayout layout;

  /** Trains in a folder, on a LIBSVM file. */
  TrainedRun(Path folder, Path input, int iterations) throws IOException, InterruptedException {
    this(folder, input, iterations, Map.of(), RunListener.none());
  }

  /** Trains with further settings, and is listened to. */
  TrainedRun(
      Path folder, Path input, int iterations, Map<String, String> more, RunListener listener)
      throws IOException, InterruptedException {
    conf.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    Map<String, String> all =
        new TreeMap<>(
            Map.of(
                "trainyard.input.format", "libsvm",
                "trainyard.input.input", input.toString(),
                "trainyard.model.l2", "1e-4",
                "trainyard.validation.validation-fraction", "0.1",
                "trainyard.stop.max-iterations", Integer.toString(iterations)));
    all.putAll(more);
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    all.forEach(
        (key, value) ->
            settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    org.apache.hadoop.fs.Path run = new org.apache.hadoop.fs.Path(folder.resolve("run").toUri());
    this.layout = new RunLayout(run);
    RunStore.open(
        conf,
        run,
        new RunDocument(RunDocument.VERSION, "r1", "test", "0", "me", 0, settings),
        List.of());
    new TrainingRun(
            conf, run, new LocalPacker(conf, 2), new LocalRunner(2), StopSignal.never(), listener)
        .execute();
  }

  /** On a9a. */
  static TrainedRun onA9a(Path folder) throws IOException, InterruptedException {
    return new TrainedRun(folder, A9A, ITERATIONS);
  }

  Configuration conf() {
    return conf;
  }

  RunLayout layout() {
    return layout;
  }

  State state(int k) {
    try {
      return StateFiles.read(layout.run().getFileSystem(conf), layout.state(k));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every bit of a state: control and parameters, then memory. */
  static List<byte[]> bits(State state) throws IOException {
    State memory = new State(state.iteration(), state.control(), state.memory(), new TreeMap<>());
    return List.of(StateCodec.encode(state), StateCodec.encode(memory));
  }
}
