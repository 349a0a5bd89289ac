package org.trainyard.am.resident;

import java.time.Duration;

/**
 * How the resident engine watches its workers.
 *
 * @param speculation whether slow splits are ordered elsewhere too
 * @param silence after which a worker that says nothing is lost
 * @param start how long a container may take to say its first word
 * @param gpuPatience how long a container with a GPU is waited for before one without is asked for;
 *     null for ever
 */
record ResidentSettings(
    Speculation speculation, Duration silence, Duration start, Duration gpuPatience) {
  /** Where no GPU is asked for. */
  ResidentSettings(Speculation speculation, Duration silence, Duration start) {
    this(speculation, silence, start, null);
  }

  /** Whether slow splits are ordered elsewhere too. */
  enum Speculation {
    ON,
    OFF
  }
}
