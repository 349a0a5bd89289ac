package org.trainyard.it.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands that are not measured. */
final class Commands {
  private Commands() {}

  /** Runs one to its end and returns what it printed; another exit code than 0 is an error. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(List.of(command) + " ended with " + code + ":\n" + output);
    }
    return output;
  }
}
