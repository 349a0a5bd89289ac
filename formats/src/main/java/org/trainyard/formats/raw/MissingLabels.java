package org.trainyard.formats.raw;

/** What a record is that should have a label and has none. */
public enum MissingLabels {
  /** A bad record: there is nothing to learn from it. */
  BAD_RECORD,
  /** A row without a label. */
  NO_LABEL
}
