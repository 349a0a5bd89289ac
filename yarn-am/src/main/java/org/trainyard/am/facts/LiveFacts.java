package org.trainyard.am.facts;

import java.time.Clock;
import java.util.function.Consumer;
import org.trainyard.formats.event.RunEvent;

/**
 * The facts of a run that is driven by this process: events come from its threads, snapshots go to
 * those of its page. Thread-safe.
 */
public final class LiveFacts implements Consumer<RunEvent> {
  private final FactsLedger ledger;
  private final Clock clock;

  /** With what earlier attempts left, as {@link RunFactsReader#ledger} has it. */
  public LiveFacts(FactsLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public synchronized void accept(RunEvent event) {
    ledger.hear(event);
  }

  /** A fraction of the running iteration is done, from 0 to 1. */
  public synchronized void progress(double fraction) {
    ledger.progress(fraction);
  }

  /** All that is known now. */
  public synchronized RunFacts snapshot() {
    return ledger.snapshot(clock.millis());
  }
}
