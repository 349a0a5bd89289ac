package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the programs that we wrote for a peer's library leave in their folder. */
final class Reported {
  private Reported() {}

  /** From weights.txt and figures.txt: iterations, then seconds of each. */
  static Fit in(Path folder) throws IOException {
    List<String> figures = Files.readAllLines(folder.resolve("figures.txt"));
    return new Fit(
        folder.resolve("weights.txt"),
        Integer.parseInt(figures.get(0)),
        Double.parseDouble(figures.get(1)));
  }
}
