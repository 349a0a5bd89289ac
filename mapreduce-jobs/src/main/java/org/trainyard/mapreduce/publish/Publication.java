package org.trainyard.mapreduce.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.trainyard.formats.model.ModelFile;
import org.trainyard.formats.run.FileDigest;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.Algorithm;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainedModel;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.metric.Metric;
import org.trainyard.mapreduce.problem.RunProblem;
import org.trainyard.mapreduce.search.Course;
import org.trainyard.mapreduce.search.Selection;

/**
 * Writes a run's model directory, its marker last. Done again after a crash it writes the same
 * model.
 */
public final class Publication {
  private final RunProblem problem;
  private final RunLayout layout;
  private final FileSystem fs;

  /** Of a run. */
  public Publication(RunProblem problem, RunLayout layout, FileSystem fs) {
    this.problem = problem;
    this.layout = layout;
    this.fs = fs;
  }

  /** What was published. */
  public static Summary read(FileSystem fs, RunLayout layout) throws IOException {
    return JsonFile.read(fs, layout.summary(), Summary.class, Summary.VERSION);
  }

  /** What a state says of its models, as it stands in documents. */
  public static List<IterationDocument.Model> describe(RunProblem problem, Progress progress) {
    List<ModelSpec> specs = problem.document().models();
    List<IterationDocument.Model> models = new ArrayList<>();
    for (ModelSpec spec : specs) {
      Progress.ModelProgress model = progress.models().get(spec.index());
      models.add(
          new IterationDocument.Model(
              spec.label(specs),
              model.objective(),
              model.gradientNorm(),
              model.step(),
              model.train(),
              model.validation(),
              model.stop() == null ? null : model.stop().name()));
    }
    return models;
  }

  /**
   * Publishes the best model of a state.
   *
   * @param limit the limit that ended the run, or null when every model stopped by itself
   * @param seconds wall time of all iterations
   */
  public Summary publish(Algorithm algorithm, State state, StopReason limit, double seconds)
      throws IOException {
    Progress progress = algorithm.progress(state);
    Metric metric = Metric.named(TrainingKeys.METRIC.get(problem.settings())).orElse(Metric.LOSS);
    List<Selection.Candidate> candidates =
        Selection.candidates(problem.document().models(), progress, metric);
    Selection.Candidate best = Selection.best(candidates, metric);
    ModelSpec spec = best.model();
    Progress.ModelProgress model = progress.models().get(spec.index());
    StopReason reason = model.stop() == null ? limit : model.stop();
    fs.mkdirs(layout.model());
    modelFile(algorithm.models(state).get(spec.index()), spec, model, reason, state.iteration())
        .write(fs, layout.modelFile());
    Summary summary =
        new Summary(
            Summary.VERSION,
            reason.name(),
            reason.sentence(),
            reason.converged(),
            state.iteration(),
            seconds,
            layout.model().getName() + "/" + layout.modelFile().getName(),
            spec.label(problem.document().models()),
            problem.document().models().size(),
            metric.spelling(),
            best.score(),
            model.objective(),
            model.train(),
            model.validation());
    Candidates table = table(candidates, best, metric, progress, state);
    JsonFile.write(fs, layout.candidates(), table);
    if (candidates.size() > 1) {
      Leaderboard.write(fs, layout.leaderboard(), table);
    }
    JsonFile.write(fs, layout.summary(), summary);
    JsonFile.write(
        fs,
        layout.modelSuccess(),
        Map.of(
            "formatVersion",
            1,
            "model",
            layout.modelFile().getName(),
            "sha256",
            FileDigest.sha256(fs, layout.modelFile())));
    return summary;
  }

  private ModelFile modelFile(
      TrainedModel trained,
      ModelSpec spec,
      Progress.ModelProgress model,
      StopReason reason,
      int iterations) {
    ModelFile.Provenance provenance =
        new ModelFile.Provenance(
            problem.run().codeVersion(),
            problem.document().train().fingerprint(),
            problem.document().train().rows(),
            problem.identity());
    return new ModelFile(
        new ModelFile.About(
            trained.algorithm(),
            trained.shape(),
            problem.document().train().schema(),
            problem.document().encoding(),
            new TreeMap<>(spec.values()),
            iterations,
            reason.name(),
            model.objective(),
            model.train(),
            model.validation(),
            provenance),
        trained.tensors());
  }

  private Candidates table(
      List<Selection.Candidate> candidates,
      Selection.Candidate best,
      Metric metric,
      Progress progress,
      State state) {
    List<ModelSpec> specs = problem.document().models();
    Course course = Course.of(state, specs);
    List<Candidates.Configuration> rows = new ArrayList<>();
    for (Selection.Candidate candidate : candidates) {
      ModelSpec model = candidate.model();
      StopReason left = course.left(model.configuration(), specs, progress);
      rows.add(
          new Candidates.Configuration(
              model.index(),
              new TreeMap<>(model.values()),
              candidate.score(),
              candidate.spread(),
              course.iterations(model.configuration(), specs),
              left == null ? null : left.name()));
    }
    return new Candidates(
        Candidates.VERSION,
        metric.spelling(),
        best.model().index(),
        course.spent(),
        rows,
        describe(problem, progress));
  }
}
