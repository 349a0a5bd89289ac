package org.trainyard.am.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.RunDocument;

/** Runs that were never run. */
final class FactsExample {
  private FactsExample() {}

  static RunDocument document(int mostIterations) {
    TreeMap<String, RunDocument.Setting> settings = new TreeMap<>();
    settings.put(
        "trainyard.stop.max-iterations",
        new RunDocument.Setting(String.valueOf(mostIterations), "command line", Key.Effect.RESULT));
    return new RunDocument(1, "0123", "a \"name\"", "0.1.0", "ann", 1000, settings);
  }

  static FactsLedger ledger(int mostIterations) {
    return new FactsLedger("hdfs://n/runs/a", document(mostIterations));
  }

  /** Everything that happens in a run of some models, but its end. */
  static List<RunEvent> events(int iterations, int models) {
    List<RunEvent> events = new ArrayList<>();
    events.add(
        new RunEvent.AttemptBegan(
            2000,
            RunEvent.Begin.STARTED,
            1,
            "application_1_1",
            "auto",
            "h",
            "ann",
            "0.1.0",
            0,
            null));
    events.add(new RunEvent.PhaseBegan(2001, RunEvent.Phase.PACKING, "packing the input"));
    events.add(
        new RunEvent.TaskEnded(
            2300, 0, 1, "c_0", "n0", 2100, 0, 200, 900, null, RunEvent.Outcome.DONE, null, null));
    events.add(
        new RunEvent.PackingEnded(
            2400,
            "resident",
            0.3,
            900,
            new RunEvent.TimeSplit(0.1, 0, 0, 0.2, 0, 0),
            List.of(new RunEvent.WorkerSum("c_0", "n0", 1, 0, 900, 0, 200, null))));
    events.add(
        new RunEvent.ProblemKnown(
            2500, "linear", 900, 100, 7, 1 << 20, Collections.nCopies(models, "l2=1")));
    events.add(new RunEvent.PhaseBegan(2600, RunEvent.Phase.TRAINING, "training"));
    events.add(new RunEvent.Waiting(2700, "root.ml", 2, 2, 0, 0, "2 containers asked for"));
    events.add(
        new RunEvent.ContainerGranted(
            2800, "c_1", "n1", RunEvent.Origin.ASKED, 1024, 2, "http://l"));
    events.add(new RunEvent.WorkerCame(2900, "c_1", "n1", 2, 0));
    events.add(new RunEvent.Waiting(2901, "root.ml", 2, 0, 0, 2, null));
    for (int k = 1; k <= iterations; k++) {
      events.addAll(iteration(k, models));
    }
    events.add(broken());
    events.add(
        new RunEvent.Summed(
            9001,
            iterations,
            List.of(split(0, 10, 0.5), split(1, 11, 0.5), split(2, 9, 0.5), split(3, 400, 0.5)),
            List.of(new RunEvent.WorkerSum("c_1", "n1", 4, 1, 400, 40, 60, device()))));
    events.add(
        new RunEvent.AlertRaised(9002, RunEvent.AlertKind.SKEWED, 1, "split 3", "much longer"));
    events.add(new RunEvent.Said(9003, RunEvent.Level.WARNING, "look here"));
    return events;
  }

  private static RunEvent broken() {
    return new RunEvent.TaskEnded(
        9000, 1, 3, "c_1", "n1", 8000, 10, 20, 100, 0.5, RunEvent.Outcome.FAILED, "it broke", null);
  }

  private static DeviceUse device() {
    return new DeviceUse("a GPU", 300, new TreeMap<>(Map.of("no kernel", 100L)));
  }

  /** A finished iteration; the objective is 1/k. */
  static List<RunEvent> iteration(int k, int models) {
    TreeMap<String, List<Double>> train = new TreeMap<>();
    train.put("auc", Collections.nCopies(models, 1 - 1.0 / k));
    return List.of(
        new RunEvent.ModelsMeasured(
            3000 + 10L * k,
            k,
            Collections.nCopies(models, 1.0 / k),
            Collections.nCopies(models, Double.NaN),
            train,
            new TreeMap<>(),
            Collections.nCopies(models, null)),
        new RunEvent.IterationEnded(
            3000 + 10L * k,
            k,
            "resident",
            null,
            2990 + 10L * k,
            0.01,
            new RunEvent.TimeSplit(0, 0, 0.004, 0.004, 0.001, 0.001),
            1000,
            4,
            null,
            null));
  }

  static RunEvent.SplitSum split(int number, long meanMs, double loss) {
    return new RunEvent.SplitSum(number, 2, 0, 100, meanMs, meanMs, meanMs, "n" + number % 2, loss);
  }
}
