package org.trainyard.am.view;

import java.util.Optional;
import org.trainyard.formats.event.RunEvent;

/** The events of a run that people want to read between its iterations, one line each. Pure. */
public final class EventLine {
  private EventLine() {}

  /** The line; none for events that are told otherwise, or are of no interest to people. */
  public static Optional<String> of(RunEvent event) {
    if (event instanceof RunEvent.AlertRaised alert) {
      return Optional.of("warning: " + alert.sentence());
    }
    if (event instanceof RunEvent.Said said && said.level() == RunEvent.Level.WARNING) {
      return Optional.of("warning: " + said.sentence());
    }
    if (event instanceof RunEvent.Waiting waiting && waiting.sentence() != null) {
      return Optional.of(waiting.sentence());
    }
    if (event instanceof RunEvent.ContainerLeft left
        && (left.how() == RunEvent.Leaving.FAILED || left.how() == RunEvent.Leaving.LOST)) {
      return Optional.of(
          "warning: "
              + (left.how() == RunEvent.Leaving.FAILED
                  ? "a worker failed: "
                  : "a worker was lost: ")
              + left.container()
              + " on "
              + left.node()
              + (left.why() == null ? "" : ": " + left.why().lines().findFirst().orElse("")));
    }
    return Optional.empty();
  }
}
