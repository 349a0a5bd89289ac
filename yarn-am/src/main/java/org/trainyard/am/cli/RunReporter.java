package org.trainyard.am.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.trainyard.am.view.Eta;
import org.trainyard.am.view.EventLine;
import org.trainyard.am.view.IterationLine;
import org.trainyard.formats.event.EventCodec;
import org.trainyard.formats.event.RunEvent;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.formats.run.JsonFile;
import org.trainyard.mapreduce.engine.RunListener;

/**
 * Tells people, or machines, what a run does, be it in this process or on the cluster. Thread-safe
 * as far as the engines call it: iterations and phases come from one thread.
 */
final class RunReporter implements RunListener {
  private final Terminal terminal;
  private final Eta eta;
  private volatile String phase = "";
  private volatile double fraction = Double.NaN;
  private String toldEngine;

  RunReporter(Terminal terminal, Eta eta) {
    this.terminal = terminal;
    this.eta = eta;
  }

  /** What the run does now, in words. */
  String doing() {
    return phase;
  }

  /** Fraction of the running iteration that is done; NaN if unknown. */
  double fraction() {
    return fraction;
  }

  @Override
  public void phase(String sentence) {
    phase = sentence;
    fraction = Double.NaN;
    terminal.event(event("phase").put("phase", sentence));
    // An iteration has a line of its own when it is done.
    if (terminal.mode() == Terminal.Mode.PLAIN && !sentence.startsWith("iteration ")) {
      terminal.say(sentence);
    }
    terminal.status(sentence + " …");
  }

  @Override
  public void progress(double done) {
    fraction = done;
    terminal.status(String.format(Locale.ROOT, "%s … %d %%", phase, Math.round(100 * done)));
  }

  @Override
  public void iteration(IterationDocument finished) {
    eta.finished(finished);
    String engine = "engine " + finished.engine() + ", because " + finished.because();
    if (finished.because() != null && !engine.equals(toldEngine)) {
      terminal.say(engine);
      toldEngine = engine;
    }
    if (terminal.mode() != Terminal.Mode.INTERACTIVE) {
      // A person sees the live view, where this is the newest point of the curve.
      terminal.say(IterationLine.of(finished) + "   " + eta.words());
    }
    ObjectNode event = event("iteration");
    event.set("iteration", JsonFile.MAPPER.valueToTree(finished));
    String left = eta.isExpectation() ? "secondsLeft" : "atMostSecondsLeft";
    eta.seconds().ifPresent(seconds -> event.put(left, seconds));
    terminal.event(event);
  }

  @Override
  public void event(RunEvent event) {
    if (event instanceof RunEvent.AlertRaised
        || event instanceof RunEvent.Waiting
        || event instanceof RunEvent.ContainerLeft) {
      terminal.event(EventCodec.json(event));
    }
    if (terminal.mode() == Terminal.Mode.PLAIN) {
      EventLine.of(event).ifPresent(terminal::say);
    }
  }

  private static ObjectNode event(String kind) {
    return JsonNodeFactory.instance.objectNode().put("event", kind);
  }
}
