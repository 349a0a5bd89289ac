package org.trainyard.formats.registry;

/**
 * {@code step.json}: one move of a name's current version.
 *
 * @param formatVersion of this document
 * @param move which way
 * @param version the new current version of a {@link Move#SET}; else 0
 * @param atMs when, in milliseconds since the epoch
 * @param by the user
 */
public record CurrentStep(int formatVersion, Move move, int version, long atMs, String by) {
  /** The version that this build writes and reads. */
  public static final int VERSION = 1;

  /** Ways of moving. */
  public enum Move {
    /** To a version that is named. */
    SET,
    /** To the version that was current before. */
    BACK,
    /** To the version that the last step back left. */
    FORWARD
  }
}
