package org.trainyard.am.page;

import org.trainyard.am.facts.RunFacts;

/** One part of the page: facts in, HTML out. Pure. */
interface Section {
  /** What the address of the part ends with. */
  String id();

  /** Its heading. */
  String title();

  /** Whether there is anything to say. */
  default boolean has(RunFacts facts) {
    return true;
  }

  /** Writes what is below the heading. */
  void write(RunFacts facts, Html html);
}
