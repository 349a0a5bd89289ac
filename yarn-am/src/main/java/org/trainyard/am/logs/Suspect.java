package org.trainyard.am.logs;

/**
 * Something that failed, as it is known without reading logs.
 *
 * @param weight what came of it
 * @param atMs when, ms since the epoch; 0 if unknown
 * @param what failed, for people
 * @param application YARN's id, or null where no cluster is involved
 * @param container id, or null if unknown
 * @param node host, or host and port; null if unknown
 * @param words what was said of it: a sentence, or an exception with its trace
 */
public record Suspect(
    Weight weight,
    long atMs,
    String what,
    String application,
    String container,
    String node,
    String words) {
  /** What came of it, the worst first. */
  public enum Weight {
    /** The run, or a job of it, ended by it. */
    FATAL,
    /** The work was done again elsewhere. */
    SURVIVED
  }
}
