package org.trainyard.am.container;

/**
 * How many containers may fail before something useful is done again. Ends that are nobody's
 * failure spend nothing. One thread.
 */
public final class FailureBudget {
  private int most;
  private int failures;
  private String first;

  /** Of {@code most} failures in a row. */
  public FailureBudget(int most) {
    this.most = most;
  }

  /** From now on so many are too many. */
  public void allow(int inARow) {
    most = inARow;
  }

  /** A container failed. */
  public void spend(String cause) {
    failures++;
    first = first == null ? cause : first;
  }

  /** Something useful was done. */
  public void renew() {
    failures = 0;
    first = null;
  }

  /** Whether too many failed. */
  public boolean spent() {
    return failures > most;
  }

  /** The first cause since something useful was done, or null. */
  public String firstCause() {
    return first;
  }
}
