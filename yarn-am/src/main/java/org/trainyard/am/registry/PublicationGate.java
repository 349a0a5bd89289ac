package org.trainyard.am.registry;

import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trainyard.formats.config.Problems;
import org.trainyard.formats.registry.ModelVersion;
import org.trainyard.formats.registry.RegistryKeys;
import org.trainyard.mapreduce.metric.Metric;

/**
 * What a model has to reach to be published. Pure.
 *
 * @param metric that is compared
 * @param bound that it has to reach whatever is current; NaN for none
 */
public record PublicationGate(Metric metric, double bound) {
  private static final Pattern FORM = Pattern.compile("([a-z0-9-]+)\\s*(?:([<>]=)\\s*(\\S+))?");

  /** Parses {@code auc}, {@code auc>=0.9} or {@code log-loss<=0.3}; collects what is wrong. */
  public static Optional<PublicationGate> parse(String text, Problems problems) {
    if (text == null) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text.strip());
    Optional<Metric> metric = form.matches() ? Metric.named(form.group(1)) : Optional.empty();
    if (metric.isEmpty()) {
      return refused(text, "no such metric; metrics are " + Metric.allSpellings(), problems);
    }
    if (form.group(2) == null) {
      return Optional.of(new PublicationGate(metric.get(), Double.NaN));
    }
    boolean moreIsBetter = metric.get().better(1, 0);
    if (moreIsBetter != form.group(2).equals(">=")) {
      String better = moreIsBetter ? "more" : "less";
      return refused(
          text, "of " + metric.get().spelling() + ", " + better + " is better", problems);
    }
    try {
      return Optional.of(new PublicationGate(metric.get(), Double.parseDouble(form.group(3))));
    } catch (NumberFormatException e) {
      return refused(text, "'" + form.group(3) + "' is not a number", problems);
    }
  }

  private static Optional<PublicationGate> refused(String text, String why, Problems problems) {
    problems.add(RegistryKeys.IF_BETTER.problem(text, why));
    return Optional.empty();
  }

  /**
   * Holds a model against the gate.
   *
   * @param metrics of the model
   * @param current version to be better than, if there is one
   */
  public Verdict judge(SortedMap<String, Double> metrics, Optional<ModelVersion> current) {
    double reached = value(metrics);
    String told = metric.spelling() + " " + reached;
    if (Double.isNaN(reached)) {
      return new Verdict(
          false, metric.spelling() + " was not measured; there are " + metrics.keySet());
    }
    if (metric.better(bound, reached)) {
      return new Verdict(false, told + " does not reach the bound " + bound);
    }
    if (current.isEmpty()) {
      return new Verdict(true, told + ", and no version is current");
    }
    double held = value(current.get().document().metrics());
    if (Double.isNaN(held)) {
      return new Verdict(
          false,
          told
              + " cannot be compared: no "
              + metric.spelling()
              + " was kept with the current "
              + current.get().spelling()
              + ", only "
              + current.get().document().metrics().keySet()
              + "; compare one of these, or publish once without "
              + RegistryKeys.IF_BETTER.option());
    }
    String against = "that of the current " + current.get().spelling() + ", " + held;
    boolean better = metric.better(reached, held);
    return new Verdict(
        better, told + (better ? " is better than " : " is no better than ") + against);
  }

  private double value(SortedMap<String, Double> metrics) {
    return metrics.getOrDefault(metric.spelling(), Double.NaN);
  }

  /**
   * What came out.
   *
   * @param pass whether it may be published
   * @param sentence why, or why not
   */
  public record Verdict(boolean pass, String sentence) {}
}
