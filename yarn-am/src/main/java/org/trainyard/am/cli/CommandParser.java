package org.trainyard.am.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.GenericOptionsParser;
import org.trainyard.am.config.EffectiveSettings;
import org.trainyard.am.config.Nearest;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.PicocliException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words of a command line in, an {@link Invocation} and everything that is wrong with it out. */
final class CommandParser {
  private final Command command;
  private final CommandLine grammar;

  CommandParser(Command command) {
    this.command = command;
    this.grammar = new CommandLine(Grammar.verb(command));
  }

  /** Whether the words ask for the help of the verb. */
  boolean wantsHelp(List<String> words) {
    return words.contains("--help") || words.contains("-h");
  }

  /** The help of the verb. */
  String help() {
    return Grammar.help(command);
  }

  /**
   * Parses the words behind the verb.
   *
   * @param conf Hadoop's configuration; modified: the given options are set in it
   */
  Invocation parse(List<String> words, Configuration conf, Terminal terminal, Problems problems) {
    ParseResult parsed = grammar.parseArgs(separateDefinitions(words).toArray(String[]::new));
    parsed.errors().forEach(error -> complaints((PicocliException) error).forEach(problems::add));
    applyGenericOptions(parsed, conf, problems);
    applyKeys(parsed, conf, problems);
    Set<String> given = new HashSet<>();
    for (Command.Option option : command.options()) {
      if (parsed.hasMatchedOption(option.name())) {
        given.add(option.name());
      }
    }
    String argument =
        parsed.hasMatchedPositional(0) ? parsed.matchedPositionalValue(0, null) : null;
    if (argument == null
        && command.argument() != null
        && command.argument().need() == Command.Argument.Need.REQUIRED) {
      problems.add(
          command.argument().label()
              + " is missing: trainyard "
              + command.name()
              + " "
              + command.synopsis());
    }
    Terminal chosen =
        parsed.hasMatchedOption(Grammar.JSON) ? terminal.in(Terminal.Mode.JSON) : terminal;
    return new Invocation(conf, given, argument, chosen);
  }

  /** {@code -Dkey=value} as two words, which is how the grammar knows it. */
  private static List<String> separateDefinitions(List<String> words) {
    List<String> separated = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("-D") && word.length() > 2) {
        separated.add("-D");
        separated.add(word.substring(2));
      } else {
        separated.add(word);
      }
    }
    return separated;
  }

  private List<String> complaints(PicocliException error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unmatched.getUnmatched().stream().map(this::unknownWord).toList();
    }
    return List.of(error.getMessage());
  }

  private String unknownWord(String word) {
    String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    if (name.startsWith("-")) {
      return name
          + ": there is no such option; the nearest is "
          + Nearest.to(name, Grammar.optionNames(grammar.getCommandSpec()));
    }
    return "'"
        + word
        + "' belongs to no option; several values of one option are separated by commas, and a pattern is put in quotes";
  }

  private static void applyGenericOptions(
      ParseResult parsed, Configuration conf, Problems problems) {
    List<String> generic = new ArrayList<>();
    for (String name : Grammar.GENERIC.keySet()) {
      if (parsed.hasMatchedOption(name)) {
        List<String> values = parsed.matchedOptionValue(name, List.<String>of());
        for (String value : values) {
          if (name.equals("-D") && !value.contains("=")) {
            problems.add("-D " + value + ": is not of the form KEY=VALUE");
          } else {
            generic.add(name);
            generic.add(value);
          }
        }
      }
    }
    try {
      if (!new GenericOptionsParser(conf, generic.toArray(String[]::new)).isParseSuccessful()) {
        problems.add("Hadoop does not understand " + String.join(" ", generic));
      }
    } catch (IOException | IllegalArgumentException e) {
      problems.add("Hadoop's generic options: " + e.getMessage());
    }
  }

  private void applyKeys(ParseResult parsed, Configuration conf, Problems problems) {
    Map<String, String> before = new EffectiveSettings(conf).fromCommandLine();
    for (Key<?> key : command.keys()) {
      OptionSpec option = parsed.matchedOption(key.option());
      if (option != null && option.getValue() != null) {
        String value =
            option.getValue() instanceof List<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : option.getValue().toString();
        String other = before.get(key.name());
        if (other != null && !other.equals(value)) {
          problems.add(
              key.option()
                  + " "
                  + value
                  + " contradicts -D"
                  + key.name()
                  + "="
                  + other
                  + "; give one of them");
        }
        conf.set(key.name(), value, EffectiveSettings.COMMAND_LINE);
      }
    }
  }
}
