package org.trainyard.am.exchange;

import java.io.IOException;
import org.apache.hadoop.fs.ClusterStorageCapacityExceededException;
import org.apache.hadoop.security.AccessControlException;
import org.trainyard.formats.raw.BadDataException;
import org.trainyard.formats.vector.CorruptFileException;

/**
 * An order could not be carried out.
 *
 * @param iteration of the order
 * @param task what was ordered
 * @param number of the split or of the shard
 * @param attempt at reducing; 0 for a split
 * @param kind what it says about trying again
 * @param contributor whose shard could not be had; null unless {@code kind} is {@link Kind#PEER}
 * @param cause in words
 */
public record Failed(
    int iteration,
    Task task,
    int number,
    int attempt,
    Kind kind,
    WorkerId contributor,
    String cause) {
  /** What was ordered. */
  public enum Task {
    /** A split was to be mapped. */
    MAP,
    /** A shard was to be reduced. */
    REDUCE
  }

  /** What a failure says about trying again. */
  public enum Kind {
    /** The data cannot be used: it will fail elsewhere too. */
    DATA,
    /** The algorithm or this program: it will fail elsewhere too. */
    DEFECT,
    /** The file system is full, or a quota is: it will fail elsewhere too. */
    FULL,
    /** Somebody may not do this: it will fail elsewhere too. */
    FORBIDDEN,
    /** This worker or its node: memory, disk. */
    LOCAL,
    /** A contributor did not answer, or no longer has what was asked for. */
    PEER;

    /** What an exception says that no contributor caused. */
    public static Kind of(Throwable thrown) {
      boolean io = false;
      for (Throwable t = thrown; t != null; t = t.getCause()) {
        if (t instanceof BadDataException || t instanceof CorruptFileException) {
          return DATA;
        }
        if (t instanceof ClusterStorageCapacityExceededException) {
          return FULL;
        }
        if (t instanceof AccessControlException) {
          return FORBIDDEN;
        }
        io |= t instanceof IOException;
      }
      // Arithmetic does the same everywhere; disks and memory do not.
      return thrown instanceof RuntimeException && !io ? DEFECT : LOCAL;
    }
  }
}
