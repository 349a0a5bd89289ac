package org.trainyard.am.view;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.am.plan.EngineEstimate;
import org.trainyard.am.plan.Places;
import org.trainyard.mapreduce.forecast.DryRun.Findings;

/** What a run would take, for people. */
public final class PlanView {
  private PlanView() {}

  /** The data, the models, and a table of the engines. */
  public static List<String> lines(
      Findings found, Places places, List<EngineEstimate> estimates, String choice) {
    String about = found.counted() ? "" : "about ";
    List<String> lines = new ArrayList<>();
    lines.add("input       " + input(found));
    lines.add(
        "data        "
            + about
            + Figures.count(found.rows())
            + " samples of "
            + (found.counted() ? "" : "at least ")
            + Figures.count(found.features())
            + " features, "
            + about
            + Figures.bytes(found.packedBytes())
            + " packed, "
            + Figures.bytes(found.memoryBytes())
            + " in memory");
    lines.add(
        "models      "
            + found.models()
            + (found.models() == 1 ? " model" : " models in one scan")
            + "; mappers read "
            + Figures.bytes(found.parameters())
            + " of state and sum up "
            + Figures.count(found.vectors())
            + " coordinates");
    lines.add("iterations  " + iterations(found));
    if (places.cluster() != null) {
      lines.add("cluster     " + places.cluster().room());
    }
    lines.add("");
    Table table =
        new Table(
            "engine",
            "processes",
            "heap beside data",
            "of",
            "packing",
            "iteration",
            "run",
            "limited by");
    estimates.forEach(
        one ->
            table.row(
                one.engine(),
                one.processes(),
                Figures.bytes(one.memoryBytes()),
                Figures.bytes(one.memoryLimitBytes()),
                Figures.duration(one.packSeconds()),
                Figures.duration(one.iterationSeconds()),
                Double.isNaN(one.runSeconds()) ? "unknown" : Figures.duration(one.runSeconds()),
                one.limit()));
    lines.addAll(table.lines());
    lines.add("");
    lines.add("train would use " + choice);
    return lines;
  }

  private static String input(Findings found) {
    return found.counted()
        ? "packed datasets"
        : found.inputFiles()
            + (found.inputFiles() == 1 ? " file, " : " files, ")
            + Figures.bytes(found.inputBytes());
  }

  private static String iterations(Findings found) {
    return found.iterations() == 0
        ? "unknown: a pilot of " + Figures.count(found.pilotRows()) + " samples did not converge"
        : "about "
            + found.iterations()
            + " (from a pilot of "
            + Figures.count(found.pilotRows())
            + " samples)";
  }
}
