package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Guagua on YARN: a master and two workers as map tasks, ZooKeeper in the client. Guagua has no
 * second-order method; its resilient propagation is cut off after a number of iterations, and then
 * tells what it has reached.
 */
record Guagua(Place place) implements Peer {
  private static final int MOST_ITERATIONS = 300;

  @Override
  public String name() {
    return "guagua";
  }

  @Override
  public boolean onCluster() {
    return true;
  }

  @Override
  public double[] tolerances() {
    return new double[] {3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4};
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public List<String> command(Task task, double tolerance, Path folder) {
    Path home = place.peer(name());
    Path own = home.resolve("guagua-logistic.jar");
    Path libraries = home.resolve("lib");
    return List.of(
        Place.java(),
        "-Xmx1g",
        "-Djava.io.tmpdir=" + folder,
        "-cp",
        Place.classPath(
            place.cluster().resolve("conf"), own, libraries + "/*", place.libs() + "/*"),
        "GuaguaLogistic",
        task.remote(),
        Integer.toString(task.columns()),
        Double.toString(task.l2()),
        Double.toString(tolerance),
        folder.toString(),
        libraries.toString(),
        own.toString(),
        Integer.toString(MOST_ITERATIONS));
  }

  @Override
  public Fit fit(Task task, Path folder, MeasuredProcess.Outcome outcome) throws IOException {
    return Reported.in(folder);
  }
}
