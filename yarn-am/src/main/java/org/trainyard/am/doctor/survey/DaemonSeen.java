package org.trainyard.am.doctor.survey;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the web server of a daemon tells.
 *
 * @param name of the daemon, for people
 * @param url that was asked
 * @param problem why it could not be asked; empty when it answered
 * @param ahead how much its clock is before ours; negative behind; empty if it did not say. Web
 *     servers tell whole seconds, so it may be one off
 * @param java version of its Java; empty if it did not say
 * @param settings its configuration; empty if it did not say
 */
public record DaemonSeen(
    String name,
    String url,
    String problem,
    Optional<Duration> ahead,
    Optional<String> java,
    Map<String, String> settings) {
  /** Copies the map. */
  public DaemonSeen {
    settings = Map.copyOf(settings);
  }

  /** One that could not be asked. */
  public static DaemonSeen silent(String name, String url, String problem) {
    return new DaemonSeen(name, url, problem, Optional.empty(), Optional.empty(), Map.of());
  }

  /** Whether it told its configuration. */
  public boolean toldSettings() {
    return !settings.isEmpty();
  }
}
