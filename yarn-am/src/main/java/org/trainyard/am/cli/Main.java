package org.trainyard.am.cli;

/** Entry point of the job jar: {@code hadoop jar trainyard.jar VERB …}. */
public final class Main {
  private Main() {}

  /** Runs a verb and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new Program(Terminal.ofProcess()).run(args).code());
  }
}
