package org.trainyard.am.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.config.Key;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Makes the parser and the help of a verb from its keys: the only class that builds with picocli.
 */
final class Grammar {
  /** Columns of the help. */
  static final int WIDTH = 100;

  /** Prints JSON. */
  static final String JSON = "--json";

  /** Hadoop's generic options with the stand-in of their value. */
  static final Map<String, String> GENERIC =
      Map.of(
          "-D", "KEY=VALUE",
          "-conf", "FILE",
          "-fs", "URI",
          "-jt", "HOST:PORT",
          "-files", "FILE[,FILE...]",
          "-libjars", "JAR[,JAR...]",
          "-archives", "FILE[,FILE...]");

  private Grammar() {}

  /** The whole program: for its help and for shell completion. */
  static CommandLine program(List<Command> commands, String version) {
    CommandSpec spec =
        CommandSpec.create()
            .name("trainyard")
            .addOption(
                OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("This text.")
                    .build())
            .addOption(
                OptionSpec.builder("-V", "--version")
                    .versionHelp(true)
                    .description("The version.")
                    .build())
            .version(version);
    commands.forEach(command -> spec.addSubcommand(command.name(), new CommandLine(verb(command))));
    spec.usageMessage()
        .width(WIDTH)
        .header("Machine-learning training as a Hadoop MapReduce and YARN application.", "")
        .customSynopsis(
            "trainyard VERB [options]", "       hadoop jar trainyard.jar VERB [options]")
        .commandListHeading("%nVerbs:%n")
        .optionListHeading("%n")
        .footer(footer(List.of()))
        .footerHeading("%n'trainyard VERB --help' tells all about a verb.%n%n");
    return new CommandLine(spec);
  }

  /** The help of a verb, where options and values stand apart by a blank. */
  static String help(Command command) {
    CommandSpec spec = verb(command);
    spec.parser().separator(" ");
    return new CommandLine(spec).getUsageMessage();
  }

  /** One verb. Its parser collects errors instead of stopping at the first. */
  static CommandSpec verb(Command command) {
    CommandSpec spec = CommandSpec.create().name("trainyard " + command.name());
    spec.parser()
        .collectErrors(true)
        .posixClusteredShortOptionsAllowed(false)
        .abbreviatedOptionsAllowed(false);
    spec.usageMessage()
        .width(WIDTH)
        .header(text(command.summary()) + ".", "")
        .customSynopsis(
            "trainyard " + (command.name() + " " + command.synopsis()).trim() + " [options]")
        .description(paragraphs(command.description()))
        .parameterListHeading("%n")
        .optionListHeading("%n")
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .footerHeading("%n")
        .footer(footer(command.examples()));
    if (command.argument() != null) {
      spec.addPositional(
          PositionalParamSpec.builder()
              .index("0")
              .arity("0..1")
              .type(String.class)
              .paramLabel(command.argument().label())
              .description(text(command.argument().doc()))
              .build());
    }
    command.options().forEach(option -> spec.addOption(flag(option.name(), option.doc())));
    spec.addOption(
        flag(
            JSON,
            "Print one JSON document on standard output; progress goes to standard error as JSON lines."));
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("This text.").build());
    addKeys(spec, command.keys());
    addGenericOptions(spec);
    return spec;
  }

  private static void addKeys(CommandSpec spec, List<Key<?>> keys) {
    int order = 0;
    for (Key.Group group : Key.Group.values()) {
      List<Key<?>> members = keys.stream().filter(key -> key.group() == group).toList();
      if (!members.isEmpty()) {
        ArgGroupSpec.Builder section =
            ArgGroupSpec.builder()
                .validate(false)
                .multiplicity("0..1")
                .order(order++)
                .heading("%n" + group.title() + ":%n");
        members.forEach(key -> section.addArg(option(key)));
        spec.addArgGroup(section.build());
      }
    }
  }

  private static OptionSpec option(Key<?> key) {
    boolean flag = key.label().equals("true|false");
    OptionSpec.Builder option =
        OptionSpec.builder(key.option()).paramLabel(key.label()).description(describe(key));
    if (key.repeatable()) {
      return option.type(List.class).auxiliaryTypes(String.class).arity("1").build();
    }
    return flag
        ? option.type(Boolean.class).arity("0..1").fallbackValue("true").build()
        : option.type(String.class).arity("1").build();
  }

  /** What the help says of a key: meaning, what is allowed, default. */
  static String describe(Key<?> key) {
    String allowed = key.label().equals("true|false") ? "" : key.type() + "; ";
    String value = key.defaultText();
    String standard =
        value == null ? "no default" : "default " + (value.isEmpty() ? "nothing" : value);
    return text(key.doc() + " (" + allowed + standard + ")");
  }

  private static void addGenericOptions(CommandSpec spec) {
    ArgGroupSpec.Builder section =
        ArgGroupSpec.builder()
            .validate(false)
            .multiplicity("0..1")
            .order(Key.Group.values().length)
            .heading("%nHadoop's generic options:%n");
    section.addArg(
        generic("-D")
            .description("Sets any key, ours or Hadoop's. May be given several times.")
            .build());
    section.addArg(generic("-conf").description("Adds a configuration file.").build());
    section.addArg(
        generic("-fs").description("Takes this file system instead of fs.defaultFS.").build());
    section.addArg(generic("-jt").description("Takes this ResourceManager, or 'local'.").build());
    section.addArg(generic("-files").description("Files to give to every task.").build());
    section.addArg(
        generic("-libjars").description("Jars to put on the class path of every task.").build());
    section.addArg(generic("-archives").description("Archives to unpack for every task.").build());
    spec.addArgGroup(section.build());
  }

  private static OptionSpec.Builder generic(String name) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(GENERIC.get(name));
  }

  private static OptionSpec flag(String name, String doc) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(text(doc)).build();
  }

  private static String[] paragraphs(List<String> paragraphs) {
    List<String> lines = new ArrayList<>();
    paragraphs.forEach(
        paragraph -> {
          lines.add("");
          lines.add(text(paragraph));
        });
    return lines.toArray(String[]::new);
  }

  private static String[] footer(List<Command.Example> examples) {
    List<String> lines = new ArrayList<>();
    if (!examples.isEmpty()) {
      lines.add("Examples:");
      for (Command.Example example : examples) {
        lines.add("");
        lines.add("  # " + text(example.comment()));
        lines.add("  trainyard " + text(example.line()));
      }
      lines.add("");
    }
    lines.add("Exit codes:");
    for (ExitCode exit : ExitCode.values()) {
      lines.add("  " + exit.code() + "  " + exit.meaning());
    }
    return lines.toArray(String[]::new);
  }

  /** Picocli formats descriptions: a percent sign and its markup have to be written twice. */
  private static String text(String plain) {
    return plain.replace("%", "%%").replace("@|", "@ |");
  }

  /** All option names of a verb. */
  static List<String> optionNames(CommandSpec spec) {
    return spec.options().stream()
        .flatMap(option -> List.of(option.names()).stream())
        .collect(Collectors.toList());
  }
}
