package org.trainyard.it.bench.evaluate;

import java.io.IOException;
import java.nio.file.Path;

/** Prints the objective of coefficients in a file; see {@code scripts/bench/evaluate --help}. */
public final class EvaluateMain {
  private EvaluateMain() {}

  /** Data, coefficients, l2. */
  public static void main(String[] args) throws IOException {
    LogisticObjective objective =
        new LogisticObjective(Path.of(args[0]), Double.parseDouble(args[2]));
    System.out.println(objective.of(LogisticObjective.coefficients(Path.of(args[1]))));
  }
}
