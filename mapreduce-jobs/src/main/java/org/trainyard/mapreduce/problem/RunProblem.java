package org.trainyard.mapreduce.problem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.dataset.Dataset;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.vector.VectorShelf;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.Holdout;
import org.trainyard.mapreduce.algorithm.Segment.Role;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.catalogue.KnownAlgorithms;
import org.trainyard.mapreduce.search.SearchSpace;

/** A run's problem, loaded from its directory: the same in client, ApplicationMaster and tasks. */
public final class RunProblem {
  private final Configuration conf;
  private final RunDocument run;
  private final ProblemFile file;
  private volatile List<SegmentPlan> segments;

  RunProblem(Configuration conf, RunDocument run, ProblemFile file) {
    this.conf = conf;
    this.run = run;
    this.file = file;
  }

  /** Loads what is written in a run's directory. */
  public static RunProblem load(Configuration conf, RunLayout layout) throws IOException {
    FileSystem fs = layout.run().getFileSystem(conf);
    return new RunProblem(conf, document(fs, layout), ProblemFile.read(fs, layout.problem()));
  }

  /** What was asked for, as it stands in a run's directory. */
  public static RunDocument document(FileSystem fs, RunLayout layout) throws IOException {
    return JsonFile.read(fs, layout.runDocument(), RunDocument.class, RunDocument.VERSION);
  }

  /** The settings that a run's document tells. */
  public static KeySource settings(RunDocument run) {
    return name -> {
      RunDocument.Setting setting = run.settings().get(name);
      return setting == null ? null : setting.value();
    };
  }

  /** What was asked for. */
  public RunDocument run() {
    return run;
  }

  /** The datasets, the encoding and the models. */
  public ProblemDocument document() {
    return file.document();
  }

  /** The settings of the run. */
  public KeySource settings() {
    return settings(run);
  }

  /** The settings that can change the model: what its provenance tells. */
  public SortedMap<String, String> identity() {
    SortedMap<String, String> identity = new TreeMap<>();
    run.settings()
        .forEach(
            (name, setting) -> {
              if (setting.effect() == Key.Effect.RESULT) {
                identity.put(name, setting.value());
              }
            });
    return identity;
  }

  /** The algorithm, without a warm start: only the initial state needs one. */
  public Algorithm algorithm() {
    return algorithm(VectorShelf.none());
  }

  /** The same, for a process that uses it in many iterations. */
  public Algorithm algorithm(VectorShelf shelf) {
    return new KnownAlgorithms().create(training(null, shelf));
  }

  /** The algorithm, to make the initial state from {@code warmStart}, which may be null. */
  public Algorithm algorithm(TrainedModel warmStart) {
    return new KnownAlgorithms().create(training(warmStart));
  }

  /** What the algorithm is made from; {@code warmStart} may be null. */
  public TrainingProblem training(TrainedModel warmStart) {
    return training(warmStart, VectorShelf.none());
  }

  private TrainingProblem training(TrainedModel warmStart, VectorShelf shelf) {
    KeySource settings = SearchSpace.of(settings(), new Problems()).over(settings());
    ProblemDocument document = file.document();
    long seed = TrainingKeys.SEED.get(settings);
    double fraction = TrainingKeys.VALIDATION_FRACTION.get(settings);
    int folds = TrainingKeys.FOLDS.get(settings).intValue();
    return new TrainingProblem(
        new TrainingProblem.Features(
            document.encoding().features(),
            document.encoding().names(),
            file.mean(),
            file.deviation(),
            shelf),
        new TrainingProblem.Labels(
            document.encoding().labels().classes(),
            document.classRows(),
            document.labelMean(),
            document.labelDeviation()),
        document.train().rows(),
        document.train().blocks(),
        document.models(),
        new Holdout(seed, fraction, folds),
        document.validation() != null || fraction > 0 || folds > 0,
        settings,
        seed,
        warmStart);
  }

  /** The packed dataset of a role. */
  public Path dataset(Role role) {
    return new Path((role == Role.TRAINING ? document().train() : document().validation()).path());
  }

  /** Samples that every iteration must visit. */
  public long rows() {
    return document().rows();
  }

  /**
   * All segments of an iteration: those of the training dataset, then those of the validation
   * dataset. Read once.
   */
  public List<SegmentPlan> segments() throws IOException {
    List<SegmentPlan> known = segments;
    if (known == null) {
      known = List.copyOf(readSegments());
      segments = known;
    }
    return known;
  }

  private List<SegmentPlan> readSegments() throws IOException {
    List<SegmentPlan> read = new ArrayList<>();
    int blocks = algorithm().blocksInSegment();
    read.addAll(
        SegmentPlan.cut(
            Dataset.open(conf, dataset(Role.TRAINING)).blocks(), blocks, Role.TRAINING));
    if (document().validation() != null) {
      read.addAll(
          SegmentPlan.cut(
              Dataset.open(conf, dataset(Role.VALIDATION)).blocks(), 1, Role.VALIDATION));
    }
    return read;
  }

  /** A new reader of segments. */
  public SegmentReader reader() throws IOException {
    return new SegmentReader(conf, document());
  }
}
