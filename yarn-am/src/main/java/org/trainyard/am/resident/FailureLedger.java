package org.trainyard.am.resident;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.ClusterStorageCapacityExceededException;
import org.apache.hadoop.security.AccessControlException;
import org.trainyard.am.exchange.Failed;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.mapreduce.engine.IterationFailedException;

/** What failed in one iteration, and whether that is the end of it. The first cause is told. */
final class FailureLedger {
  /** What fails so often for a reason that is not the worker's fails everywhere. */
  private static final int MOST_OF_ONE = 2;

  /** So many failures of any kind, and an iteration is not worth another try. */
  private static final int MOST = 50;

  /** One split or one shard. */
  private record Unit(Failed.Task task, int number) {}

  /** What came first, and how much came. */
  private record Repeated(Failed.Kind kind, String told, int times) {}

  private final Map<Unit, Repeated> repeated = new HashMap<>();
  private String first;
  private int failures;

  /**
   * One failure more.
   *
   * @param told the failure in words
   * @return what ends the iteration, if that does
   */
  Optional<IOException> add(Failed failed, String told) {
    failures++;
    if (first == null) {
      first = told;
    }
    Failed.Kind kind = failed.kind();
    if (kind != Failed.Kind.LOCAL && kind != Failed.Kind.PEER) {
      Repeated one =
          repeated.merge(
              new Unit(failed.task(), failed.number()),
              new Repeated(kind, told, 1),
              (before, more) -> new Repeated(before.kind, before.told, before.times + 1));
      if (one.times >= MOST_OF_ONE) {
        return Optional.of(end(one));
      }
    }
    return failures >= MOST
        ? Optional.of(
            new IterationFailedException("After " + failures + " failures, the first: " + first))
        : Optional.empty();
  }

  private static IOException end(Repeated one) {
    return switch (one.kind) {
      case DATA -> new BadDataException(one.told);
      case FULL -> new ClusterStorageCapacityExceededException(one.told);
      case FORBIDDEN -> new AccessControlException(one.told);
      default -> new IterationFailedException(one.told);
    };
  }
}
