package org.trainyard.am.worker;

import java.io.IOException;

/** The split is not wanted any more. */
final class CancelledException extends IOException {
  private static final long serialVersionUID = 1L;
}
