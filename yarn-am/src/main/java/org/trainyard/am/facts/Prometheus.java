package org.trainyard.am.facts;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.trainyard.formats.event.DeviceUse;
import org.trainyard.formats.event.RunEvent;

/**
 * The facts in Prometheus' text format, version 0.0.4. Pure. Names begin with {@code trainyard_};
 * base units are seconds, rows and ratios.
 */
public final class Prometheus {
  /** Of the answer. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();
  private final String run;

  private Prometheus(RunFacts.Head head) {
    this.run = "run=\"" + escaped(head.name()) + "\",run_id=\"" + escaped(head.runId()) + "\"";
  }

  /** All metrics of a run. */
  public static String text(RunFacts facts) {
    Prometheus out = new Prometheus(facts.head());
    out.head(facts.head());
    out.last(facts);
    out.models(facts);
    out.workers(facts);
    out.alerts(facts);
    return out.text.toString();
  }

  private void head(RunFacts.Head head) {
    declare("trainyard_state", "gauge", "1 for the state that the run is in.");
    for (RunFacts.State state : RunFacts.State.values()) {
      String label = "state=\"" + state.name().toLowerCase(Locale.ROOT) + "\"";
      sample("trainyard_state", label, state == head.state() ? 1 : 0);
    }
    gauge("trainyard_progress_ratio", "Part of the run that is done.", head.progress());
    declare("trainyard_iterations_total", "counter", "Finished iterations.");
    sample("trainyard_iterations_total", "", head.iteration());
    declare("trainyard_iterations_seconds_total", "counter", "Wall time of finished iterations.");
    sample("trainyard_iterations_seconds_total", "", head.secondsSpent());
    gauge(
        "trainyard_seconds_left",
        "Expected time to the end, or an upper bound; absent if unknown.",
        head.secondsLeft());
    gauge(
        "trainyard_containers_missing",
        "Containers that would be of use and are not there.",
        head.waiting() == null
            ? 0
            : Math.max(0, head.waiting().wanted() - head.waiting().working()));
  }

  private void last(RunFacts facts) {
    if (facts.iterations().isEmpty()) {
      return;
    }
    RunFacts.Iteration last = facts.iterations().get(facts.iterations().size() - 1);
    gauge("trainyard_iteration_seconds", "Wall time of the last iteration.", last.seconds());
    declare("trainyard_iteration_part_seconds", "gauge", "Where the last iteration's time went.");
    RunEvent.TimeSplit time = last.time();
    part("waiting", time.waiting());
    part("start", time.start());
    part("read", time.read());
    part("compute", time.compute());
    part("shuffle", time.shuffle());
    part("step", time.step());
  }

  private void part(String name, double seconds) {
    sample("trainyard_iteration_part_seconds", "part=\"" + name + "\"", seconds);
  }

  private void models(RunFacts facts) {
    declare("trainyard_objective", "gauge", "What is minimised, penalties included.");
    for (RunFacts.Model model : facts.models()) {
      sample("trainyard_objective", labels(model), model.objective().lastValue());
    }
    declare("trainyard_metric", "gauge", "A metric of a model over training or held-out samples.");
    for (RunFacts.Model model : facts.models()) {
      metrics(model, "training", model.train());
      metrics(model, "validation", model.validation());
    }
  }

  private void metrics(RunFacts.Model model, String over, Map<String, Curve> curves) {
    curves.forEach(
        (name, curve) ->
            sample(
                "trainyard_metric",
                labels(model) + ",metric=\"" + escaped(name) + "\",over=\"" + over + "\"",
                curve.lastValue()));
  }

  private void workers(RunFacts facts) {
    Map<RunFacts.Presence, Integer> counts = new EnumMap<>(RunFacts.Presence.class);
    for (RunFacts.Presence presence : RunFacts.Presence.values()) {
      counts.put(presence, 0);
    }
    facts.workers().forEach(worker -> counts.merge(worker.presence(), 1, Integer::sum));
    declare("trainyard_workers", "gauge", "Containers, threads or nodes by where they stand.");
    counts.forEach(
        (presence, count) ->
            sample(
                "trainyard_workers",
                "presence=\"" + presence.name().toLowerCase(Locale.ROOT) + "\"",
                count));
    long rows = facts.splits().stream().mapToLong(split -> split.rows() * split.attempts()).sum();
    declare("trainyard_rows_total", "counter", "Samples visited in this attempt.");
    sample("trainyard_rows_total", "", rows);
    DeviceUse device = facts.device();
    if (device != null) {
      declare(
          "trainyard_device_rows_total",
          "counter",
          "Samples visited in this attempt by workers that were to have a GPU, by where.");
      sample("trainyard_device_rows_total", "where=\"device\"", device.rows());
      sample("trainyard_device_rows_total", "where=\"cpu\"", device.rowsOnCpu());
    }
  }

  private void alerts(RunFacts facts) {
    Map<RunEvent.AlertKind, Integer> counts = new EnumMap<>(RunEvent.AlertKind.class);
    for (RunEvent.AlertKind kind : RunEvent.AlertKind.values()) {
      counts.put(kind, 0);
    }
    facts.alerts().forEach(alert -> counts.merge(alert.kind(), 1, Integer::sum));
    declare("trainyard_alerts_total", "counter", "Alerts by kind.");
    counts.forEach(
        (kind, count) ->
            sample(
                "trainyard_alerts_total",
                "kind=\"" + kind.name().toLowerCase(Locale.ROOT) + "\"",
                count));
  }

  private static String labels(RunFacts.Model model) {
    return "model=\"" + model.index() + "\",label=\"" + escaped(model.label()) + "\"";
  }

  private void gauge(String name, String help, double value) {
    declare(name, "gauge", help);
    sample(name, "", value);
  }

  private void declare(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /** One sample; what is not known is left out. */
  private void sample(String name, String labels, double value) {
    if (Double.isFinite(value)) {
      text.append(name).append('{').append(run);
      text.append(labels.isEmpty() ? "" : ",").append(labels).append("} ");
      text.append(value).append('\n');
    }
  }

  private static String escaped(String label) {
    return String.valueOf(label).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
