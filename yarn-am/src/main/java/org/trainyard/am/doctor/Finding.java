package org.trainyard.am.doctor;

/**
 * One fact.
 *
 * @param check what was looked at, in a word or two
 * @param level how much it matters
 * @param fact what is so, and why it matters, in one line
 * @param remedy what to do; empty where nothing has to be done
 */
public record Finding(String check, Level level, String fact, String remedy) {
  /** Without what Hadoop's exceptions say after their cause. */
  public Finding {
    fact = fact.replaceAll(";? *For more details see: +\\S+", "").strip();
  }

  /** As it should be. */
  public static Finding ok(String check, String fact) {
    return new Finding(check, Level.OK, fact, "");
  }

  /** Good to know. */
  public static Finding note(String check, String fact) {
    return new Finding(check, Level.NOTE, fact, "");
  }

  /** May hurt. */
  public static Finding warning(String check, String fact, String remedy) {
    return new Finding(check, Level.WARNING, fact, remedy);
  }

  /** Stands in the way. */
  public static Finding error(String check, String fact, String remedy) {
    return new Finding(check, Level.ERROR, fact, remedy);
  }
}
