package org.trainyard.am.cli;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.formats.config.Key;
import org.trainyard.formats.config.Problems;

/**
 * A verb of the command line. Has no state: everything of one call is in its {@link Invocation}.
 */
interface Command {
  /** The verb. */
  String name();

  /** What it does, in one line without a full stop. */
  String summary();

  /** The arguments that everybody gives, for the synopsis: {@code --input PATH --output RUN}. */
  String synopsis();

  /** What one has to know, in paragraphs. */
  List<String> description();

  /** Complete command lines that work, each with a comment. */
  List<Example> examples();

  /** The keys that can be given as options. */
  List<Key<?>> keys();

  /** Options that are no configuration: they concern this call alone. */
  default List<Option> options() {
    return List.of();
  }

  /** What stands without an option's name; null for nothing. */
  default Argument argument() {
    return null;
  }

  /** Collects what is wrong with a call before anything is done. Changes nothing outside. */
  default void check(Invocation call, Problems problems) throws IOException {}

  /** Does it. */
  ExitCode run(Invocation call) throws IOException, YarnException, InterruptedException;

  /**
   * A command line to copy.
   *
   * @param comment what it is for
   * @param line without the program's name
   */
  record Example(String comment, String line) {}

  /**
   * An option that is no key.
   *
   * @param name with its hyphens
   * @param doc a sentence
   */
  record Option(String name, String doc) {}

  /**
   * One word.
   *
   * @param label its stand-in in the help
   * @param doc a sentence
   * @param need whether it has to be there
   */
  record Argument(String label, String doc, Need need) {
    /** Whether the verb can do without it. */
    enum Need {
      REQUIRED,
      OPTIONAL
    }

    Argument(String label, String doc) {
      this(label, doc, Need.REQUIRED);
    }

    /** A word that may be left out. */
    static Argument optional(String label, String doc) {
      return new Argument(label, doc, Need.OPTIONAL);
    }
  }
}
