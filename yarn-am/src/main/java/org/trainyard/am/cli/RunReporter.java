package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.engine.RunListener;

/**
 * Tells people, or machines, what a run does, be it in this process or on the cluster. Thread-safe
 * as far as the engines call it: iterations and phases come from one thread.
 */
final class RunReporter implements RunListener {
  private static final int MOST_METRICS = 3;

  private final Terminal terminal;
  private final Eta eta;
  private volatile String phase = "";

  RunReporter(Terminal terminal, Eta eta) {
    this.terminal = terminal;
    this.eta = eta;
  }

  @Override
  public void phase(String sentence) {
    phase = sentence;
    terminal.event(event("phase").put("phase", sentence));
    // An iteration has a line of its own when it is done.
    if (terminal.mode() == Terminal.Mode.PLAIN && !sentence.startsWith("iteration ")) {
      terminal.say(sentence);
    }
    terminal.status(sentence + " …");
  }

  @Override
  public void progress(double fraction) {
    terminal.status(String.format(Locale.ROOT, "%s … %d %%", phase, Math.round(100 * fraction)));
  }

  @Override
  public void iteration(IterationDocument finished) {
    eta.finished(finished.iteration(), finished.seconds());
    terminal.say(line(finished) + "   " + eta.words());
    ObjectNode event = event("iteration");
    event.set("iteration", JsonFile.MAPPER.valueToTree(finished));
    eta.seconds().ifPresent(seconds -> event.put("atMostSecondsLeft", seconds));
    terminal.event(event);
  }

  /** One iteration in one line. */
  static String line(IterationDocument finished) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "iteration %4d", finished.iteration()));
    List<IterationDocument.Model> models = finished.models();
    if (models.size() == 1) {
      line.append(one(models.get(0)));
    } else {
      line.append(several(models));
    }
    return line.append("   ").append(Eta.duration(finished.seconds())).toString();
  }

  private static String one(IterationDocument.Model model) {
    StringBuilder text = new StringBuilder("   loss ").append(number(model.objective()));
    if (!Double.isNaN(model.gradientNorm())) {
      text.append("   gradient ").append(number(model.gradientNorm()));
    }
    boolean heldOut = !model.validation().isEmpty();
    String metrics = metrics(heldOut ? model.validation() : model.train(), heldOut);
    return metrics.isEmpty()
        ? text.toString()
        : text + "   " + (heldOut ? "held out: " : "") + metrics;
  }

  private static String several(List<IterationDocument.Model> models) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int stopped = 0;
    for (IterationDocument.Model model : models) {
      least = Math.min(least, model.objective());
      most = Math.max(most, model.objective());
      stopped += model.stop() == null ? 0 : 1;
    }
    return "   "
        + models.size()
        + " models: loss "
        + number(least)
        + " to "
        + number(most)
        + ", "
        + stopped
        + " stopped";
  }

  /** Metrics by name and value; the loss is left out where the objective stands beside it. */
  static String metrics(SortedMap<String, Double> metrics, boolean withLoss) {
    return metrics.entrySet().stream()
        .filter(entry -> withLoss || !entry.getKey().equals("loss"))
        .limit(MOST_METRICS)
        .map(RunReporter::metric)
        .reduce((a, b) -> a + "  " + b)
        .orElse("");
  }

  private static String metric(Map.Entry<String, Double> metric) {
    return metric.getKey() + " " + number(metric.getValue());
  }

  /** Six significant digits, which is what a person compares. */
  static String number(double value) {
    double size = Math.abs(value);
    if (Double.isNaN(value)) {
      return "unknown";
    }
    return String.format(
        Locale.ROOT, size != 0 && (size < 1e-3 || size >= 1e6) ? "%.5e" : "%.6f", value);
  }

  private static ObjectNode event(String kind) {
    return JsonNodeFactory.instance.objectNode().put("event", kind);
  }
}
