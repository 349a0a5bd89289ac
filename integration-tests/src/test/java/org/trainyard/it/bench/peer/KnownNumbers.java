package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Numbers of a data set that are found once: its best objective and the tolerance with which each
 * peer reaches it.
 */
record KnownNumbers(Place place, Task task) {
  double get(String name, double otherwise) throws IOException {
    Path file = file(name);
    return Files.exists(file) ? Double.parseDouble(Files.readString(file).strip()) : otherwise;
  }

  void put(String name, double value) throws IOException {
    Files.createDirectories(place.known());
    Files.writeString(file(name), value + "\n");
  }

  private Path file(String name) {
    return place.known().resolve(task.name() + "-" + task.rows() + "." + name);
  }
}
