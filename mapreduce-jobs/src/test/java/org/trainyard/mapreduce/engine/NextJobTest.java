package org.trainyard.mapreduce.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.mapreduce.algorithm.StopReason;
import org.trainyard.mapreduce.iteration.HeldJob;
import org.trainyard.mapreduce.iteration.IterationJob;
import org.trainyard.mapreduce.pack.LocalPacker;

/** The job of the next iteration is got ready meanwhile: used, changed, given up, left behind. */
class NextJobTest {
  @TempDir Path folder;
  private Path input;

  @BeforeEach
  void writeInput() throws IOException {
    input = folder.resolve("input.libsvm");
    StringBuilder rows = new StringBuilder();
    for (int row = 0; row < 3000; row++) {
      rows.append(row * 7 % 5 < 2 ? "1" : "-1").append(" 1:").append(row % 13 / 10.0);
      rows.append(" 2:").append(row % 29 / 10.0).append('\n');
    }
    Files.writeString(input, rows);
  }

  private Configuration conf() {
    Configuration conf = new Configuration();
    conf.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    conf.set("mapreduce.framework.name", "local");
    conf.set("mapreduce.jobtracker.staging.root.dir", folder.resolve("staging").toString());
    return conf;
  }

  private org.apache.hadoop.fs.Path run(String name, String mostIterations) throws IOException {
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    Map.of(
            "trainyard.input.format",
            "libsvm",
            "trainyard.input.input",
            input.toString(),
            "trainyard.optimiser.optimiser",
            "local-sgd",
            "trainyard.optimiser.segments",
            "5",
            "trainyard.stop.max-iterations",
            mostIterations)
        .forEach(
            (key, value) ->
                settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    org.apache.hadoop.fs.Path run = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    RunDocument document =
        new RunDocument(RunDocument.VERSION, name, "test", "0", "me", 0, settings);
    RunStore.open(conf(), run, document, List.of());
    return run;
  }

  private RunOutcome train(
      org.apache.hadoop.fs.Path run, IterationRunner runner, StopSignal stop, RunListener listener)
      throws IOException, InterruptedException {
    return new TrainingRun(conf(), run, new LocalPacker(conf(), 1), runner, stop, listener)
        .execute();
  }

  private byte[] model(org.apache.hadoop.fs.Path run) throws IOException {
    return Files.readAllBytes(Path.of(new RunLayout(run).modelFile().toUri()));
  }

  private List<Path> staged() throws IOException {
    Path root = folder.resolve("staging");
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(path -> path.getFileName().toString().startsWith("job_")).toList();
    }
  }

  /** Counts what it is asked; wants other numbers of splits from iteration to iteration. */
  private static final class Tailor implements JobTailor {
    private final List<String> dressed = new ArrayList<>();
    private final List<String> fitted = new ArrayList<>();
    private boolean fits = true;

    @Override
    public int splits() {
      return 1 + fitted.size() % 3;
    }

    @Override
    public void dress(Job job) {
      dressed.add(job.getJobName());
    }

    @Override
    public boolean stillFits(Configuration job) {
      return fits;
    }

    @Override
    public Fit fit(Configuration job, int splits, MapWork last) {
      fitted.add(job.get("mapreduce.job.name") + ", " + splits);
      return null;
    }
  }

  @Test
  void eachJobIsMadeOnceThoughItsSplitsAreCountedLate() throws Exception {
    org.apache.hadoop.fs.Path local = run("local", "4");
    train(local, new LocalRunner(1), StopSignal.never(), RunListener.none());
    org.apache.hadoop.fs.Path chained = run("chained", "4");
    Tailor tailor = new Tailor();
    List<String> jobs = new ArrayList<>();
    train(
        chained,
        new ChainedRunner(conf(), ChildJobs.none(), tailor),
        StopSignal.never(),
        new RunListener() {
          @Override
          public void event(RunEvent event) {
            if (event instanceof RunEvent.JobSubmitted submitted) {
              jobs.add(submitted.iteration() + " " + submitted.job());
            }
          }
        });
    assertArrayEquals(model(local), model(chained));
    assertEquals(4, tailor.dressed.size(), "none for an iteration that cannot come");
    assertEquals(
        List.of(
            "test · iteration 001, 1",
            "test · iteration 002, 2",
            "test · iteration 003, 3",
            "test · iteration 004, 1"),
        tailor.fitted);
    assertEquals(4, jobs.size(), jobs.toString());
    assertEquals(List.of(), staged());
  }

  @Test
  void aRunThatIsStoppedLeavesNothingHalfMade() throws Exception {
    org.apache.hadoop.fs.Path run = run("stopped", "9");
    Tailor tailor = new Tailor();
    boolean[] stop = new boolean[1];
    RunOutcome outcome =
        train(
            run,
            new ChainedRunner(conf(), ChildJobs.none(), tailor),
            () -> stop[0] ? Optional.of("a test asked") : Optional.empty(),
            new RunListener() {
              @Override
              public void iteration(IterationDocument finished) {
                stop[0] = finished.iteration() == 2;
              }
            });
    assertEquals(StopReason.PERSON, outcome.reason());
    assertEquals(3, tailor.dressed.size(), "the third was got ready");
    assertEquals(2, tailor.fitted.size(), "and not submitted");
    assertEquals(List.of(), staged());
    assertFalse(Files.exists(Path.of(new RunLayout(run).nextJob().toUri())));
  }

  @Test
  void aJobThatNoLongerFitsIsMadeAnew() throws Exception {
    org.apache.hadoop.fs.Path run = run("misfit", "3");
    Tailor tailor = new Tailor();
    tailor.fits = false;
    RunOutcome outcome =
        train(
            run,
            new ChainedRunner(conf(), ChildJobs.none(), tailor),
            StopSignal.never(),
            RunListener.none());
    assertEquals(3, outcome.iterations());
    assertEquals(3 + 2, tailor.dressed.size());
    assertEquals(List.of(), staged());
  }

  @Test
  void whatAKilledDriverLeftIsTakenAwayUnlessItsJobIsAlive() throws Exception {
    org.apache.hadoop.fs.Path run = run("killed", "2");
    RunLayout layout = new RunLayout(run);
    train(run, new LocalRunner(1), () -> Optional.of("not yet"), RunListener.none());
    Path note = Path.of(layout.nextJob().toUri());
    NextJob left = leave(layout);
    assertNotNull(left.held(1), "it is held");
    assertEquals(1, staged().size());
    byte[] said = Files.readAllBytes(note);

    new StagedNote(conf(), layout).sweep(iteration -> iteration == 1);
    assertEquals(1, staged().size(), "its job is alive");
    assertFalse(Files.exists(note));

    Files.write(note, said);
    RunOutcome outcome =
        train(
            run,
            new ChainedRunner(conf(), ChildJobs.none(), new Tailor()),
            StopSignal.never(),
            RunListener.none());
    assertEquals(2, outcome.iterations());
    assertEquals(List.of(), staged());
    assertFalse(Files.exists(note));
    assertNull(left.held(2), "of another iteration");
    left.abandon();
  }

  /** As a driver that is killed while the job is held. */
  private NextJob leave(RunLayout layout) throws IOException {
    HeldJob job = IterationJob.create(conf(), layout, "left", 1);
    IterationJob.tasks(job.getConfiguration(), 1, 1);
    return new NextJob(1, job, new StagedNote(conf(), layout));
  }

  @Test
  void aNoteThatNamesAnythingElseDeletesNothing() throws Exception {
    RunLayout layout = new RunLayout(run("foreign", "2"));
    Path precious = Files.createDirectories(folder.resolve("precious"));
    new StagedNote(conf(), layout).write(1, new org.apache.hadoop.fs.Path(precious.toUri()));
    new StagedNote(conf(), layout).sweep(iteration -> false);
    assertTrue(Files.exists(precious));
    assertFalse(Files.exists(Path.of(layout.nextJob().toUri())));
  }

  @Test
  void aJobWithoutTheWordIsAsIfItHadNeverBeen() throws Exception {
    org.apache.hadoop.fs.Path run = run("never", "2");
    RunLayout layout = new RunLayout(run);
    train(run, new LocalRunner(1), () -> Optional.of("not yet"), RunListener.none());
    NextJob next = leave(layout);
    assertNotNull(next.held(1));
    next.abandon();
    assertEquals(List.of(), staged());
    assertFalse(Files.exists(Path.of(layout.nextJob().toUri())));
    assertFalse(Files.exists(Path.of(layout.iteration(1).toUri())));
  }
}
