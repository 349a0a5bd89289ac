package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The data sets of the comparison.
 *
 * @param scale factor on the number of rows; flights are never repeated
 */
record DataSets(Place place, double scale) {
  /** All that there are. */
  static final List<String> NAMES = List.of("flights", "a9a", "dense", "sparse");

  private static final long FLIGHTS = 327_346;
  private static final long A9A = 32_561;

  /** The task of a data set, whose file is made if it is not there. */
  Task task(String name) throws IOException, InterruptedException {
    Task task =
        switch (name) {
          case "flights" -> task(name, rows(FLIGHTS, Math.min(1, scale)), 195, 1e-5);
          case "a9a" -> task(name, rows(50 * A9A, scale), 123, 1.0 / A9A);
          case "dense" -> task(name, rows(1_000_000, scale), 50, 1e-4);
          case "sparse" -> task(name, rows(500_000, scale), 1_000_000, 1e-5);
          default ->
              throw new IllegalArgumentException("--data " + name + ": allowed are " + NAMES);
        };
    if (!Files.exists(task.file())) {
      Commands.run(
          place.script("bench/generate").toString(),
          name,
          "--rows",
          Long.toString(task.rows()),
          "--output",
          task.file().toString());
    }
    return task;
  }

  private Task task(String name, long rows, int columns, double l2) {
    Path file = place.target().resolve("data").resolve(name + "-" + rows + ".libsvm");
    return new Task(name, file, rows, columns, l2);
  }

  private static long rows(long whole, double scale) {
    return Math.max(100, Math.round(whole * scale));
  }
}
