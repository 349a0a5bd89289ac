package org.trainyard.am.client;

/** Looks often at a run that is young, and may be short; seldom at one that lasts. */
public final class PatientPause implements RunWatch.Pause {
  private static final long OFTEN_MS = 250;
  private static final long SELDOM_MS = 1000;

  /** After a minute. */
  private static final int YOUNG = (int) (60_000 / OFTEN_MS);

  private int pauses;

  @Override
  public void pause() throws InterruptedException {
    Thread.sleep(pauses++ < YOUNG ? OFTEN_MS : SELDOM_MS);
  }
}
