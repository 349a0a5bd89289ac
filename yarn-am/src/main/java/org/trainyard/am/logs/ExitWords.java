package org.trainyard.am.logs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the way in which a container ended means. Pure. */
public final class ExitWords {
  private static final Pattern CODE =
      Pattern.compile(
          "(?i)exit(?:ed with)?(?: a)?(?: non-zero)?[ -]?(?:code|status)[^\\d-]{0,6}(-?\\d+)");

  private ExitWords() {}

  /** An explanation of what YARN says of a container's end; empty if there is nothing to add. */
  public static Optional<String> of(String diagnostics) {
    if (diagnostics.contains("beyond physical memory limits")
        || diagnostics.contains("beyond the 'PHYSICAL' memory limit")) {
      return Optional.of(
          "it used more memory than its container has: give it more, or a smaller heap");
    }
    if (diagnostics.contains("beyond virtual memory limits")
        || diagnostics.contains("beyond the 'VIRTUAL' memory limit")) {
      return Optional.of(
          "it reserved more address space than the node allows: have yarn.nodemanager.vmem-check-enabled set to false");
    }
    if (diagnostics.contains("OutOfMemoryError")) {
      return Optional.of("its heap was too small: give the container more memory");
    }
    Matcher code = CODE.matcher(diagnostics);
    return code.find() ? meaning(Integer.parseInt(code.group(1))) : Optional.empty();
  }

  private static Optional<String> meaning(int code) {
    return switch (code) {
      case 3 -> Optional.of("exit code 3: the JVM ended itself, as it does without memory left");
      case 134 ->
          Optional.of("exit code 134: the process aborted (a defect of the JVM or of native code)");
      case 137 ->
          Optional.of(
              "exit code 137: killed from outside (kill -9): by the kernel without memory left, by YARN, or by a person");
      case 139 -> Optional.of("exit code 139: a segmentation fault in native code");
      case 143 -> Optional.of("exit code 143: asked to end from outside (SIGTERM), mostly by YARN");
      case -100 -> Optional.of("the container was released, or its node was lost");
      case -101 -> Optional.of("the node's disks failed");
      case -102 -> Optional.of("preempted by the scheduler");
      default -> Optional.empty();
    };
  }
}
