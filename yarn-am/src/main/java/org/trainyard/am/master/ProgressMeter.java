package org.trainyard.am.master;

/**
 * Iterations done of the most there can be, with the fraction of the running one. Never falls and
 * never throws. Written by the loop's thread, read by the heartbeat's.
 */
final class ProgressMeter {
  private final long most;
  private int done;
  private volatile double value;

  /** With the number of iterations that earlier attempts finished. */
  ProgressMeter(long most, int done) {
    this.most = Math.max(1, most);
    this.done = done;
    raise(0);
  }

  /** An iteration is finished. */
  void finished(int iteration) {
    done = Math.max(done, iteration);
    raise(0);
  }

  /** A fraction of the running iteration is done. */
  void running(double fraction) {
    raise(fraction >= 0 && fraction <= 1 ? fraction : 0);
  }

  /** The run is over. */
  void complete() {
    value = 1;
  }

  /** Progress from 0 to 1. */
  double value() {
    return value;
  }

  private void raise(double fraction) {
    value = Math.max(value, Math.min(1, (done + fraction) / most));
  }
}
