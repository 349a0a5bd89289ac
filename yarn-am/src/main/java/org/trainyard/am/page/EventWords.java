package org.trainyard.am.page;

import java.util.Locale;
import org.trainyard.am.view.Figures;
import org.trainyard.formats.event.RunEvent;

/** What happened, in one line for people. Pure. */
final class EventWords {
  private EventWords() {}

  /** The line; empty for events that the tables of the page tell. */
  static String of(RunEvent event) {
    if (event instanceof RunEvent.AttemptBegan began) {
      return (began.attempt() == 0 ? "a process on " : "attempt " + began.attempt() + " on ")
          + began.host()
          + (began.begin() == RunEvent.Begin.RESUMED
              ? " goes on after iteration " + began.iterations()
              : " begins")
          + ", engine "
          + began.engine();
    } else if (event instanceof RunEvent.PhaseBegan phase) {
      return phase.sentence();
    } else if (event instanceof RunEvent.Said said) {
      return said.sentence();
    } else if (event instanceof RunEvent.ProblemKnown problem) {
      return "the data are packed: "
          + Figures.count(problem.trainingRows())
          + " samples to train on, "
          + Figures.count(problem.features())
          + " features";
    } else if (event instanceof RunEvent.Waiting waiting) {
      return waiting.sentence() == null ? "nothing is waited for" : waiting.sentence();
    } else if (event instanceof RunEvent.JobSubmitted job) {
      return (job.iteration() == 0 ? "packing" : "iteration " + job.iteration())
          + " is job "
          + job.job();
    } else if (event instanceof RunEvent.PackingEnded packing) {
      return Cells.count(packing.workers().size(), "worker", "workers")
          + " packed "
          + Figures.count(packing.rows())
          + " samples in "
          + Figures.duration(packing.seconds());
    } else if (event instanceof RunEvent.AlertRaised alert) {
      return word(alert.kind()) + ": " + alert.sentence();
    } else if (event instanceof RunEvent.AttemptEnded ended) {
      return word(ended.end()) + ": " + ended.sentence();
    }
    return container(event);
  }

  private static String container(RunEvent event) {
    if (event instanceof RunEvent.ContainerGranted granted) {
      return "container "
          + granted.container()
          + " on "
          + granted.node()
          + (granted.origin() == RunEvent.Origin.KEPT ? " is left by an earlier attempt" : "");
    } else if (event instanceof RunEvent.WorkerCame came) {
      return "worker "
          + came.worker()
          + " is there"
          + (came.splitsHeld() == 0
              ? ""
              : " and holds " + Cells.count(came.splitsHeld(), "split", "splits"));
    } else if (event instanceof RunEvent.ContainerLeft left) {
      return "container " + left.container() + " " + word(left.how()) + ": " + left.why();
    } else if (event instanceof RunEvent.TaskEnded task
        && task.outcome() != RunEvent.Outcome.DONE) {
      return (task.iteration() == 0
              ? "piece " + task.split() + " of the packing"
              : "split " + task.split() + " of iteration " + task.iteration())
          + " "
          + word(task.outcome())
          + (task.why() == null ? "" : ": " + task.why());
    }
    return "";
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
