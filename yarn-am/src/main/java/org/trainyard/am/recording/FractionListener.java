package org.trainyard.am.recording;

import org.trainyard.am.facts.LiveFacts;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.mapreduce.engine.Account;
import org.trainyard.mapreduce.engine.RunListener;

/** Tells the facts what fraction of an iteration is done, and everything else to the next. */
record FractionListener(RunListener next, LiveFacts facts) implements RunListener {
  @Override
  public void progress(double fraction) {
    facts.progress(fraction);
    next.progress(fraction);
  }

  @Override
  public void phase(String sentence) {
    next.phase(sentence);
  }

  @Override
  public void iterationBegins(int k, long mostIterations) {
    facts.progress(0);
    next.iterationBegins(k, mostIterations);
  }

  @Override
  public void iteration(IterationDocument finished) {
    next.iteration(finished);
  }

  @Override
  public void account(IterationDocument finished, Account account) {
    next.account(finished, account);
  }

  @Override
  public void event(RunEvent event) {
    next.event(event);
  }
}
