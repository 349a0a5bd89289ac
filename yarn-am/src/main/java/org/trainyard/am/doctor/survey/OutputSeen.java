package org.trainyard.am.doctor.survey;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The folder of the run, or where it will be.
 *
 * @param path in full
 * @param state what is there
 * @param nearest the nearest folder that exists
 * @param problem why nothing can be written; empty if a file could be written, read and deleted
 * @param ahead how much the file system's clock is before ours; empty if it did not say
 * @param freeBytes of the file system; -1 if unknown
 * @param quotas of the folders from the nearest one up, where they have some and may be asked
 */
public record OutputSeen(
    String path,
    State state,
    String nearest,
    String problem,
    Optional<Duration> ahead,
    long freeBytes,
    List<Quota> quotas) {
  /** What an output can be. */
  public enum State {
    /** Not there, or an empty folder. */
    NEW,
    /** A run. */
    RUN,
    /** Something else. */
    FOREIGN
  }

  /**
   * What a folder may hold.
   *
   * @param folder in full
   * @param namesLeft files and folders that may still be made; -1 without a limit
   * @param spaceLeft bytes, all copies counted, that may still be written; -1 without a limit
   */
  public record Quota(String folder, long namesLeft, long spaceLeft) {}
}
