package org.trainyard.gpu.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.trainyard.formats.sample.BlockHeader;
import org.trainyard.formats.sample.DenseBlock;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.sample.SparseBlock;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.catalogue.KnownAlgorithms;

/**
 * Something to train, made from a seed: the same on every machine.
 *
 * @param name for people
 * @param algorithm made of it
 * @param blocks of samples
 * @param models that are trained together
 */
record MadeProblem(String name, Algorithm algorithm, List<SampleBlock> blocks, int models) {
  private static final long SEED = 20_26;
  private static final int ROWS_IN_BLOCK = 8192;

  /**
   * How large a problem is.
   *
   * @param rows samples
   * @param features columns
   * @param classes of the labels
   * @param models that are trained together, with different penalties
   */
  record Size(int rows, int features, int classes, int models) {}

  /** Dense tiles. */
  static MadeProblem dense(String name, Size size, Map<String, String> settings) {
    return of(name, size, settings, 1);
  }

  /** Rows in which one value of {@code every} is not 0. */
  static MadeProblem sparse(String name, Size size, Map<String, String> settings, int every) {
    return of(name, size, settings, every);
  }

  private static MadeProblem of(String name, Size size, Map<String, String> settings, int every) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<SampleBlock> blocks = new ArrayList<>();
    for (int from = 0; from < size.rows(); from += ROWS_IN_BLOCK) {
      int rows = Math.min(ROWS_IN_BLOCK, size.rows() - from);
      blocks.add(block(blocks.size(), rows, size, every, random));
    }
    Map<String, String> all = new HashMap<>(settings);
    List<ModelSpec> models = new ArrayList<>();
    for (int m = 0; m < size.models(); m++) {
      models.add(
          new ModelSpec(m, Map.of("trainyard.model.l2", 1e-6 * (m + 1)), m, ModelSpec.NO_FOLD));
    }
    long[] classRows = new long[size.classes()];
    blocks.forEach(block -> count(block, classRows));
    TrainingProblem problem =
        new TrainingProblem(
            statistics(size.features(), every),
            new TrainingProblem.Labels(
                Stream.iterate(0, c -> c + 1).limit(size.classes()).map(c -> "c" + c).toList(),
                classRows,
                Double.NaN,
                Double.NaN),
            size.rows(),
            blocks.size(),
            models,
            Holdout.none(),
            false,
            all::get,
            SEED,
            null);
    return new MadeProblem(name, new KnownAlgorithms().create(problem), blocks, size.models());
  }

  /** Features of variance 1, of which every {@code every}th is not 0. */
  private static TrainingProblem.Features statistics(int features, int every) {
    double[] deviation = new double[features];
    Arrays.fill(deviation, Math.sqrt(1.0 / every));
    return new TrainingProblem.Features(features, null, new double[features], deviation);
  }

  private static void count(SampleBlock block, long[] classRows) {
    for (double label : block.header().labels()) {
      classRows[(int) label]++;
    }
  }

  private static SampleBlock block(
      int index, int rows, Size size, int every, SplittableRandom random) {
    int features = size.features();
    float[][] x = new float[rows][features];
    double[] labels = new double[rows];
    for (int r = 0; r < rows; r++) {
      double score = 0;
      for (int j = 0; j < features; j++) {
        if (every == 1 || random.nextInt(every) == 0) {
          // The sum of three uniform numbers has variance 1 on [-3, 3].
          double value = 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble()) - 3;
          x[r][j] = (float) value;
          score += value * ((j * 37 % 11) - 5);
        }
      }
      double noisy = score / Math.sqrt(features) + random.nextDouble();
      labels[r] = Math.floorMod((int) Math.floor(noisy), size.classes());
    }
    BlockHeader header = new BlockHeader(index, labels, null);
    return every == 1 ? dense(header, x, features) : sparse(header, x, features);
  }

  private static DenseBlock dense(BlockHeader header, float[][] x, int features) {
    float[] values = new float[x.length * features];
    for (int r = 0; r < x.length; r++) {
      System.arraycopy(x[r], 0, values, r * features, features);
    }
    return new DenseBlock(header, features, values);
  }

  private static SparseBlock sparse(BlockHeader header, float[][] x, int features) {
    int[] dictionary = new int[features];
    Arrays.setAll(dictionary, j -> j);
    int[] rowStart = new int[x.length + 1];
    int entries = 0;
    for (int r = 0; r < x.length; r++) {
      for (float value : x[r]) {
        entries += value == 0 ? 0 : 1;
      }
      rowStart[r + 1] = entries;
    }
    int[] columns = new int[entries];
    float[] values = new float[entries];
    int next = 0;
    for (float[] row : x) {
      for (int j = 0; j < features; j++) {
        if (row[j] != 0) {
          columns[next] = j;
          values[next++] = row[j];
        }
      }
    }
    return new SparseBlock(header, features, dictionary, rowStart, columns, values);
  }

  /** What an engine hands to an accumulator, in order. */
  List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    int together = algorithm.blocksInSegment();
    for (int from = 0; from < blocks.size(); from += together) {
      int to = Math.min(blocks.size(), from + together);
      segments.add(new Segment(segments.size(), Segment.Role.TRAINING, blocks.subList(from, to)));
    }
    return segments;
  }

  /** Bytes of the features: what a pass has to read at least. */
  long bytes() {
    return blocks.stream().mapToLong(MadeProblem::bytes).sum();
  }

  private static long bytes(SampleBlock block) {
    return block instanceof SparseBlock sparse
        ? 8L * sparse.values().length
        : 4L * block.rows() * block.features();
  }

  long rows() {
    return blocks.stream().mapToLong(SampleBlock::rows).sum();
  }
}
