package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * LIBLINEAR (Debian's liblinear-tools), {@code -s 0}: trust-region Newton on the primal, one
 * thread, no bias. Its C is 1/(l2 · rows).
 */
record Liblinear() implements Peer {
  @Override
  public String name() {
    return "liblinear";
  }

  @Override
  public boolean onCluster() {
    return false;
  }

  @Override
  public double[] tolerances() {
    return new double[] {1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 1e-4, 1e-5};
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public List<String> command(Task task, double tolerance, Path folder) {
    return List.of(
        "liblinear-train",
        "-s",
        "0",
        "-c",
        Double.toString(1 / (task.l2() * task.rows())),
        "-e",
        Double.toString(tolerance),
        task.file().toString(),
        folder.resolve("model.txt").toString());
  }

  @Override
  public Fit fit(Task task, Path folder, MeasuredProcess.Outcome outcome) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("model.txt"));
    boolean positiveFirst =
        lines.stream().anyMatch(line -> line.startsWith("label 1") || line.startsWith("label +1"));
    Path weights = folder.resolve("weights.txt");
    Files.write(
        weights,
        lines.subList(lines.indexOf("w") + 1, lines.size()).stream()
            .map(line -> Double.toString((positiveFirst ? 1 : -1) * Double.parseDouble(line)))
            .toList());
    double[] ends =
        outcome.output().stream()
            .filter(line -> line.text().startsWith("iter"))
            .mapToDouble(MeasuredProcess.Line::seconds)
            .toArray();
    double each = (ends[ends.length - 1] - ends[0]) / (ends.length - 1);
    return new Fit(weights, ends.length, each);
  }
}
