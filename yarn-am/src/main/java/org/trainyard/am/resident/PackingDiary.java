package org.trainyard.am.resident;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.event.RunEvent.Outcome;
import org.trainyard.formats.event.RunEvent.WorkerSum;
import org.trainyard.mapreduce.engine.Account;
import org.trainyard.mapreduce.engine.RunListener;

/**
 * Hears what becomes of the pieces of a packing, passes it on, and adds it up by worker. Pieces are
 * heard of on the engine's thread, the sum is asked for on the run's.
 */
final class PackingDiary implements RunListener {
  private final RunListener next;
  private final Instant began;
  private final Map<String, WorkerSum> workers = new LinkedHashMap<>();

  PackingDiary(RunListener next, Instant began) {
    this.next = next;
    this.began = began;
  }

  @Override
  public void progress(double fraction) {
    next.progress(fraction);
  }

  @Override
  public void event(RunEvent event) {
    if (event instanceof RunEvent.TaskEnded piece) {
      synchronized (this) {
        workers.merge(piece.worker(), sum(piece), PackingDiary::add);
      }
    }
    next.event(event);
  }

  /** Every piece is packed: tells what it came to. */
  void ended(String engine, Account.Stages stages, Instant now) {
    double seconds = (now.toEpochMilli() - began.toEpochMilli()) / 1000.0;
    RunEvent.TimeSplit time =
        stages.known()
            ? new RunEvent.TimeSplit(
                stages.waiting(), stages.start(), 0, stages.map(), stages.shuffle(), 0)
            : RunEvent.TimeSplit.unknown();
    List<WorkerSum> packed = byWorker();
    long rows = packed.stream().mapToLong(WorkerSum::rows).sum();
    next.event(new RunEvent.PackingEnded(now.toEpochMilli(), engine, seconds, rows, time, packed));
  }

  private synchronized List<WorkerSum> byWorker() {
    return List.copyOf(workers.values());
  }

  private static WorkerSum sum(RunEvent.TaskEnded piece) {
    boolean done = piece.outcome() == Outcome.DONE;
    return new WorkerSum(
        piece.worker(),
        piece.node(),
        done ? 1 : 0,
        done ? 0 : 1,
        done ? piece.rows() : 0,
        done ? piece.readMs() : 0,
        done ? piece.computeMs() : 0,
        null);
  }

  private static WorkerSum add(WorkerSum before, WorkerSum one) {
    return new WorkerSum(
        before.worker(),
        one.node() == null ? before.node() : one.node(),
        before.attempts() + one.attempts(),
        before.others() + one.others(),
        before.rows() + one.rows(),
        before.readMs() + one.readMs(),
        before.computeMs() + one.computeMs(),
        null);
  }
}
