package org.trainyard.formats.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A configuration key: the one place where its name, option, type, default, range and meaning are
 * written. The command line, its help, the default file and the reference page are made from it.
 *
 * @param <T> type of the parsed value
 */
public final class Key<T> {
  /** What a key is about; the command line and the reference are ordered by it. */
  public enum Group {
    INPUT("Input and output"),
    ENCODING("Features and labels"),
    MODEL("Model"),
    SOLVER("Optimiser"),
    VALIDATION("Validation and selection"),
    SEARCHING("Search for hyper-parameters"),
    STOP("Stop rules"),
    ENGINE("Engine"),
    SCORING("Evaluation and prediction"),
    REGISTRY("Registry of models"),
    YARN("YARN application");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** Heading in the help and the reference. */
    public String title() {
      return title;
    }
  }

  /** Whether the value can change the trained model, and so belongs to the identity of a run. */
  public enum Effect {
    /** Another value may give another model. */
    RESULT,
    /** The value changes how a run is carried out, never what comes out. */
    EXECUTION
  }

  private static final String WORD_LABEL = "NAME=VALUES";

  private final String name;
  private final Group group;
  private final Effect effect;
  private final String type;
  private final String label;
  private final Function<String, T> parser;
  private final String defaultText;
  private final String option;
  private final String doc;

  private Key(
      String name,
      Group group,
      Effect effect,
      String type,
      String label,
      Function<String, T> parser,
      String defaultText,
      String option,
      String doc) {
    this.name = name;
    this.group = group;
    this.effect = effect;
    this.type = type;
    this.label = label;
    this.parser = parser;
    this.defaultText = defaultText;
    this.option = option;
    this.doc = doc;
  }

  /** A whole number between two bounds, both allowed. */
  public static Key<Long> whole(String name, Group group, long least, long most) {
    String type = "whole number, " + least + " to " + (most == Long.MAX_VALUE ? "any" : most);
    return of(name, group, type, "N", text -> KeyParsers.whole(text, least, most));
  }

  /** A number between two bounds, both allowed; scientific notation too. */
  public static Key<Double> number(String name, Group group, double least, double most) {
    return of(
        name,
        group,
        KeyParsers.describe(least, most),
        "X",
        text -> KeyParsers.number(text, least, most));
  }

  /** One or more numbers separated by commas; each trains a model of its own in the same scan. */
  public static Key<List<Double>> sweep(String name, Group group, double least, double most) {
    String type =
        KeyParsers.describe(least, most) + "; several, separated by commas, train together";
    return of(
        name,
        group,
        type,
        "X[,X...]",
        text ->
            Arrays.stream(text.split(","))
                .map(part -> KeyParsers.number(part.trim(), least, most))
                .toList());
  }

  /** Yes or no. */
  public static Key<Boolean> flag(String name, Group group) {
    return of(name, group, "true or false", "true|false", KeyParsers::flag);
  }

  /** Free text; the description says what is meant. */
  public static Key<String> text(String name, Group group, String type) {
    return of(name, group, type, "TEXT", text -> text);
  }

  /** Texts separated by commas. */
  public static Key<List<String>> texts(String name, Group group, String type) {
    return of(
        name,
        group,
        type + ", separated by commas",
        "A[,B...]",
        text ->
            text.isBlank() ? List.of() : Arrays.stream(text.split(",")).map(String::trim).toList());
  }

  /**
   * Texts separated by blanks, so that each may hold commas; the option can be repeated instead.
   */
  public static Key<List<String>> words(String name, Group group, String type) {
    return of(
        name,
        group,
        type + "; several, separated by blanks, or the option repeated",
        WORD_LABEL,
        text -> text.isBlank() ? List.of() : List.of(text.trim().split("\\s+")));
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  public static <E extends Enum<E>> Key<E> choice(String name, Group group, Class<E> values) {
    String allowed =
        Arrays.stream(values.getEnumConstants())
            .map(Key::spelling)
            .collect(Collectors.joining(", "));
    return of(
        name, group, "one of " + allowed, "NAME", text -> KeyParsers.choice(text, values, allowed));
  }

  /** One of some words, for choices that are no names. */
  public static Key<String> word(String name, Group group, String... allowed) {
    String words = String.join(", ", allowed);
    return of(
        name,
        group,
        "one of " + words,
        "NAME",
        text -> {
          if (!Arrays.asList(allowed).contains(text)) {
            throw new IllegalArgumentException("not one of " + words);
          }
          return text;
        });
  }

  /**
   * How an enum constant is written in configuration: {@code SQUARED_HINGE} is {@code
   * squared-hinge}.
   */
  public static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> Key<T> of(
      String name, Group group, String type, String label, Function<String, T> parser) {
    String option = "--" + name.substring(name.lastIndexOf('.') + 1);
    return new Key<>(name, group, Effect.RESULT, type, label, parser, null, option, "");
  }

  /** The same key with a default. */
  public Key<T> defaultsTo(String text) {
    parser.apply(text);
    return new Key<>(name, group, effect, type, label, parser, text, option, doc);
  }

  /** The same key with its meaning: sentences with a full stop, with unit. */
  public Key<T> doc(String sentences) {
    return new Key<>(name, group, effect, type, label, parser, defaultText, option, sentences);
  }

  /** The same key with another option than the last part of its name. */
  public Key<T> option(String longOption) {
    return new Key<>(name, group, effect, type, label, parser, defaultText, longOption, doc);
  }

  /** The same key, marked as having no influence on the model. */
  public Key<T> execution() {
    return new Key<>(name, group, Effect.EXECUTION, type, label, parser, defaultText, option, doc);
  }

  /** Full name, for -D and configuration files. */
  public String name() {
    return name;
  }

  /** What it is about. */
  public Group group() {
    return group;
  }

  /** Whether it can change the model. */
  public Effect effect() {
    return effect;
  }

  /** What values are allowed, for people. */
  public String type() {
    return type;
  }

  /** A short stand-in for the value in the help: {@code N} for a whole number. */
  public String label() {
    return label;
  }

  /** Whether the option may be given several times; the values are then joined by blanks. */
  public boolean repeatable() {
    return label.equals(WORD_LABEL);
  }

  /** The default as text; null if there is none. */
  public String defaultText() {
    return defaultText;
  }

  /** The option of the command line, with its two hyphens. */
  public String option() {
    return option;
  }

  /** Its meaning. */
  public String doc() {
    return doc;
  }

  /** Whether a value or a default is there. */
  public boolean isSet(KeySource source) {
    return defaultText != null || source.get(name) != null;
  }

  /**
   * The parsed value; the default where none is set; null where there is no default either.
   *
   * @throws InvalidSettingsException if the text cannot be parsed or is out of range
   */
  public T get(KeySource source) {
    String text = source.get(name);
    if (text == null) {
      text = defaultText;
    }
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text.trim());
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException(List.of(problem(text, e.getMessage())));
    }
  }

  /** A problem with this key's value, in the form that all of them have. */
  public String problem(String value, String whatIsWrong) {
    return option + " (" + name + ") = " + value + ": " + whatIsWrong + "; allowed: " + type;
  }

  @Override
  public String toString() {
    return name;
  }
}
