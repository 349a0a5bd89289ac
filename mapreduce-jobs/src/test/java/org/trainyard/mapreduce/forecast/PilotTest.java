package org.trainyard.mapreduce.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.formats.run.RunLayout;
import org.trainyard.formats.sample.SampleBlock;
import org.trainyard.mapreduce.algorithm.Segment;
import org.trainyard.mapreduce.algorithm.TrainingProblem;
import org.trainyard.mapreduce.engine.LocalRunner;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.RunOutcome;
import org.trainyard.mapreduce.engine.RunStore;
import org.trainyard.mapreduce.engine.StopSignal;
import org.trainyard.mapreduce.engine.TrainingRun;
import org.trainyard.mapreduce.pack.LocalPacker;
import org.trainyard.mapreduce.problem.ProblemSetup;
import org.trainyard.mapreduce.problem.RunProblem;

/** On a9a, which is sparse. */
class PilotTest {
  @TempDir Path folder;
  private final Configuration conf = new Configuration();
  private org.apache.hadoop.fs.Path run;
  private RunProblem problem;

  private static final Map<String, String> A9A =
      Map.of(
          "trainyard.input.format",
          "libsvm",
          "trainyard.model.l2",
          "1e-3",
          "trainyard.input.input",
          data("a9a/a9a.libsvm.gz"));

  private static String data(String file) {
    return Path.of("../integration-tests/data", file).toAbsolutePath().toString();
  }

  private void pack(Map<String, String> options) throws Exception {
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    options.forEach(
        (key, value) ->
            settings.put(key, new RunDocument.Setting(value, "test", Key.Effect.RESULT)));
    run = new org.apache.hadoop.fs.Path(folder.resolve("run").toUri());
    RunStore.open(
        conf,
        run,
        new RunDocument(RunDocument.VERSION, "r", "t", "0", "me", 0, settings),
        List.of());
    RunLayout layout = new RunLayout(run);
    new ProblemSetup(conf, layout, new LocalPacker(conf, 2)).prepare();
    problem = RunProblem.load(conf, layout);
  }

  @Test
  void aSampleHasAboutTheRowsThatAreAskedForAndOnlyTheFeaturesInThem() throws Exception {
    pack(A9A);
    PilotSample sample = PilotSample.of(problem, 2000);
    assertTrue(sample.rows() >= 2000 && sample.rows() < 4500, sample.rows() + " rows");
    int features = sample.problem().features().count();
    assertTrue(features > 50 && features <= problem.document().encoding().features());
    for (Segment segment : sample.segments()) {
      for (SampleBlock block : segment.blocks()) {
        assertEquals(features, block.features());
      }
    }
  }

  @Test
  void itsFeaturesAreCentredAndScaledAsTheyAreInTheSample() throws Exception {
    pack(A9A);
    PilotSample sample = PilotSample.of(problem, 500);
    TrainingProblem.Features features = sample.problem().features();
    SampleStatistics own = SampleStatistics.of(sample.segments(), features.count());
    assertArrayEquals(own.mean(), features.mean().array());
    assertArrayEquals(own.deviation(), features.deviation().array());
  }

  @Test
  void aPilotIsTrainedToItsEndInAboutAsManyIterationsAsAllTheData() throws Exception {
    pack(A9A);
    aPilotOf(4000, 0.6, 1.6);
  }

  private void aPilotOf(long rows, double least, double most) throws Exception {
    RunOutcome all =
        new TrainingRun(
                conf,
                run,
                new LocalPacker(conf, 2),
                new LocalRunner(2),
                StopSignal.never(),
                RunListener.none())
            .execute();
    Pilot.Report some = Pilot.run(problem, new Pilot.Limits(rows, 400, 1000), () -> false);
    assertTrue(some.rows() < problem.rows() / 4);
    assertTrue(some.trace().complete());
    double ratio = (double) some.trace().iterations() / all.iterations();
    assertTrue(
        ratio > least && ratio < most, all.iterations() + " and " + some.trace().iterations());
  }

  @Test
  void itStopsWhenItIsToldTo() throws Exception {
    pack(A9A);
    Pilot.Report report = Pilot.run(problem, new Pilot.Limits(4000, 200, 1000), () -> true);
    assertEquals(1, report.trace().models().get(0).decline().length);
  }
}
