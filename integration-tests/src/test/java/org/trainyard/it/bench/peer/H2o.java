package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** H2O's GLM: one JVM with two threads, L_BFGS, no standardisation, no intercept. */
record H2o(Place place) implements Peer {
  @Override
  public String name() {
    return "h2o";
  }

  @Override
  public boolean onCluster() {
    return false;
  }

  @Override
  public double[] tolerances() {
    return new double[] {1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 1e-6, 1e-7};
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public List<String> command(Task task, double tolerance, Path folder) {
    Path home = place.peer(name());
    return List.of(
        Place.java(),
        "-Xmx4g",
        "-Djava.io.tmpdir=" + folder,
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-cp",
        Place.classPath(home.resolve("h2o-logistic.jar"), home.resolve("lib") + "/*"),
        "H2oLogistic",
        task.file().toString(),
        Integer.toString(task.columns()),
        Double.toString(task.l2()),
        Double.toString(tolerance),
        folder.toString());
  }

  @Override
  public Fit fit(Task task, Path folder, MeasuredProcess.Outcome outcome) throws IOException {
    return Reported.in(folder);
  }
}
