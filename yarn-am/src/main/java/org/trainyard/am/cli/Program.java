package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trainyard.am.config.Nearest;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.outcome.Failure;
import org.trainyard.formats.config.Problems;

/** The command line without the process around it: words in, exit code out. */
public final class Program {
  private static final Logger LOG = LoggerFactory.getLogger(Program.class);

  private final Terminal terminal;

  Program(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The version of this build. */
  static String version() {
    Properties built = new Properties();
    try (InputStream in = Program.class.getResourceAsStream("version.properties")) {
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return built.getProperty("version");
  }

  /** Runs one command line to its end. Never throws. */
  ExitCode run(String... args) {
    List<String> words = Arrays.asList(args);
    String verb = words.isEmpty() ? "" : words.get(0);
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (verb) {
      case "-V", "--version", "version" -> {
        terminal.say("trainyard " + version());
        yield ExitCode.DONE;
      }
      case "-h", "--help" -> overview();
      case "help" -> rest.isEmpty() ? overview() : run(rest.get(0), "--help");
      case "" -> {
        overview();
        yield ExitCode.WRONG_USAGE;
      }
      default ->
          Commands.find(verb).map(command -> run(command, rest)).orElseGet(() -> unknownVerb(verb));
    };
  }

  private ExitCode overview() {
    terminal.text(Grammar.program(Commands.ALL, version()).getUsageMessage());
    return ExitCode.DONE;
  }

  private ExitCode unknownVerb(String verb) {
    terminal.complain(
        "trainyard: there is no verb '"
            + verb
            + "'; the nearest is '"
            + Nearest.to(verb, Commands.names())
            + "', and 'trainyard --help' lists them");
    return ExitCode.WRONG_USAGE;
  }

  private ExitCode run(Command command, List<String> words) {
    CommandParser parser = new CommandParser(command);
    if (parser.wantsHelp(words)) {
      terminal.text(parser.help());
      return ExitCode.DONE;
    }
    Terminal chosen = words.contains(Grammar.JSON) ? terminal.in(Terminal.Mode.JSON) : terminal;
    try {
      // JobConf brings the defaults and the site files of MapReduce and YARN.
      Configuration conf = new JobConf();
      WorkflowAction workflow = WorkflowAction.ofProcess();
      workflow.prepare(conf);
      Problems problems = new Problems();
      Invocation call = parser.parse(words, conf, chosen, problems);
      call.settings().check(problems);
      command.check(call, problems);
      problems.throwIfAny();
      return command.run(call);
    } catch (Exception | LinkageError e) {
      return failed(chosen, command, e);
    }
  }

  private static ExitCode failed(Terminal terminal, Command command, Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Failure failure = Failure.of(thrown);
    LOG.debug("{} failed", command.name(), thrown);
    List<String> sentences = failure.sentences();
    if (sentences.size() == 1) {
      terminal.complain("trainyard " + command.name() + ": " + sentences.get(0));
    } else {
      terminal.complain("trainyard " + command.name() + ": " + sentences.size() + " problems:");
      sentences.forEach(sentence -> terminal.complain("  - " + sentence));
    }
    if (failure.exit() == ExitCode.FAILED && failure.cure() == Failure.Cure.ANOTHER_ATTEMPT) {
      thrown.printStackTrace();
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", failure.exit().code());
    sentences.forEach(document.putArray("problems")::add);
    terminal.document(document);
    return failure.exit();
  }
}
