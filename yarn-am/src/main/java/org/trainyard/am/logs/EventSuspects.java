package org.trainyard.am.logs;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.formats.event.RunEvent;

/** What a run's event log tells of failures. Pure. */
public final class EventSuspects {
  private EventSuspects() {}

  /** All of them, in the order of the events. */
  public static List<Suspect> of(List<RunEvent> events) {
    List<Suspect> suspects = new ArrayList<>();
    RunEvent.AttemptBegan attempt = null;
    for (RunEvent event : events) {
      if (event instanceof RunEvent.AttemptBegan began) {
        attempt = began;
      } else if (event instanceof RunEvent.ContainerLeft left && bad(left.how())) {
        suspects.add(container(left, attempt));
      } else if (event instanceof RunEvent.TaskEnded task && bad(task.outcome())) {
        suspects.add(task(task, attempt));
      } else if (event instanceof RunEvent.AttemptEnded ended
          && ended.end() == RunEvent.End.FAILED) {
        suspects.add(attempt(ended, attempt));
      }
    }
    return suspects;
  }

  private static boolean bad(RunEvent.Leaving how) {
    return how == RunEvent.Leaving.FAILED || how == RunEvent.Leaving.LOST;
  }

  private static boolean bad(RunEvent.Outcome outcome) {
    return outcome == RunEvent.Outcome.FAILED;
  }

  private static Suspect container(RunEvent.ContainerLeft left, RunEvent.AttemptBegan attempt) {
    return new Suspect(
        Suspect.Weight.SURVIVED,
        left.atMs(),
        left.how() == RunEvent.Leaving.FAILED ? "a worker failed" : "a worker was lost",
        attempt == null ? null : attempt.application(),
        left.container(),
        left.node(),
        left.why() == null ? "" : left.why());
  }

  private static Suspect task(RunEvent.TaskEnded task, RunEvent.AttemptBegan attempt) {
    boolean container = task.worker() != null && task.worker().startsWith("container_");
    return new Suspect(
        Suspect.Weight.SURVIVED,
        task.atMs(),
        "split "
            + task.split()
            + " of iteration "
            + task.iteration()
            + " failed on "
            + task.worker(),
        attempt == null ? null : attempt.application(),
        container ? task.worker() : null,
        task.node(),
        task.why() == null ? "" : task.why());
  }

  private static Suspect attempt(RunEvent.AttemptEnded ended, RunEvent.AttemptBegan attempt) {
    return new Suspect(
        Suspect.Weight.FATAL,
        ended.atMs(),
        attempt != null && attempt.application() == null
            ? "the process on " + attempt.host() + " that trained it failed"
            : "the run failed",
        attempt == null ? null : attempt.application(),
        null,
        attempt == null ? null : attempt.host(),
        ended.sentence() == null ? "" : ended.sentence());
  }
}
