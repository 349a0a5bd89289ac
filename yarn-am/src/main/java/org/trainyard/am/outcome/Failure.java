package org.trainyard.am.outcome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.ClusterStorageCapacityExceededException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.exceptions.YarnRuntimeException;
import org.trainyard.am.cluster.RunBusyException;
import org.trainyard.formats.config.InvalidSettingsException;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.vector.CorruptFileException;
import org.trainyard.mapreduce.algorithm.DivergedException;

/**
 * What an exception means to those outside: the only place where exceptions become exit codes.
 *
 * @param exit the exit code
 * @param cure whether another attempt of the same work may end otherwise
 * @param sentences what happened, each in one line; several only for wrong settings
 */
public record Failure(ExitCode exit, Cure cure, List<String> sentences) {
  /** What may help. */
  public enum Cure {
    /** The environment failed: the same work may well succeed later. */
    ANOTHER_ATTEMPT,
    /** Somebody has to change something first. */
    A_CHANGE
  }

  /**
   * Exceptions that speak for themselves wherever they stand in a chain of causes, first match
   * wins.
   */
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(InvalidSettingsException.class, ExitCode.WRONG_USAGE, Cure.A_CHANGE),
          new Meaning(BadDataException.class, ExitCode.BAD_DATA, Cure.A_CHANGE),
          new Meaning(CorruptFileException.class, ExitCode.BAD_DATA, Cure.A_CHANGE),
          new Meaning(DivergedException.class, ExitCode.FAILED, Cure.A_CHANGE),
          new Meaning(
              ClusterStorageCapacityExceededException.class, ExitCode.CLUSTER, Cure.A_CHANGE),
          new Meaning(AccessControlException.class, ExitCode.CLUSTER, Cure.A_CHANGE),
          new Meaning(RunBusyException.class, ExitCode.CLUSTER, Cure.A_CHANGE),
          new Meaning(YarnException.class, ExitCode.CLUSTER, Cure.ANOTHER_ATTEMPT),
          new Meaning(YarnRuntimeException.class, ExitCode.CLUSTER, Cure.ANOTHER_ATTEMPT),
          new Meaning(InterruptedException.class, ExitCode.CLUSTER, Cure.ANOTHER_ATTEMPT));

  /** Exceptions that say less than what they were caused by, taken when nothing better is there. */
  private static final List<Meaning> LAST_RESORT =
      List.of(
          new Meaning(UncheckedIOException.class, ExitCode.CLUSTER, Cure.ANOTHER_ATTEMPT),
          new Meaning(IOException.class, ExitCode.CLUSTER, Cure.ANOTHER_ATTEMPT));

  private record Meaning(Class<? extends Throwable> type, ExitCode exit, Cure cure) {}

  /**
   * What an exception means. A defect of the program counts as curable: nothing proves that it is
   * not the environment's doing, and the attempts are bounded.
   */
  public static Failure of(Throwable thrown) {
    for (List<Meaning> meanings : List.of(MEANINGS, LAST_RESORT)) {
      for (Meaning meaning : meanings) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
          if (meaning.type().isInstance(t)) {
            return new Failure(meaning.exit(), meaning.cure(), sentences(t));
          }
        }
      }
    }
    return new Failure(
        ExitCode.FAILED,
        Cure.ANOTHER_ATTEMPT,
        List.of(thrown.getClass().getSimpleName() + ": " + oneLine(thrown)));
  }

  /** All of it in one line. */
  public String sentence() {
    return String.join("; ", sentences);
  }

  private static List<String> sentences(Throwable thrown) {
    return thrown instanceof InvalidSettingsException settings && !settings.problems().isEmpty()
        ? settings.problems()
        : List.of(oneLine(thrown));
  }

  /** The message without line breaks and without the stack traces that remote exceptions carry. */
  private static String oneLine(Throwable thrown) {
    String message = thrown.getMessage();
    if (message == null || message.isBlank()) {
      return thrown.getClass().getName();
    }
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("at "))
        .reduce((first, second) -> first + " " + second)
        .orElse(thrown.getClass().getName());
  }
}
