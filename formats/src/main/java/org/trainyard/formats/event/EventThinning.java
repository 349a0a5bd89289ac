package org.trainyard.formats.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Which events a log keeps, so that 10,000 iterations of 50 models over 1,000 splits stay some ten
 * megabytes.
 *
 * <ul>
 *   <li>{@code task-ended}: only what is not {@code DONE}, and of these the first {@value
 *       #MOST_TASKS}; what is usual is in the sums.
 *   <li>{@code summed}: after iterations 1, 2, 4, 8, …, and the last one.
 *   <li>{@code models-measured}: every iteration up to {@value #ALL_UP_TO}, then every second, from
 *       twice as many every fourth, and so on, and the last one.
 *   <li>Everything else: all.
 * </ul>
 *
 * <p>One for each log; not thread-safe.
 */
public final class EventThinning {
  static final int MOST_TASKS = 10_000;
  static final int ALL_UP_TO = 1000;

  private int tasks;
  private RunEvent.Summed lastSums;
  private RunEvent.ModelsMeasured lastModels;

  /** What to write for an event, in order; often it, sometimes nothing. */
  public List<RunEvent> keep(RunEvent event) {
    if (event instanceof RunEvent.TaskEnded task) {
      return task(task);
    }
    if (event instanceof RunEvent.Summed sums) {
      boolean due = Integer.bitCount(sums.iteration()) <= 1;
      lastSums = due ? null : sums;
      return due ? List.of(sums) : List.of();
    }
    if (event instanceof RunEvent.ModelsMeasured models) {
      boolean due = models.iteration() % stride(models.iteration()) == 0;
      lastModels = due ? null : models;
      return due ? List.of(models) : List.of();
    }
    if (event instanceof RunEvent.AttemptEnded) {
      List<RunEvent> kept = new ArrayList<>(pending());
      kept.add(event);
      return kept;
    }
    return List.of(event);
  }

  /** What was held back and is the last of its kind; asked once, at the end. */
  public List<RunEvent> pending() {
    List<RunEvent> kept = new ArrayList<>();
    if (lastModels != null) {
      kept.add(lastModels);
      lastModels = null;
    }
    if (lastSums != null) {
      kept.add(lastSums);
      lastSums = null;
    }
    return kept;
  }

  private List<RunEvent> task(RunEvent.TaskEnded task) {
    if (task.outcome() == RunEvent.Outcome.DONE || ++tasks > MOST_TASKS + 1) {
      return List.of();
    }
    return tasks <= MOST_TASKS
        ? List.of(task)
        : List.of(
            new RunEvent.Said(
                task.atMs(),
                RunEvent.Level.WARNING,
                "more than "
                    + MOST_TASKS
                    + " tasks failed or were slow: from here on they are only counted"));
  }

  private static int stride(int iteration) {
    return iteration <= ALL_UP_TO ? 1 : 2 * Integer.highestOneBit((iteration - 1) / ALL_UP_TO);
  }
}
