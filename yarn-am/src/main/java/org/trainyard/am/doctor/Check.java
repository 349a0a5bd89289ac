package org.trainyard.am.doctor;

import java.util.List;

/**
 * Looks at one thing and judges it.
 *
 * @param name for people, in a word or two
 * @param look may block; what it throws becomes a finding
 */
public record Check(String name, Look look) {
  /** Looks and judges. */
  @FunctionalInterface
  public interface Look {
    /** The findings. */
    List<Finding> findings() throws Exception;
  }
}
