package org.trainyard.am.exchange;

/** What becomes of a mapped split's partial. */
public enum Verdict {
  /** It counts: the worker merges it into its partial of the iteration. */
  KEEP,
  /** Somebody else's counts, or the iteration is over: the worker throws it away. */
  DROP
}
