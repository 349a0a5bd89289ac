package org.trainyard.mapreduce.engine;

/**
 * What the map tasks of an iteration took.
 *
 * @param tasks their number
 * @param workSeconds reading and computing, of all of them together
 * @param startSeconds what one of them took beside, in a container of its own: the start of a
 *     process; NaN if none ever had one
 */
public record MapWork(int tasks, double workSeconds, double startSeconds) {
  /** The same, with the start that was measured earlier if there is none now. */
  MapWork after(MapWork earlier) {
    return earlier == null || !Double.isNaN(startSeconds)
        ? this
        : new MapWork(tasks, workSeconds, earlier.startSeconds());
  }
}
