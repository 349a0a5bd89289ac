package org.trainyard.it.bench.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunLayout;

/**
 * Reads a finished run of a linear model with one output: writes {@code weights.txt}, a coefficient
 * in each line, and {@code iterations.csv}.
 */
public final class RunFiguresMain {
  private static final String HEADER = "iteration,engine,started_ms,seconds,objective";

  private RunFiguresMain() {}

  /** The run's folder, then a local folder for the two files. */
  public static void main(String[] args) throws IOException {
    Path run = new Path(args[0]);
    FileSystem fs = run.getFileSystem(new Configuration());
    RunLayout layout = new RunLayout(fs.makeQualified(run));
    java.nio.file.Path out = java.nio.file.Path.of(args[1]);
    weights(ModelFile.read(fs, layout.modelFile()), out.resolve("weights.txt"));
    Files.write(out.resolve("iterations.csv"), iterations(fs, layout));
  }

  private static void weights(ModelFile model, java.nio.file.Path out) throws IOException {
    try (PrintWriter writer = new PrintWriter(out.toFile(), StandardCharsets.US_ASCII)) {
      for (double coefficient : model.tensors().get("coefficients")) {
        writer.println(coefficient);
      }
    }
  }

  private static List<String> iterations(FileSystem fs, RunLayout layout) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int k = 1; fs.exists(layout.iterationSuccess(k)); k++) {
      IterationDocument document =
          JsonFile.read(fs, layout.stats(k), IterationDocument.class, IterationDocument.VERSION);
      lines.add(
          "%d,%s,%d,%s,%s"
              .formatted(
                  k,
                  document.engine(),
                  document.startedMs(),
                  document.seconds(),
                  document.models().get(0).objective()));
    }
    return lines;
  }
}
