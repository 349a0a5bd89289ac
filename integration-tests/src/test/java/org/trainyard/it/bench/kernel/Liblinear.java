package org.trainyard.it.bench.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;

/**
 * What LIBLINEAR (C, Debian's liblinear-tools, {@code -s 0}) takes for the two products X v and Xᵀ
 * u, which are what a scan of one model is made of: from the times at which it tells the end of
 * each of its iterations. One has 2 products for each step of conjugate gradients, and 3 passes
 * besides: the value, the gradient and the diagonal of the Hessian.
 */
final class Liblinear {
  private static final Pattern ITERATION = Pattern.compile("iter .* CG +(\\d+).*");
  private static final double OTHER_PASSES = 3;

  private Liblinear() {}

  /**
   * Milliseconds of both products over all rows, in the mean of one training.
   *
   * @throws IOException if it cannot be started, among others
   */
  static double milliseconds(Path text, Path model) throws IOException {
    Process process =
        new ProcessBuilder(
                "liblinear-train", "-s", "0", "-e", "1e-5", text.toString(), model.toString())
            .redirectErrorStream(true)
            .start();
    double pairs = 0;
    long first = 0;
    long last = 0;
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher found = ITERATION.matcher(line);
        if (found.matches()) {
          last = System.nanoTime();
          if (first == 0) {
            first = last;
          } else {
            pairs += Integer.parseInt(found.group(1)) + OTHER_PASSES / 2;
          }
        }
      }
    }
    if (pairs == 0) {
      throw new IOException("liblinear-train told less than two iterations over " + text);
    }
    return (last - first) / 1e6 / pairs;
  }

  /** Writes sparse blocks as LIBSVM text. */
  static void write(List<SampleBlock> blocks, Path text) throws IOException {
    try (Writer out = Files.newBufferedWriter(text)) {
      for (SampleBlock block : blocks) {
        SparseBlock sparse = (SparseBlock) block;
        for (int r = 0; r < block.rows(); r++) {
          out.write(sparse.header().labels()[r] > 0 ? "+1" : "-1");
          for (int k = sparse.rowStart()[r]; k < sparse.rowStart()[r + 1]; k++) {
            out.write(" " + (sparse.dictionary()[sparse.columns()[k]] + 1));
            out.write(":" + sparse.values()[k]);
          }
          out.write("\n");
        }
      }
    }
  }
}
