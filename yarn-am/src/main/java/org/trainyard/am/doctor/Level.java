package org.trainyard.am.doctor;

import java.util.Locale;

/** How much a finding matters, least first. */
public enum Level {
  /** As it should be. */
  OK,
  /** Good to know; nothing has to be done. */
  NOTE,
  /** A run will start, and may be slow, hard to understand, or end early. */
  WARNING,
  /** A run will not start, or will not get to its end. */
  ERROR;

  /** As people and programs read it. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }
}
