package org.trainyard.am.resident;

import java.time.Duration;

/**
 * How the resident engine watches its workers.
 *
 * @param speculation whether slow splits are ordered elsewhere too
 * @param silence after which a worker that says nothing is lost
 * @param start how long a container may take to say its first word
 */
record ResidentSettings(Speculation speculation, Duration silence, Duration start) {
  /** Whether slow splits are ordered elsewhere too. */
  enum Speculation {
    ON,
    OFF
  }
}
