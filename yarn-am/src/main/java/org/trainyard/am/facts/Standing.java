package org.trainyard.am.facts;

import org.trainyard.am.facts.RunFacts.State;
import org.trainyard.formats.event.RunEvent;

/** How a run stands, as its events tell. One thread. */
final class Standing {
  private State state = State.IDLE;
  private long sinceMs;
  private long heardMs;
  private String sentence;
  private String stop;
  private String queue;
  private RunEvent.Waiting waiting;

  Standing(long createdMs) {
    this.sinceMs = createdMs;
    this.heardMs = createdMs;
  }

  void hear(RunEvent event) {
    heardMs = Math.max(heardMs, event.atMs());
    if (event instanceof RunEvent.AttemptBegan) {
      become(State.PACKING, event.atMs());
      sentence = null;
      stop = null;
      waiting = null;
    } else if (event instanceof RunEvent.PhaseBegan phase) {
      sentence = phase.sentence();
      become(of(phase.phase()), event.atMs());
    } else if (event instanceof RunEvent.Waiting waits) {
      waits(waits);
    } else if (event instanceof RunEvent.IterationEnded && state != State.IDLE && !state.over()) {
      become(State.TRAINING, event.atMs());
    } else if (event instanceof RunEvent.AttemptEnded ended) {
      sentence = ended.sentence();
      stop = ended.reason();
      waiting = null;
      become(of(ended.end()), event.atMs());
    }
  }

  /** The folder says so: nothing that the log tells counts more. */
  void finished(String reason, String words) {
    if (state != State.FINISHED) {
      state = State.FINISHED;
      sinceMs = heardMs;
      waiting = null;
      stop = reason;
      sentence = words;
    }
  }

  private void waits(RunEvent.Waiting waits) {
    queue = waits.queue() == null ? queue : waits.queue();
    waiting = waits.sentence() == null ? null : waits;
    boolean idle = waiting != null && waits.working() == 0;
    if (state == State.TRAINING && idle) {
      become(State.WAITING, waits.atMs());
    } else if (state == State.WAITING && !idle) {
      become(State.TRAINING, waits.atMs());
    }
  }

  private void become(State next, long atMs) {
    if (state != next) {
      state = next;
      sinceMs = atMs;
    }
  }

  private static State of(RunEvent.Phase phase) {
    return switch (phase) {
      case PACKING -> State.PACKING;
      case TRAINING -> State.TRAINING;
      case PUBLISHING -> State.PUBLISHING;
    };
  }

  private static State of(RunEvent.End end) {
    return switch (end) {
      case FINISHED -> State.FINISHED;
      case STOPPED -> State.STOPPED;
      case FAILED -> State.FAILED;
      case HANDED_OVER -> State.INTERRUPTED;
    };
  }

  State state() {
    return state;
  }

  long sinceMs() {
    return sinceMs;
  }

  long heardMs() {
    return heardMs;
  }

  String sentence() {
    return sentence;
  }

  String stop() {
    return stop;
  }

  String queue() {
    return queue;
  }

  RunEvent.Waiting waiting() {
    return waiting;
  }
}
