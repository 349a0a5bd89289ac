package org.trainyard.am.master;

import java.util.Locale;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.trainyard.am.outcome.Diagnosis;
import org.trainyard.am.outcome.ExitCode;
import org.trainyard.am.outcome.Failure;
import org.trainyard.mapreduce.engine.RunOutcome;

/**
 * Decides how the ApplicationMaster leaves. Pure.
 *
 * <p>A failure that somebody has to cure ends the application at once. A failure of the environment
 * ends this attempt only: it leaves without unregistering, YARN starts the next one, and that
 * continues after the last finished iteration. On the last attempt the first cause is told in
 * either case, which YARN could not know.
 */
final class ExitPolicy {
  private ExitPolicy() {}

  /** The run ended by itself. */
  static AmExit ended(RunOutcome outcome) {
    ExitCode meaning = ExitCode.of(outcome.reason());
    String sentence =
        String.format(
            Locale.ROOT,
            "%s after %d iteration%s: %s",
            outcome.model() == null ? "stopped" : "model published",
            outcome.iterations(),
            outcome.iterations() == 1 ? "" : "s",
            outcome.sentence());
    return new AmExit(
        ExitCode.DONE, FinalApplicationStatus.SUCCEEDED, new Diagnosis(meaning, sentence).line());
  }

  /** The run failed. */
  static AmExit failed(Throwable cause, Attempt attempt) {
    Failure failure = Failure.of(cause);
    boolean over = attempt.isLast() || failure.cure() == Failure.Cure.A_CHANGE;
    return new AmExit(
        failure.exit(),
        over ? FinalApplicationStatus.FAILED : null,
        new Diagnosis(failure.exit(), failure.sentence()).line());
  }

  /** The ResourceManager wants this attempt to go: whatever comes next is its decision. */
  static AmExit shutDown() {
    return new AmExit(
        ExitCode.CLUSTER,
        null,
        new Diagnosis(ExitCode.CLUSTER, "the ResourceManager asked this attempt to end").line());
  }

  /** A person ended the application on the run's page; what is finished stays. */
  static AmExit killed(String user) {
    return new AmExit(
        ExitCode.DONE,
        FinalApplicationStatus.KILLED,
        new Diagnosis(
                ExitCode.STOPPED,
                "killed by " + user + " on the run's page; the same command goes on")
            .line());
  }

  /** The ResourceManager is out of reach, so it cannot be told anything. */
  static AmExit linkLost(Throwable cause) {
    return new AmExit(
        ExitCode.CLUSTER,
        null,
        new Diagnosis(ExitCode.CLUSTER, Failure.of(cause).sentence()).line());
  }

  /** This attempt failed beside its run, so that there was nobody to tell. */
  static AmExit crashed(Throwable cause) {
    Failure failure = Failure.of(cause);
    return new AmExit(
        failure.exit(), null, new Diagnosis(failure.exit(), failure.sentence()).line());
  }
}
