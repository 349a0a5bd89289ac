package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Numbers of a data set that are found once: its best objective, and for each program the loosest
 * tolerance that reaches it. A search for the latter begins with what the file {@code tolerances}
 * says, which was found on an earlier machine, or with the loosest of all.
 */
record KnownNumbers(Place place, Task task) {
  double get(String name, double otherwise) throws IOException {
    Path file = file(name);
    return Files.exists(file) ? Double.parseDouble(Files.readString(file).strip()) : otherwise;
  }

  /** The first tolerance to try. */
  double tolerance(Peer peer) throws IOException {
    String program = program(peer);
    Properties found = new Properties();
    try (Reader in = Files.newBufferedReader(place.script("bench/tolerances"))) {
      found.load(in);
    }
    String start = found.getProperty(task.name() + "." + program);
    double loosest = peer.tolerances()[0];
    return get("tolerance-of-" + program, start == null ? loosest : Double.parseDouble(start));
  }

  void putTolerance(Peer peer, double tolerance) throws IOException {
    put("tolerance-of-" + program(peer), tolerance);
  }

  /** All settings of a program find the same optimum in the same steps, or nearly. */
  private static String program(Peer peer) {
    return peer.name().replaceFirst("-.*", "");
  }

  void put(String name, double value) throws IOException {
    Files.createDirectories(place.known());
    Files.writeString(file(name), value + "\n");
  }

  private Path file(String name) {
    return place.known().resolve(task.name() + "-" + task.rows() + "." + name);
  }
}
