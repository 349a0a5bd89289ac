package org.trainyard.am.exchange;

/**
 * A worker's name.
 *
 * @param container id of its container, as text
 */
public record WorkerId(String container) {
  @Override
  public String toString() {
    return container;
  }
}
