package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program in one setting. */
interface Peer {
  /** As it is chosen by and shown. */
  String name();

  /** Whether it needs the cluster. */
  boolean onCluster();

  /** Its stop tolerances from loose to tight: the loosest that reaches the objective is used. */
  double[] tolerances();

  /** What it needs in its environment. */
  Map<String, String> environment();

  /**
   * The command that reads the text and leaves a model.
   *
   * @param folder of its own, where it also is started
   */
  List<String> command(Task task, double tolerance, Path folder);

  /** Whether an exit code says that there is a model. */
  default boolean succeeded(int exitCode) {
    return exitCode == 0;
  }

  /** Reads what it left; not measured. */
  Fit fit(Task task, Path folder, MeasuredProcess.Outcome outcome)
      throws IOException, InterruptedException;
}
