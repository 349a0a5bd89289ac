package org.trainyard.am.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.trainyard.am.config.YarnKeys;
import org.trainyard.am.facts.FactsLedger;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.formats.config.DataKeys;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.RunDocument;
import org.trainyard.mapreduce.algorithm.TrainingKeys;

/**
 * A run that nobody carried out: events of any number of iterations and models, with workers that
 * come and go, splits that stand out, and texts that would like to be code.
 */
final class SyntheticRun {
  /** What a label, a path or a reason may hold; none of it may reach the browser as HTML. */
  static final String HOSTILE = "</script><script>alert('x')</script>&\"<b>";

  static final long BEGIN_MS = 1_790_000_000_000L;
  private static final int SPLITS = 24;
  private static final int WORKERS = 4;

  private final FactsLedger ledger;
  private final int models;
  private final Random random = new Random(7);
  private long clockMs = BEGIN_MS + 4_000;

  private SyntheticRun(int models, int mostIterations) {
    this.models = models;
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    settings.put(DataKeys.INPUT_PATHS.name(), given("/data/" + HOSTILE));
    settings.put(TrainingKeys.MAX_ITERATIONS.name(), given(Integer.toString(mostIterations)));
    settings.put(TrainingKeys.METRIC.name(), given("auc"));
    settings.put(YarnKeys.ENGINE_NAME.name(), given("resident"));
    for (int i = 0; i < 30; i++) {
      settings.put(
          "trainyard.some.key-" + i,
          new RunDocument.Setting("value " + i, "default", Key.Effect.EXECUTION));
    }
    ledger =
        new FactsLedger(
            "hdfs://nn/runs/flights-nightly",
            new RunDocument(1, "r-7", "flights nightly", "0.1.0", "alice", BEGIN_MS, settings));
  }

  private static RunDocument.Setting given(String value) {
    return new RunDocument.Setting(value, "command line", Key.Effect.EXECUTION);
  }

  /** After so many iterations of at most {@code most}; still going on. */
  static SyntheticRun running(int models, int iterations, int most) {
    SyntheticRun run = new SyntheticRun(models, most);
    run.begin();
    for (int k = 1; k <= iterations; k++) {
      run.iteration(k);
    }
    return run;
  }

  private void begin() {
    hear(
        new RunEvent.AttemptBegan(
            BEGIN_MS,
            RunEvent.Begin.STARTED,
            1,
            "application_1790000000000_0017",
            "resident",
            "node3",
            "alice",
            "0.1.0",
            0,
            "http://node3:8042/node/containerlogs/container_1/alice"));
    hear(new RunEvent.PhaseBegan(BEGIN_MS + 500, RunEvent.Phase.PACKING, "packing the data"));
    List<String> labels = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      labels.add(models == 1 ? "" : m == 1 ? HOSTILE : "l2 1e-" + m + "  fold " + m % 5);
    }
    hear(
        new RunEvent.ProblemKnown(
            BEGIN_MS + 3_000, "glm", 262_400, 65_600, 119, 41_000_000, labels));
    hear(new RunEvent.PhaseBegan(BEGIN_MS + 3_500, RunEvent.Phase.TRAINING, "training"));
    for (int w = 0; w < WORKERS; w++) {
      String id = String.format("container_1790000000000_0017_01_%06d", w + 2);
      String node = "node" + (w % 3 + 1);
      String log =
          w == 3 ? "javascript:alert(1)" : "http://" + node + ":8042/node/containerlogs/" + id;
      hear(
          new RunEvent.ContainerGranted(
              BEGIN_MS + 3_600 + 900L * w, id, node, RunEvent.Origin.ASKED, 2048, 2, log));
      hear(new RunEvent.WorkerCame(BEGIN_MS + 5_400 + 1_700L * w, id, node, 2, 0));
    }
    hear(
        new RunEvent.Waiting(
            BEGIN_MS + 6_000, "root.ml", 6, 2, 0, 4, "waiting for 2 containers in queue root.ml"));
  }

  private void iteration(int k) {
    double seconds = 0.8 + (k == 1 ? 2.4 : 0) + 0.3 * random.nextDouble();
    long started = clockMs;
    clockMs += Math.round(1000 * seconds);
    hear(measured(k));
    double wait = k == 1 ? 1.1 : 0;
    double rest = seconds - wait;
    hear(
        new RunEvent.IterationEnded(
            clockMs,
            k,
            "resident",
            "there are containers, and an iteration costs its arithmetic",
            started,
            seconds,
            new RunEvent.TimeSplit(
                wait,
                k == 1 ? 0.4 * rest : 0.02 * rest,
                k == 1 ? 0.3 * rest : 0,
                0.55 * rest - (k == 1 ? 0.35 * rest : 0),
                0.28 * rest - (k == 1 ? 0.13 * rest : 0),
                0.15 * rest - (k == 1 ? 0.07 * rest : 0)),
            262_400,
            SPLITS,
            null,
            null));
    if (k % 10 == 3) {
      sums(k);
    }
  }

  private RunEvent.ModelsMeasured measured(int k) {
    List<Double> objective = new ArrayList<>();
    List<Double> gradient = new ArrayList<>();
    List<Double> auc = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      objective.add(0.32 + 0.01 * m + 0.37 * Math.exp(-k / (6.0 + m)));
      gradient.add(Math.exp(-k / 5.0));
      auc.add(0.91 - 0.004 * m - 0.3 * Math.exp(-k / 4.0));
    }
    SortedMap<String, List<Double>> train = new TreeMap<>();
    train.put("loss", objective);
    SortedMap<String, List<Double>> heldOut = new TreeMap<>();
    heldOut.put("auc", auc);
    heldOut.put("loss", objective.stream().map(value -> value + 0.013).toList());
    return new RunEvent.ModelsMeasured(
        clockMs,
        k,
        objective,
        gradient,
        train,
        heldOut,
        new ArrayList<>(Collections.nCopies(models, (String) null)));
  }

  private void sums(int k) {
    List<RunEvent.SplitSum> splits = new ArrayList<>();
    for (int s = 0; s < SPLITS; s++) {
      long slow = s == 5 ? 6 : 1;
      splits.add(
          new RunEvent.SplitSum(
              s,
              k,
              s == 5 ? 3 : 0,
              10_900 + s,
              210 * slow,
              140L * k * slow,
              190 * slow,
              "node" + (s % 3 + 1),
              s == 9 ? 0.93 : 0.33 + 0.001 * (s % 7)));
    }
    List<RunEvent.WorkerSum> workers = new ArrayList<>();
    for (int w = 0; w < WORKERS; w++) {
      workers.add(
          new RunEvent.WorkerSum(
              String.format("container_1790000000000_0017_01_%06d", w + 2),
              "node" + (w % 3 + 1),
              6 * k,
              w,
              65_600L * k,
              1_300,
              840L * k,
              w == 1 ? null : new DeviceUse("a GPU", 60_000L * k, fallbacks(w, k))));
    }
    hear(new RunEvent.Summed(clockMs, k, splits, workers));
  }

  private static TreeMap<String, Long> fallbacks(int worker, int k) {
    TreeMap<String, Long> reasons = new TreeMap<>();
    if (worker == 2) {
      reasons.put("no kernel for <this>", 5_600L * k);
    }
    return reasons;
  }

  /** A worker is lost, and a split with it. */
  /** Its first worker packed the input in four seconds, nobody knows how. */
  SyntheticRun packedByAWorker() {
    hear(
        new RunEvent.PackingEnded(
            BEGIN_MS + 9_000,
            "resident",
            4,
            262_400,
            RunEvent.TimeSplit.unknown(),
            List.of(
                new RunEvent.WorkerSum(
                    "container_1790000000000_0017_01_000002",
                    "node1",
                    7,
                    0,
                    262_400,
                    0,
                    2900,
                    null))));
    return this;
  }

  SyntheticRun losingAWorker() {
    String id = "container_1790000000000_0017_01_000004";
    hear(
        new RunEvent.TaskEnded(
            clockMs,
            7,
            5,
            id,
            "node3",
            clockMs - 900,
            0,
            900,
            10_905,
            Double.NaN,
            RunEvent.Outcome.LOST,
            "its worker is gone: " + HOSTILE,
            null));
    hear(
        new RunEvent.ContainerLeft(
            clockMs, id, "node3", RunEvent.Leaving.LOST, "no sign of life for 15 s"));
    hear(
        new RunEvent.AlertRaised(
            clockMs,
            RunEvent.AlertKind.STRAGGLING,
            7,
            "split 5",
            "split 5 takes 6.0 times the median of all splits (limit 3)"));
    return this;
  }

  /** The run ended. */
  SyntheticRun ended(RunEvent.End end, String reason, String sentence) {
    clockMs += 700;
    hear(new RunEvent.AttemptEnded(clockMs, end, reason, sentence, ledger.last()));
    return this;
  }

  /** All of it, half a second later. */
  RunFacts facts() {
    return ledger.snapshot(clockMs + 500);
  }

  private void hear(RunEvent event) {
    ledger.hear(event);
  }
}
