package org.trainyard.am.master;

/**
 * Which attempt this is.
 *
 * @param number from 1
 * @param most attempts there will be at all
 */
record Attempt(int number, int most) {
  /** Whether YARN will start no other one after this. */
  boolean isLast() {
    return number >= most;
  }
}
