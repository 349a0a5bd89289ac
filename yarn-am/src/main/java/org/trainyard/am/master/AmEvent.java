package org.trainyard.am.master;

import java.time.Instant;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.mapreduce.engine.RunOutcome;

/** What can happen to an ApplicationMaster. Immutable. */
sealed interface AmEvent {
  /** The run does something else now. */
  record PhaseBegan(String sentence) implements AmEvent {}

  /** A fraction of the running iteration is done. */
  record FractionDone(double fraction) implements AmEvent {}

  /** An iteration is finished. */
  record IterationFinished(IterationDocument finished) implements AmEvent {}

  /** The run ended by itself. */
  record TrainingEnded(RunOutcome outcome) implements AmEvent {}

  /** The run failed. */
  record TrainingFailed(Throwable cause) implements AmEvent {}

  /**
   * The ResourceManager wants this attempt to go: it is being replaced, or the application killed.
   */
  record ShutdownRequested() implements AmEvent {}

  /** A person wants the application to end now. */
  record KillRequested(String user) implements AmEvent {}

  /** The ResourceManager is out of reach for good. */
  record LinkFailed(Throwable cause) implements AmEvent {}

  /** Time passed. */
  record Tick(Instant now) implements AmEvent {}
}
