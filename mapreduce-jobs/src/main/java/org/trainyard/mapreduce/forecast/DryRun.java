package org.trainyard.mapreduce.forecast;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.formats.state.State;
import org.trainyard.formats.vector.Vector;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingKeys.AlgorithmName;
import org.trainyard.mapreduce.capacity.ModelSize;
import org.trainyard.mapreduce.pack.SamplePacker;
import org.trainyard.mapreduce.pack.Settling;
import org.trainyard.mapreduce.problem.ProblemSetup;
import org.trainyard.mapreduce.problem.RunProblem;

/**
 * Goes through the beginning of a run on a part of its data, in a local folder that is deleted at
 * the end, and measures. Nothing of the run's own directory is touched.
 */
public final class DryRun {
  /** What is packed of each raw input. */
  private static final long SAMPLE_BYTES = 24L << 20;

  /** Whose a temporary folder is, should its process die. */
  private static final String TEMPORARY = "trainyard-plan-" + ProcessHandle.current().pid() + "-";

  private static final int PACE_ITERATIONS = 5;
  private static final Pilot.Limits PILOT = new Pilot.Limits(20_000, 300, 20);

  /**
   * What it found of the data and the work.
   *
   * @param rows of the training and validation data: counted if they are packed, else estimated
   * @param counted whether the data are packed datasets
   * @param packedBytes of the data when packed
   * @param inputBytes of the raw input; 0 if the data are packed
   * @param inputFiles of the raw input; 0 if the data are packed
   * @param packSeconds packing the raw input with one thread; 0 if the data are packed
   * @param features of the encoded data, as far as the sample shows
   * @param models trained together
   * @param vectors coordinates that each mapper sums up
   * @param parameters bytes of state that each mapper reads
   * @param stateBytes of the whole state that each iteration writes
   * @param secondKernelBytes of each of a mapper's threads ({@link ModelSize#secondKernel})
   * @param memoryBytes of the data when decoded
   * @param readSeconds reading and decoding all packed data with one thread
   * @param visitSeconds the map side of an iteration over all data with one thread
   * @param stepSeconds the optimiser's step
   * @param pilotRows on which the last three and the next were measured
   * @param iterations until all models have stopped; 0 if the pilot did not get there
   */
  public record Findings(
      long rows,
      boolean counted,
      long packedBytes,
      long inputBytes,
      int inputFiles,
      double packSeconds,
      int features,
      int models,
      long vectors,
      long parameters,
      long stateBytes,
      long secondKernelBytes,
      long memoryBytes,
      double readSeconds,
      double visitSeconds,
      double stepSeconds,
      long pilotRows,
      int iterations) {}

  private DryRun() {}

  /**
   * Measures the run that {@code wanted} describes.
   *
   * @throws org.trainyard.formats.raw.BadDataException if the sample cannot be used
   * @throws org.trainyard.formats.config.InvalidSettingsException if the settings do not fit it
   */
  public static Findings of(Configuration conf, RunDocument wanted)
      throws IOException, InterruptedException {
    FileSystem local = FileSystem.getLocal(conf);
    Path folder = local.makeQualified(new Path(Files.createTempDirectory(TEMPORARY).toUri()));
    try {
      RunLayout layout = new RunLayout(folder);
      JsonFile.write(local, layout.runDocument(), wanted);
      SamplePacker packer = new SamplePacker(conf, SAMPLE_BYTES);
      new ProblemSetup(conf, layout, packer).prepare();
      return findings(conf, RunProblem.load(conf, layout), packer.parts());
    } finally {
      local.delete(folder, true);
    }
  }

  private static Findings findings(
      Configuration conf, RunProblem problem, List<SamplePacker.Part> parts) throws IOException {
    KeySource settings = problem.settings();
    Algorithm algorithm = problem.algorithm();
    long most = TrainingKeys.MAX_ITERATIONS.get(settings);
    if (algorithm.atIterationLimit().converged()) {
      // So many passes are made as were asked for: a few tell what each of them takes.
      most = Math.min(most, PACE_ITERATIONS);
    }
    PilotSample sample = PilotSample.of(problem, PILOT.rows());
    Pilot.Report pilot =
        Pilot.run(
            sample,
            new Pilot.Limits(
                PILOT.rows(), (int) Math.min(most, PILOT.iterations()), PILOT.seconds()),
            () -> false);
    State state = algorithm.initial();
    double scale = scale(problem, parts);
    double rows = problem.rows() * scale;
    double ofRead = rows / pilot.read().rows();
    double readSeconds =
        Settling.seconds(
            pilot.read().seconds(), () -> PilotSample.of(problem, PILOT.rows()).read().seconds());
    double ofVisited = rows / pilot.rows();
    double wider = problem.document().encoding().features() / (double) pilot.features();
    return new Findings(
        Math.round(rows),
        parts.isEmpty(),
        Math.round(packedBytes(conf, problem) * scale),
        parts.stream().mapToLong(SamplePacker.Part::totalBytes).sum(),
        parts.stream().mapToInt(SamplePacker.Part::files).sum(),
        parts.stream().mapToDouble(SamplePacker.Part::wholeSeconds).sum(),
        problem.document().encoding().features(),
        problem.document().models().size(),
        algorithm.shape(state).vectors(),
        bytes(state.parameters().values()),
        bytes(state.parameters().values()) + bytes(state.memory().values()),
        secondKernel(problem, state, sample.mostOccurring()),
        Math.round(memory(sample) * ofVisited),
        readSeconds * ofRead,
        pilot.visitSeconds() * ofVisited,
        pilot.stepSeconds() * wider,
        pilot.rows(),
        iterations(algorithm, settings, pilot));
  }

  private static int iterations(Algorithm algorithm, KeySource settings, Pilot.Report pilot) {
    return algorithm.atIterationLimit().converged()
        ? TrainingKeys.MAX_ITERATIONS.get(settings).intValue()
        : pilot.trace().iterations();
  }

  private static long secondKernel(RunProblem problem, State state, int mostOccurring) {
    int sums = problem.algorithm().shape(state).vectors();
    return TrainingKeys.ALGORITHM.get(problem.settings()) == AlgorithmName.LINEAR
        ? ModelSize.of(state, sums)
            .secondKernel(problem.document().encoding().features(), mostOccurring)
        : 0;
  }

  /** How many times more rows the whole data have than the problem: 1 where they are packed. */
  private static double scale(RunProblem problem, List<SamplePacker.Part> parts) {
    double rows = parts.stream().mapToDouble(part -> part.rows() * part.scale()).sum();
    long sampled = parts.stream().mapToLong(SamplePacker.Part::rows).sum();
    return (rows + problem.rows() - sampled) / problem.rows();
  }

  private static long packedBytes(Configuration conf, RunProblem problem) throws IOException {
    long bytes = Dataset.open(conf, problem.dataset(Segment.Role.TRAINING)).document().bytes();
    return problem.document().validation() == null
        ? bytes
        : bytes + Dataset.open(conf, problem.dataset(Segment.Role.VALIDATION)).document().bytes();
  }

  private static long memory(PilotSample sample) {
    return sample.segments().stream()
        .flatMap(segment -> segment.blocks().stream())
        .mapToLong(SampleBlock::memoryBytes)
        .sum();
  }

  private static long bytes(Iterable<Vector> vectors) {
    long bytes = 0;
    for (Vector vector : vectors) {
      bytes += 8L * vector.length();
    }
    return bytes;
  }
}
