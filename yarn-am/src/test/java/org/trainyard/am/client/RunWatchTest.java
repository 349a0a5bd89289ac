package org.trainyard.am.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trainyard.am.cluster.FakeCluster;
import org.trainyard.am.cluster.RunTag;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.algorithm.TrainingKeys;
import org.trainyard.mapreduce.engine.RunListener;

class RunWatchTest {
  private static final RunDocument RUN =
      new RunDocument(1, "r1", "a9a", "0.1", "ann", 0, new TreeMap<>());

  private final FakeCluster cluster = new FakeCluster();
  private final List<String> heard = new ArrayList<>();
  private final List<Double> fractions = new ArrayList<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private RunDirectory directory;
  private ApplicationReport report;

  /** What happens between two looks. */
  private interface Step {
    void happen() throws IOException;
  }

  @BeforeEach
  void submit(@TempDir Path folder) throws IOException {
    directory =
        new RunDirectory(new Configuration(), new org.apache.hadoop.fs.Path(folder.toUri()));
    report =
        cluster.put(1, RunTag.APPLICATION_TYPE, YarnApplicationState.ACCEPTED, RunTag.of("r1"));
  }

  private ApplicationReport watch(int before)
      throws IOException, YarnException, InterruptedException {
    RunListener listener =
        new RunListener() {
          @Override
          public void phase(String sentence) {
            heard.add(sentence);
          }

          @Override
          public void progress(double fraction) {
            fractions.add(fraction);
          }

          @Override
          public void iteration(IterationDocument finished) {
            heard.add("finished " + finished.iteration());
          }
        };
    RunWatch.Pause pause =
        () -> {
          try {
            steps.removeFirst().happen();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    return new RunWatch(cluster, directory, RUN, before, listener, pause)
        .untilEnd(FakeCluster.id(1));
  }

  private void finish(int k) throws IOException {
    FileSystem fs = FileSystem.getLocal(new Configuration());
    JsonFile.write(
        fs,
        directory.layout().stats(k),
        new IterationDocument(1, k, "chained", null, 0, 1, 10, null, null, List.of()));
    JsonFile.write(fs, directory.layout().iterationSuccess(k), Map.of());
  }

  @Test
  void tellsEveryChangeOnce() throws Exception {
    report.setDiagnostics("AM container is launched\nmore");
    steps.add(() -> {});
    steps.add(() -> report.setYarnApplicationState(YarnApplicationState.RUNNING));
    steps.add(
        () ->
            cluster
                .put(2, RunTag.JOB_TYPE, YarnApplicationState.RUNNING, RunTag.of("r1"))
                .setName("a9a · packing"));
    steps.add(
        () -> {
          finish(1);
          finish(2);
        });
    steps.add(() -> {});
    steps.add(
        () -> {
          finish(3);
          report.setYarnApplicationState(YarnApplicationState.FINISHED);
        });
    assertSame(report, watch(0));
    assertEquals(
        List.of(
            "waiting for a container in queue root.default: AM container is launched",
            "running, attempt 1",
            "a9a · packing (application_1700000000000_0002)",
            "finished 1",
            "finished 2",
            "iteration 3",
            "finished 3"),
        heard);
  }

  @Test
  void theProgressOfTheApplicationBecomesThatOfTheIteration() throws Exception {
    finish(1);
    report.setYarnApplicationState(YarnApplicationState.RUNNING);
    report.setProgress(1.25f / TrainingKeys.MAX_ITERATIONS.get(key -> null));
    steps.add(() -> report.setProgress(1));
    steps.add(() -> report.setYarnApplicationState(YarnApplicationState.FINISHED));
    watch(1);
    assertEquals(0.25, fractions.get(0), 1e-4);
    assertEquals(1, fractions.get(1));
  }

  @Test
  void whatWasToldBeforeIsNotToldAgain() throws Exception {
    finish(1);
    finish(2);
    report.setYarnApplicationState(YarnApplicationState.KILLED);
    watch(1);
    assertEquals(List.of("finished 2"), heard);
  }
}
