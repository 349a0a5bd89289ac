package org.trainyard.mapreduce.iteration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.partial.Totals;
import org.trainyard.formats.state.State;
import org.trainyard.formats.state.StateFiles;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.DivergedException;
import org.trainyard.mapreduce.problem.RunProblem;

/**
 * What the optimiser's step came to: the next state, or the word that there is none. Divergence is
 * an answer and not a failed task: doing it again would give the same.
 */
public record Step(State next, String diverged) {
  private static final String DIVERGED = "diverged.txt";

  /**
   * Takes the step.
   *
   * @throws IOException if the sums are not over every sample exactly once
   */
  public static Step take(RunProblem problem, Algorithm algorithm, State before, Totals totals)
      throws IOException {
    if (totals.samples() != problem.rows()) {
      throw new IOException(
          "Iteration "
              + (before.iteration() + 1)
              + " visited "
              + totals.samples()
              + " samples, but the data have "
              + problem.rows()
              + ": its sums are not taken; check the data with 'verify' and run the same command again");
    }
    try {
      return new Step(algorithm.next(before, totals), null);
    } catch (DivergedException e) {
      return new Step(null, e.getMessage());
    }
  }

  /** Writes it into a folder. */
  public void write(FileSystem fs, Path folder) throws IOException {
    if (next != null) {
      StateFiles.write(fs, folder, next);
      return;
    }
    try (OutputStream out = fs.create(new Path(folder, DIVERGED), true)) {
      out.write(diverged.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Reads the state that a step wrote.
   *
   * @throws DivergedException if the step wrote that there is none
   */
  public static State read(FileSystem fs, Path folder) throws IOException {
    Path word = new Path(folder, DIVERGED);
    if (fs.exists(word)) {
      try (InputStream in = fs.open(word)) {
        throw new DivergedException(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return StateFiles.read(fs, folder);
  }
}
