package org.trainyard.am.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.trainyard.am.facts.RunFacts;

/** How a run is, from what its folder and the cluster say together. */
enum Condition {
  FINISHED("its model is published"),
  LIVE("a process works on it"),
  WAITING("its application waits for a container"),
  FAILED("the same command goes on with it when the cause is gone; 'trainyard logs' shows it"),
  STOPPED("the same command goes on with it"),
  IDLE("nothing works on it; the same command goes on with it"),
  UNKNOWN("the cluster, which would know, could not be asked");

  /**
   * A process that says nothing for so long is not there any more: it writes with each iteration.
   */
  static final Duration SILENCE = Duration.ofMinutes(2);

  private final String meaning;

  Condition(String meaning) {
    this.meaning = meaning;
  }

  /** What the cluster says of a run's application. */
  sealed interface Word {
    /** No cluster ever drove it. */
    record Never() implements Word {}

    /** It could not be asked. */
    record Silent() implements Word {}

    /** It was asked; empty if it does not remember the application. */
    record Told(Optional<ApplicationReport> application) implements Word {}
  }

  /** Decides. Pure. */
  static Condition of(RunFacts.Head head, Word word) {
    if (head.state() == RunFacts.State.FINISHED) {
      return FINISHED;
    }
    if (word instanceof Word.Told told && told.application().isPresent()) {
      return of(head, told.application().get());
    }
    if (head.state() == RunFacts.State.FAILED) {
      return FAILED;
    }
    if (head.state() == RunFacts.State.STOPPED) {
      return STOPPED;
    }
    if (word instanceof Word.Silent) {
      return UNKNOWN;
    }
    boolean works =
        head.state() != RunFacts.State.IDLE && head.state() != RunFacts.State.INTERRUPTED;
    boolean heard = head.nowMs() - head.heardMs() <= SILENCE.toMillis();
    return word instanceof Word.Never && works && heard ? LIVE : IDLE;
  }

  private static Condition of(RunFacts.Head head, ApplicationReport application) {
    return switch (application.getYarnApplicationState()) {
      case NEW, NEW_SAVING, SUBMITTED, ACCEPTED -> WAITING;
      case RUNNING -> LIVE;
      case KILLED -> STOPPED;
      case FAILED -> FAILED;
      case FINISHED ->
          application.getFinalApplicationStatus() == FinalApplicationStatus.FAILED
              ? FAILED
              : head.state() == RunFacts.State.STOPPED ? STOPPED : IDLE;
    };
  }

  /**
   * What the run itself said last, if that still holds; else null: who ends without a word said
   * what it did, and not how it ended.
   */
  String says(RunFacts.Head head) {
    boolean told = head.state().over() || head.state() == RunFacts.State.INTERRUPTED;
    return switch (this) {
      case LIVE, UNKNOWN -> head.sentence();
      case WAITING -> null;
      case FINISHED, FAILED, STOPPED, IDLE -> told ? head.sentence() : null;
    };
  }

  /** Whether an application has not ended. */
  static boolean live(ApplicationReport application) {
    YarnApplicationState state = application.getYarnApplicationState();
    return state != YarnApplicationState.FINISHED
        && state != YarnApplicationState.FAILED
        && state != YarnApplicationState.KILLED;
  }

  /** As programs read it. */
  String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people read it. */
  String sentence() {
    return spelling() + ": " + meaning;
  }
}
