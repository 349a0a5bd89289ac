package org.trainyard.am.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
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

/** A run on a9a that the local engine has trained: what the workers' states are compared with. */
final class TrainedRun {
  static final int ITERATIONS = 5;

  private final Configuration conf = new Configuration();
  private final Path folder;
  private final RunLayout layout;

  /** Trains in a folder. */
  TrainedRun(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    conf.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    Map.of(
            "trainyard.input.format", "libsvm",
            "trainyard.input.input", input(),
            "trainyard.model.l2", "1e-4",
            "trainyard.validation.validation-fraction", "0.1",
            "trainyard.stop.max-iterations", Integer.toString(ITERATIONS))
        .forEach(
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
            conf,
            run,
            new LocalPacker(conf, 2),
            new LocalRunner(2),
            StopSignal.never(),
            RunListener.none())
        .execute();
  }

  private static String input() {
    return Path.of("../integration-tests/data/a9a/a9a.libsvm.gz").toAbsolutePath().toString();
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

  /** The bytes of the state after {@code k}: memory, then parameters. */
  List<byte[]> bytes(int k) throws IOException {
    return bytes(Path.of(layout.state(k).toUri()));
  }

  /** The bytes of a state that was not made by the local engine. */
  List<byte[]> bytes(State state) throws IOException {
    Path written = Files.createTempDirectory(folder, "state");
    StateFiles.write(
        layout.run().getFileSystem(conf), new org.apache.hadoop.fs.Path(written.toUri()), state);
    return bytes(written);
  }

  private static List<byte[]> bytes(Path state) throws IOException {
    return List.of(
        Files.readAllBytes(state.resolve("memory.avro")),
        Files.readAllBytes(state.resolve("parameters.avro")));
  }
}
