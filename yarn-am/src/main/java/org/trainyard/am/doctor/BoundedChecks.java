package org.trainyard.am.doctor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.trainyard.am.outcome.Failure;

/**
 * Runs checks, each for so long at most. A check that does not return is left behind on its daemon
 * thread: Hadoop's clients may retry for hours, and cannot all be interrupted.
 *
 * @param limit of one check
 */
public record BoundedChecks(Duration limit) {
  /** The findings of a check; one that failed or took too long is an error with the cause. */
  public List<Finding> run(Check check) throws InterruptedException {
    FutureTask<List<Finding>> task = new FutureTask<>(check.look()::findings);
    Thread thread = new Thread(task, "doctor: " + check.name());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      return List.of(
          Finding.error(
              check.name(),
              "no answer within " + limit.toSeconds() + " s",
              "is the address right, the service up, and no firewall between?"));
    } catch (ExecutionException e) {
      return List.of(
          Finding.error(
              check.name(),
              Failure.of(e.getCause()).sentence(),
              "see the cause above; the addresses come from the files in HADOOP_CONF_DIR"));
    }
  }
}
