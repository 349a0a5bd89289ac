package org.trainyard.am.cli;

import org.trainyard.am.outcome.ExitCode;

/** Entry point of the job jar: {@code hadoop jar trainyard.jar VERB …}. */
public final class Main {
  private Main() {}

  /** Runs a verb and ends the process with its exit code. */
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    ExitCode exit = new Program(terminal).run(args);
    if (exit != ExitCode.DONE && WorkflowAction.ofProcess().hasLauncher()) {
      // A launcher tells the workflow an exception's message, of an exit code its number alone.
      throw new FailedActionException(exit, terminal.complaints());
    }
    System.exit(exit.code());
  }
}
