package org.trainyard.mapreduce.engine;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.KeySource;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.state.State;
import org.trainyard.mapreduce.algorithm.ModelSpec;
import org.trainyard.mapreduce.algorithm.Progress;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.iteration.Step;
import org.trainyard.mapreduce.pack.Packer;
import org.trainyard.mapreduce.problem.ProblemDocument;
import org.trainyard.mapreduce.problem.ProblemSetup;
import org.trainyard.mapreduce.problem.RunProblem;
import org.trainyard.mapreduce.problem.SegmentPlan;
import org.trainyard.mapreduce.publish.Publication;
import org.trainyard.mapreduce.publish.Summary;

/**
 * A run from its first second to its last: pack, begin or resume, iterate until the stop rule
 * answers, publish.
 *
 * <p>Executed again after a crash, it continues from the last iteration that is on disk with its
 * marker and ends with the same bits. An iteration whose state is left to it is written while the
 * next one runs, which does not count before: what a crash costs is at most the time of one
 * iteration and of its writing. One thread, and one that writes.
 */
public final class TrainingRun {
  private final Configuration conf;
  private final RunLayout layout;
  private final Packer packer;
  private final IterationRunner runner;
  private final StopSignal stop;
  private final RunListener listener;
  private final Clock clock = Clock.systemUTC();

  /** Of the run whose {@code run.json} is at {@code run}. */
  public TrainingRun(
      Configuration conf,
      Path run,
      Packer packer,
      IterationRunner runner,
      StopSignal stop,
      RunListener listener) {
    this.conf = conf;
    this.layout = new RunLayout(run);
    this.packer = packer;
    this.runner = runner;
    this.stop = stop;
    this.listener = listener;
  }

  /**
   * Runs to the end.
   *
   * @throws org.trainyard.formats.raw.BadDataException if the data cannot be used, or changed since
   *     the run began
   * @throws org.trainyard.formats.config.InvalidSettingsException if the settings do not fit the
   *     data
   * @throws org.trainyard.mapreduce.algorithm.DivergedException if a model diverged; the last good
   *     state is kept
   * @throws IterationFailedException if the cluster could not carry out an iteration; the run can
   *     be resumed
   */
  public RunOutcome execute() throws IOException, InterruptedException {
    FileSystem fs = layout.run().getFileSystem(conf);
    if (fs.exists(layout.modelSuccess())) {
      return outcome(Publication.read(fs, layout));
    }
    Checkpoints checkpoints = new Checkpoints(conf, layout);
    try {
      begin(RunEvent.Phase.PACKING, "packing the input");
      new ProblemSetup(conf, layout, packer).prepare();
      RunProblem problem = RunProblem.load(conf, layout);
      listener.event(known(problem));
      begin(RunEvent.Phase.TRAINING, "training");
      State state = lastState(problem, checkpoints);
      return iterate(problem, checkpoints, state);
    } catch (StoppedException e) {
      return stopped(e.getMessage(), checkpoints.lastFinished().orElse(0));
    }
  }

  private void begin(RunEvent.Phase phase, String sentence) {
    listener.event(new RunEvent.PhaseBegan(clock.millis(), phase, sentence));
    listener.phase(sentence);
  }

  private RunEvent known(RunProblem problem) throws IOException {
    List<ModelSpec> specs = problem.document().models();
    ProblemDocument.Source held = problem.document().validation();
    return new RunEvent.ProblemKnown(
        clock.millis(),
        Key.spelling(TrainingKeys.ALGORITHM.get(problem.settings())),
        problem.document().train().rows(),
        held == null ? 0 : held.rows(),
        problem.document().encoding().features(),
        problem.segments().stream().mapToLong(SegmentPlan::bytes).sum(),
        specs.stream().map(spec -> spec.label(specs)).toList());
  }

  private State lastState(RunProblem problem, Checkpoints checkpoints) throws IOException {
    OptionalInt last = checkpoints.lastFinished();
    if (last.isPresent()) {
      return checkpoints.read(last.getAsInt());
    }
    checkpoints.discard(0);
    State initial = new ProblemSetup(conf, layout, packer).initial(problem);
    checkpoints.write(0, new Step(initial, null));
    checkpoints.finish(0, null);
    return initial;
  }

  private RunOutcome iterate(RunProblem problem, Checkpoints checkpoints, State state)
      throws IOException, InterruptedException {
    try (CheckpointThread writing = new CheckpointThread()) {
      RunContext context =
          new RunContext(conf, layout, problem, problem.algorithm(), stop, listener, writing);
      try (Outlook outlook =
          Outlook.of(context, TrainingKeys.MAX_ITERATIONS.get(problem.settings()))) {
        return iterate(context, checkpoints, writing, outlook, state);
      } finally {
        runner.rest();
      }
    }
  }

  private RunOutcome iterate(
      RunContext context,
      Checkpoints checkpoints,
      CheckpointThread writing,
      Outlook outlook,
      State state)
      throws IOException, InterruptedException {
    KeySource settings = context.problem().settings();
    StopPolicy policy =
        new StopPolicy(
            TrainingKeys.MAX_ITERATIONS.get(settings),
            context.algorithm().atIterationLimit(),
            TrainingKeys.TIME_LIMIT.get(context.execution()));
    double seconds =
        checkpoints.documents(1).stream().mapToDouble(IterationDocument::seconds).sum();
    while (true) {
      Progress progress = context.algorithm().progress(state);
      Optional<String> asked = stop.asked();
      Optional<StopReason> reason = policy.decide(progress, seconds, asked.isPresent());
      if (reason.isPresent()) {
        writing.await();
        return reason.get() == StopReason.PERSON
            ? stopped(asked.orElseThrow(), state.iteration())
            : publish(context, state, progress.finished() ? null : reason.get(), seconds);
      }
      int k = state.iteration() + 1;
      listener.iterationBegins(k, policy.maxIterations());
      long started = clock.millis();
      IterationRunner.Result result = runner.run(context, k, state);
      double took = (clock.millis() - started) / 1000.0;
      seconds += took;
      boolean written = result.place() == IterationRunner.Place.FOLDER;
      State next = written ? result.next() : checkpoints.placed(k, result.next());
      state = next;
      IterationDocument document = document(context, outlook, state, started, took, result.job());
      writing.begin(() -> finish(checkpoints, document, result, next));
      if (written) {
        writing.await();
      }
    }
  }

  /** The iteration counts when this has returned, and is told then. */
  private void finish(
      Checkpoints checkpoints,
      IterationDocument document,
      IterationRunner.Result result,
      State next)
      throws IOException {
    int k = document.iteration();
    if (result.place() == IterationRunner.Place.MEMORY) {
      checkpoints.discard(k);
      checkpoints.write(k, new Step(result.next(), null));
    }
    checkpoints.finish(k, document);
    checkpoints.release(next);
    listener.iteration(document);
    listener.account(document, result.account());
  }

  private RunOutcome publish(RunContext context, State state, StopReason limit, double seconds)
      throws IOException {
    begin(RunEvent.Phase.PUBLISHING, "publishing the model");
    FileSystem fs = layout.run().getFileSystem(conf);
    return outcome(
        new Publication(context.problem(), layout, fs)
            .publish(context.algorithm(), state, limit, seconds));
  }

  private IterationDocument document(
      RunContext context, Outlook outlook, State state, long started, double took, String job) {
    Progress progress = context.algorithm().progress(state);
    return new IterationDocument(
        IterationDocument.VERSION,
        state.iteration(),
        runner.engine(),
        runner.because(),
        started,
        took,
        context.problem().rows(),
        job,
        outlook.after(progress),
        Publication.describe(context.problem(), progress));
  }

  private RunOutcome outcome(Summary summary) {
    return new RunOutcome(
        StopReason.valueOf(summary.stop()),
        summary.sentence(),
        summary.iterations(),
        layout.model());
  }

  private RunOutcome stopped(String who, int iterations) {
    return new RunOutcome(
        StopReason.PERSON,
        who + "; the same command continues after iteration " + iterations,
        iterations,
        null);
  }
}
