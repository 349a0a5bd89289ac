package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trainyard's train command, with what it needs to have the others' objective and otherwise its
 * defaults; packing the text is part of it.
 *
 * @param engine local, chained, resident or auto
 */
record Trainyard(Place place, String engine) implements Peer {
  /** Reached its limit of iterations: a model all the same. */
  private static final int CUT_OFF = 5;

  @Override
  public String name() {
    return "trainyard-" + engine;
  }

  @Override
  public boolean onCluster() {
    return !engine.equals("local");
  }

  @Override
  public double[] tolerances() {
    return new double[] {3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 1e-5, 1e-6};
  }

  /** Away from the cluster no folder of a cluster is shown to it. */
  @Override
  public Map<String, String> environment() {
    Path cluster = onCluster() ? place.cluster() : place.target().resolve("no-cluster");
    return Map.of(
        "TRAINYARD_CLUSTER_DIR",
        cluster.toString(),
        "HADOOP_CLIENT_OPTS",
        onCluster() ? "" : "-Xmx4g");
  }

  @Override
  public List<String> command(Task task, double tolerance, Path folder) {
    return Stream.concat(
            Stream.of(
                place.script("trainyard").toString(),
                "train",
                "--input",
                onCluster() ? task.remote() : task.file().toUri().toString(),
                "--output",
                run(folder),
                "--engine",
                engine,
                "--gradient-tolerance",
                Double.toString(tolerance)),
            objective(task).stream())
        .toList();
  }

  /** The options that say what is minimised, and that only the gradient ends it. */
  static List<String> objective(Task task) {
    return List.of(
        "--format",
        "libsvm",
        "--loss",
        "logistic",
        "--l2",
        Double.toString(task.l2()),
        "--intercept",
        "false",
        "--relative-tolerance",
        "0",
        "--max-iterations",
        "1000");
  }

  private String run(Path folder) {
    return onCluster()
        ? "/bench/runs/" + folder.getParent().getFileName() + "-" + folder.getFileName()
        : folder.resolve("run").toUri().toString();
  }

  @Override
  public Fit fit(Task task, Path folder, MeasuredProcess.Outcome outcome)
      throws IOException, InterruptedException {
    extract(place, onCluster(), run(folder), folder);
    List<Iteration> iterations = iterations(folder);
    Iteration first = iterations.get(0);
    Iteration last = iterations.get(iterations.size() - 1);
    double each =
        (last.startedMs() + 1e3 * last.seconds() - first.startedMs() - 1e3 * first.seconds())
            / 1e3
            / (iterations.size() - 1);
    return new Fit(folder.resolve("weights.txt"), iterations.size(), each);
  }

  @Override
  public boolean succeeded(int exitCode) {
    return exitCode == 0 || exitCode == CUT_OFF;
  }

  /**
   * A line of iterations.csv.
   *
   * @param startedMs since the epoch
   * @param objective after it
   */
  record Iteration(long startedMs, double seconds, double objective) {}

  /** Writes weights.txt and iterations.csv of a run to a folder. */
  static void extract(Place place, boolean onCluster, String run, Path folder)
      throws IOException, InterruptedException {
    Path conf = onCluster ? place.cluster().resolve("conf") : folder;
    Path jar = place.house().resolve("yarn-am/target/trainyard.jar");
    List<String> command =
        List.of(
            Place.java(),
            "-cp",
            Place.classPath(conf, place.target().resolve("classes"), jar, place.libs() + "/*"),
            "org.trainyard.it.bench.model.RunFiguresMain",
            run,
            folder.toString());
    Path log = folder.resolve("figures.log");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("Cannot read the run " + run + "; see " + log);
    }
  }

  static List<Iteration> iterations(Path folder) throws IOException {
    List<Iteration> iterations = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("iterations.csv"))) {
      String[] fields = line.split(",");
      if (!fields[0].equals("iteration")) {
        iterations.add(
            new Iteration(
                Long.parseLong(fields[2]),
                Double.parseDouble(fields[3]),
                Double.parseDouble(fields[4])));
      }
    }
    return iterations;
  }
}
