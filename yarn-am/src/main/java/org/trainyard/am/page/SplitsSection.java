package org.trainyard.am.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.trainyard.am.facts.Outliers;
import org.trainyard.am.facts.RunFacts;
import org.trainyard.am.view.Figures;
import org.trainyard.formats.event.RunEvent;

/** The splits, those that stand out first, and the nodes. Pure. */
final class SplitsSection implements Section {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 10;

  @Override
  public String id() {
    return "splits";
  }

  @Override
  public String title() {
    return "Splits and nodes";
  }

  @Override
  public boolean has(RunFacts facts) {
    return !facts.splits().isEmpty() || !facts.tasks().isEmpty();
  }

  @Override
  public void write(RunFacts facts, Html html) {
    List<Outliers.Judged> splits = Outliers.splits(facts.splits());
    List<Outliers.Node> nodes = Outliers.nodes(facts.splits());
    long odd = splits.stream().filter(split -> !split.oddities().isEmpty()).count();
    html.element(
        "p",
        Cells.count(splits.size(), "split", "splits")
            + " on "
            + Cells.count(nodes.size(), "node", "nodes")
            + "; "
            + (odd == 0
                ? "none stands out."
                : odd + (odd == 1 ? " stands out: it is" : " stand out: they are") + " marked."),
        "class",
        "soft");
    if (!splits.isEmpty()) {
      splits(splits, html);
    }
    if (nodes.size() > 1 || nodes.stream().anyMatch(Outliers.Node::slow)) {
      nodes(nodes, html);
    }
    if (!facts.tasks().isEmpty()) {
      tasks(facts.tasks(), html);
    }
  }

  private static void splits(List<Outliers.Judged> splits, Html html) {
    List<Outliers.Judged> shown =
        splits.stream()
            .sorted(
                Comparator.<Outliers.Judged>comparingInt(one -> -one.oddities().size())
                    .thenComparing(Comparator.comparingDouble(SplitsSection::order).reversed())
                    .thenComparingInt(one -> one.split().split()))
            .limit(Bounded.SPLITS)
            .toList();
    double most = shown.stream().mapToDouble(SplitsSection::order).max().orElse(1);
    Cells.table(
        html,
        "Splits: those that stand out, then the slowest",
        "#split",
        "#samples",
        "#mean",
        "of the slowest",
        "#worst",
        "#read in all",
        "#compute in all",
        "#mapped",
        "#not counted",
        "#mean loss",
        "node",
        "stands out");
    for (Outliers.Judged one : shown) {
      RunEvent.SplitSum split = one.split();
      html.open("tr", "class", one.oddities().isEmpty() ? null : "out");
      html.element("th", split.split(), "scope", "row", "class", "n");
      Cells.number(html, Figures.count(split.rows()));
      Cells.number(html, Cells.seconds(one.meanMs() / 1e3));
      html.open("td", "class", "meter");
      meter(html, order(one) / Math.max(most, 1e-9));
      html.close();
      Cells.number(html, Cells.seconds(split.worstMs() / 1e3));
      Cells.number(html, Cells.seconds(split.readMs() / 1e3));
      Cells.number(html, Cells.seconds(split.computeMs() / 1e3));
      Cells.number(html, Figures.count(split.attempts()));
      Cells.number(html, split.others() == 0 ? "" : Figures.count(split.others()));
      Cells.number(html, Cells.figure(split.loss()));
      html.element("td", split.node() == null ? "" : split.node());
      html.element(
          "td",
          one.oddities().stream()
              .map(oddity -> oddity.name().toLowerCase(Locale.ROOT).replace('_', ' '))
              .collect(Collectors.joining(", ")));
      html.close();
    }
    Cells.end(html);
    Bounded.rest(html, splits.size(), shown.size(), "splits", "api/splits");
  }

  private static double order(Outliers.Judged one) {
    return Double.isNaN(one.meanMs()) ? 0 : one.meanMs();
  }

  private static void meter(Html html, double share) {
    html.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true");
    HeadSection.rect(html, "meter-bar", 0, (int) Math.round(WIDTH * share), HEIGHT);
    html.close();
  }

  private static void nodes(List<Outliers.Node> nodes, Html html) {
    List<Outliers.Node> shown =
        nodes.stream()
            .sorted(Comparator.comparingDouble(Outliers.Node::msPerThousandRows).reversed())
            .limit(Bounded.NODES)
            .toList();
    Cells.table(
        html,
        "Nodes, the slowest first",
        "node",
        "#splits",
        "#samples",
        "#ms for 1,000",
        "stands out");
    for (Outliers.Node node : shown) {
      html.open("tr", "class", node.slow() ? "out" : null);
      html.element("th", node.node(), "scope", "row");
      Cells.number(html, Figures.count(node.splits()));
      Cells.number(html, Figures.count(node.rows()));
      Cells.number(html, String.format(Locale.ROOT, "%.3g", node.msPerThousandRows()));
      html.element("td", node.slow() ? "slow" : "");
      html.close();
    }
    Cells.end(html);
    Bounded.rest(html, nodes.size(), shown.size(), "nodes", "api/splits");
  }

  private static void tasks(List<RunEvent.TaskEnded> tasks, Html html) {
    List<RunEvent.TaskEnded> shown =
        Bounded.last(
            tasks.stream().filter(task -> task.outcome() != RunEvent.Outcome.DONE).toList(),
            Bounded.TASKS);
    if (shown.isEmpty()) {
      return;
    }
    Cells.table(
        html,
        "Attempts at splits that were slow, lost, dropped or failed, the latest first",
        "at",
        "#iteration",
        "#split",
        "worker",
        "node",
        "#took",
        "outcome",
        "why");
    for (int i = shown.size() - 1; i >= 0; i--) {
      RunEvent.TaskEnded task = shown.get(i);
      html.open("tr");
      html.element("td", Cells.time(task.atMs()), "class", "k");
      Cells.number(html, Integer.toString(task.iteration()));
      Cells.number(html, Integer.toString(task.split()));
      html.element("td", task.worker() == null ? "" : task.worker(), "class", "k");
      html.element("td", task.node() == null ? "" : task.node());
      Cells.number(html, Cells.seconds((task.readMs() + task.computeMs()) / 1e3));
      html.element("td", task.outcome().name().toLowerCase(Locale.ROOT));
      Cells.words(html, task.why());
      html.close();
    }
    Cells.end(html);
  }
}
