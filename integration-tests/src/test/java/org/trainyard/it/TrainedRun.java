package org.trainyard.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunLayout;
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

  /** The same in two resident containers, whose silence is noticed within seconds. */
  String[] onTwoWorkers(String[] steps, String input, String tag) {
    return command(
        steps,
        input,
        "--engine",
        "resident",
        "--containers",
        "2",
        "--container-silence",
        "3",
        "--tags",
        tag);
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
