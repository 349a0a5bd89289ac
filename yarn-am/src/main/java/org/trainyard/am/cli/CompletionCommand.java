package org.trainyard.am.cli;

import java.util.List;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.config.Key;
import picocli.AutoComplete;

/** {@code completion}: prints what a shell needs to complete verbs and options. */
final class CompletionCommand implements Command {
  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "Prints a script for the completion of verbs and options in bash and zsh";
  }

  @Override
  public String synopsis() {
    return "";
  }

  @Override
  public List<String> description() {
    return List.of("The shell reads the script once in each session.");
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("in ~/.bashrc: source <(trainyard completion)", "completion"));
  }

  @Override
  public List<Key<?>> keys() {
    return List.of();
  }

  @Override
  public ExitCode run(Invocation call) {
    call.terminal()
        .text(AutoComplete.bash("trainyard", Grammar.program(Commands.ALL, Program.version())));
    return ExitCode.DONE;
  }
}
