package org.trainyard.am.page;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.trainyard.am.facts.Curve;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.mapreduce.algorithm.StopReason;

/** The K models: curves, and what each of them says now, the best first. Pure. */
final class ModelsSection implements Section {
  private static final int FEW = 8;
  private static final int MOST_METRICS = 6;

  @Override
  public String id() {
    return "models";
  }

  @Override
  public String title() {
    return "Loss and metrics";
  }

  @Override
  public boolean has(RunFacts facts) {
    return facts.models().stream().anyMatch(model -> model.objective().last() != null);
  }

  @Override
  public void write(RunFacts facts, Html html) {
    List<RunFacts.Model> ranked = Ranking.of(facts);
    List<RunFacts.Model> shown = ranked.subList(0, Math.min(Bounded.MODELS, ranked.size()));
    List<String> heldOut = names(shown, true);
    List<String> train = names(shown, false);
    String caption =
        ranked.size() == 1
            ? "The model after iteration " + facts.head().iteration()
            : "Models after iteration " + facts.head().iteration() + ", the best first";
    Cells.table(html, caption, heads(heldOut, train).toArray(String[]::new));
    for (int rank = 0; rank < shown.size(); rank++) {
      row(html, shown.get(rank), rank, ranked.size(), heldOut, train);
    }
    Cells.end(html);
    Bounded.rest(html, ranked.size(), shown.size(), "models", "api/models");
  }

  private static List<String> heads(List<String> heldOut, List<String> train) {
    List<String> heads = new ArrayList<>(List.of("model", "#objective", "#least", "#gradient"));
    heldOut.forEach(name -> heads.add("#held-out " + name));
    train.forEach(name -> heads.add("#training " + name));
    heads.add("done because");
    return heads;
  }

  private static void row(
      Html html,
      RunFacts.Model model,
      int rank,
      int models,
      List<String> heldOut,
      List<String> train) {
    boolean best = rank == 0 && models > 1;
    html.open("tr", "class", best ? "best" : null, "data-series", model.index());
    html.open("th", "scope", "row");
    html.element("span", "", "class", "swatch " + colour(rank, models));
    html.text(model.label() == null || model.label().isEmpty() ? "model" : model.label());
    html.close();
    Cells.number(html, last(model.objective()));
    Curve.Point least = model.objective().least();
    Cells.number(html, least == null ? "" : Cells.figure(least.value()));
    Cells.number(html, last(model.gradientNorm()));
    heldOut.forEach(name -> Cells.number(html, last(model.validation().get(name))));
    train.forEach(name -> Cells.number(html, last(model.train().get(name))));
    Cells.words(html, stop(model.stop()));
    html.close();
  }

  /** As the script colours its curve. */
  private static String colour(int rank, int models) {
    return models <= FEW ? "s" + rank : rank == 0 ? "s0" : "many";
  }

  private static String last(Curve curve) {
    return curve == null ? "" : Cells.figure(curve.lastValue());
  }

  private static List<String> names(List<RunFacts.Model> models, boolean heldOut) {
    TreeSet<String> names = new TreeSet<>();
    for (RunFacts.Model model : models) {
      names.addAll((heldOut ? model.validation() : model.train()).keySet());
    }
    return names.stream().limit(MOST_METRICS).toList();
  }

  /** A log of another version may hold a reason that this build does not know. */
  private static String stop(String name) {
    if (name == null) {
      return "";
    }
    for (StopReason reason : StopReason.values()) {
      if (reason.name().equals(name)) {
        return reason.sentence();
      }
    }
    return name;
  }
}
