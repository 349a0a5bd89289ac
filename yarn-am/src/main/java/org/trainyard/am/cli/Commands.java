package org.trainyard.am.cli;

import java.util.List;
import java.util.Optional;

/**
 * The verbs, in the order in which the help shows them. A new verb is one more class in this list.
 */
final class Commands {
  static final List<Command> ALL =
      List.of(
          new TrainCommand(),
          new PlanCommand(),
          new TuneCommand(),
          new PackCommand(),
          new EvaluateCommand(),
          new PredictCommand(),
          new PublishCommand(),
          new ModelsCommand(),
          new InspectCommand(),
          new DoctorCommand(),
          new StatusCommand(),
          new LogsCommand(),
          new StopCommand(),
          new VerifyCommand(),
          new CompletionCommand());

  private Commands() {}

  /** The verb with this name. */
  static Optional<Command> find(String name) {
    return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  /** The names of all verbs. */
  static List<String> names() {
    return ALL.stream().map(Command::name).toList();
  }
}
