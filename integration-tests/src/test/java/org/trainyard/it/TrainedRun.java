package org.trainyard.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.am.client.ApplicationRecord;
import org.trainyard.am.client.RunDirectory;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.it.cluster.Processes;
import org.trainyard.it.cluster.Trainyard;

/** The a9a run that the tests of promises train again and again, and what they read of it. */
record TrainedRun(FileSystem fs, RunLayout layout) {
  /**
   * Exit code of a run that its limit of iterations cut off, its model published: what the options
   * below ask for.
   */
  static final int CUT_OFF = 5;

  /** Options that every one of these runs has in common. */
  private static final List<String> OPTIONS =
      List.of("--l2", "1e-4", "--validation-fraction", "0.1", "--chunk-bytes", "262144");

  private static final String[] THREE_STEPS = {"--max-iterations", "3"};

  /**
   * Steps of a run that ends when it is stopped: however fast the machine, nothing that happens to
   * it comes too late.
   */
  static final String[] ENDLESS = {
    "--optimiser",
    "gradient-descent",
    "--learning-rate",
    "0.3,0.4,0.5,0.6",
    "--relative-tolerance",
    "0",
    "--gradient-tolerance",
    "0",
    "--max-iterations",
    "1000000"
  };

  static TrainedRun at(Configuration conf, String path) throws IOException {
    Path run = new Path(path);
    FileSystem fs = run.getFileSystem(conf);
    return new TrainedRun(fs, new RunLayout(fs.makeQualified(run)));
  }

  /** The words of the command that trains this run from {@code input}. */
  String[] command(String input, String... more) {
    return command(THREE_STEPS, input, more);
  }

  /** The same with other steps than the usual three. */
  String[] command(String[] steps, String input, String... more) {
    List<String> words =
        new ArrayList<>(List.of("train", "--input", input, "--output", layout.run().toString()));
    words.addAll(OPTIONS);
    words.addAll(Arrays.asList(steps));
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  /** The same in two resident containers. */
  String[] onTwoWorkers(String[] steps, String input, String tag) {
    return command(steps, input, "--engine", "resident", "--containers", "2", "--tags", tag);
  }

  /** The words of a search that ends here, of which some configurations leave early. */
  String[] tuneCommand(String input, String... more) {
    List<String> words =
        new ArrayList<>(List.of("tune", "--input", input, "--output", layout.run().toString()));
    words.addAll(List.of("--strategy", "halving", "--search", "l2=log:1e-6..1/6"));
    words.addAll(List.of("--first-rung", "2", "--folds", "2", "--max-iterations", "3"));
    words.addAll(List.of("--chunk-bytes", "262144"));
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  byte[] modelBytes() throws IOException {
    return bytes(layout.modelFile());
  }

  byte[] bytes(Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      return in.readAllBytes();
    }
  }

  ModelFile model() throws IOException {
    return ModelFile.read(fs, layout.modelFile());
  }

  /** Who carried out each finished iteration. */
  List<String> engines() throws IOException {
    List<String> engines = new ArrayList<>();
    for (int k = 1; finished(k); k++) {
      engines.add(
          JsonFile.read(fs, layout.stats(k), IterationDocument.class, IterationDocument.VERSION)
              .engine());
    }
    return engines;
  }

  boolean finished(int iteration) throws IOException {
    return fs.exists(layout.iterationSuccess(iteration));
  }

  /** Number of the last finished iteration; 0 before the first. */
  int last() throws IOException {
    if (!fs.exists(layout.iterations())) {
      return 0;
    }
    List<Integer> begun = new ArrayList<>();
    for (FileStatus folder : fs.listStatus(layout.iterations())) {
      begun.add(Integer.valueOf(folder.getPath().getName()));
    }
    begun.sort(Comparator.reverseOrder());
    for (int k : begun) {
      if (finished(k)) {
        return k;
      }
    }
    return 0;
  }

  /**
   * The container processes of the application that drives it, by the name of their main class;
   * none before it is submitted.
   */
  List<ProcessHandle> processes(String main) throws IOException {
    if (!fs.exists(layout.application())) {
      return List.of();
    }
    ApplicationRecord driver =
        JsonFile.read(fs, layout.application(), ApplicationRecord.class, ApplicationRecord.VERSION);
    return Processes.containers(main, driver.applicationId());
  }

  /** Waits until it has finished so many iterations more than now. */
  void goesOn(Trainyard.Running running, int iterations) throws Exception {
    int k = last() + iterations;
    running.until("iteration " + k, 240, () -> finished(k));
  }

  /** Stops it, as a person does. */
  void stop(Trainyard.Running running) throws Exception {
    new RunDirectory(fs.getConf(), layout.run()).askToStop("stopped by the test");
    Trainyard.Result result = running.await();
    assertEquals(CUT_OFF, result.exit(), result.out());
    assertTrue(result.out().contains("stopped by the test"), result.out());
  }

  /**
   * Compares the last state of an endless run, byte for byte, with that of a run in one process
   * that nothing happens to.
   *
   * @param alone not yet begun
   */
  void hasTheStateOf(TrainedRun alone, Trainyard trainyard, String input) throws Exception {
    int k = last();
    Trainyard.Running running = trainyard.start(alone.command(ENDLESS, input, "--engine", "local"));
    running.until("iteration " + k, 240, () -> alone.finished(k));
    alone.stop(running);
    for (FileStatus file : alone.fs.listStatus(alone.layout.state(k))) {
      Path mine = new Path(layout.state(k), file.getPath().getName());
      assertArrayEquals(alone.bytes(file.getPath()), bytes(mine), mine.toString());
    }
  }

  /** Whether a piece of the input is packed, and the whole is not. */
  boolean packs() throws IOException {
    FileStatus[] pieces =
        fs.globStatus(new Path(layout.data("train"), "_attempt-*/piece-*/*.finished"));
    return pieces != null && pieces.length > 0;
  }

  /** Puts a9a into the file system over and over, as plain text: too much for one process. */
  static String muchOfA9a(FileSystem fs, int copies) throws IOException {
    Path target = fs.makeQualified(new Path("/data/a9a-" + copies + ".libsvm"));
    byte[] once;
    try (InputStream in = new GZIPInputStream(fs.open(new Path(a9a(fs))))) {
      once = in.readAllBytes();
    }
    try (OutputStream out = fs.create(target)) {
      for (int copy = 0; copy < copies; copy++) {
        out.write(once);
      }
    }
    return target.toString();
  }

  /** Puts a9a into the file system, once. */
  static String a9a(FileSystem fs) throws IOException {
    Path target = fs.makeQualified(new Path("/data/a9a.libsvm.gz"));
    if (!fs.exists(target)) {
      fs.copyFromLocalFile(new Path(Trainyard.data("a9a/a9a.libsvm.gz").toUri()), target);
    }
    return target.toString();
  }
}
