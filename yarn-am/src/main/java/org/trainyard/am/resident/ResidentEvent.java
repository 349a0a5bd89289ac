package org.trainyard.am.resident;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.trainyard.am.container.ContainerListener;
import org.trainyard.am.exchange.Failed;
import org.trainyard.am.exchange.Hello;
import org.trainyard.am.exchange.Mapped;
import org.trainyard.am.exchange.Pulse;
import org.trainyard.am.exchange.Reduced;
import org.trainyard.am.exchange.Setup;
import org.trainyard.am.exchange.Verdict;
import org.trainyard.am.exchange.WorkerId;
import org.trainyard.mapreduce.iteration.PartialWritable;

/** What can happen to the resident engine. Immutable, but for the answers that some carry. */
sealed interface ResidentEvent {
  /** Containers are asked for before there is anything to do. */
  record CrewAsked() implements ResidentEvent {}

  /** Nobody needs containers for a while. */
  record CrewReleased(String why) implements ResidentEvent {}

  /** Later rounds are about something else. */
  record CourseSet(Course course) implements ResidentEvent {}

  /** An iteration is asked for. */
  record IterationAsked(IterationOrder order) implements ResidentEvent {}

  /** Nobody waits for the running iteration any more. */
  record IterationGivenUp(int iteration) implements ResidentEvent {}

  /** A container is ours. */
  record ContainerGranted(ContainerListener.Grant grant) implements ResidentEvent {}

  /** A container is gone. */
  record ContainerEnded(String container, int exitStatus, String diagnostics)
      implements ResidentEvent {}

  /** A container could not be started. */
  record StartFailed(String container, String cause) implements ResidentEvent {}

  /** The ResourceManager wants containers back. */
  record PreemptionAsked(List<String> containers) implements ResidentEvent {}

  /** A worker is there. */
  record WorkerCame(Hello hello, CompletableFuture<Setup> answer) implements ResidentEvent {}

  /** A sign of life. */
  record WorkerAlive(WorkerId worker, Pulse pulse) implements ResidentEvent {}

  /** A split is mapped. */
  record SplitMapped(WorkerId worker, Mapped mapped, CompletableFuture<Verdict> answer)
      implements ResidentEvent {}

  /** A shard is summed. */
  record ShardReduced(WorkerId worker, Reduced reduced) implements ResidentEvent {}

  /** An order could not be carried out. */
  record OrderFailed(WorkerId worker, Failed failed) implements ResidentEvent {}

  /** An order could not be delivered. */
  record WorkerUnreachable(WorkerId worker, String cause) implements ResidentEvent {}

  /**
   * A summed shard is here, or cannot be had.
   *
   * @param sum or null
   * @param cause or null
   */
  record SumCame(
      WorkerId worker, int iteration, int attempt, int shard, PartialWritable sum, String cause)
      implements ResidentEvent {}

  /** Time passed. */
  record Tick() implements ResidentEvent {}

  /** The run is over, or needs no containers any more. */
  record Closed(String why) implements ResidentEvent {}
}
