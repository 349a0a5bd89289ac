package org.trainyard.am.master;

import java.util.function.Consumer;
import org.trainyard.formats.run.IterationDocument;
import org.trainyard.mapreduce.engine.RunListener;
import org.trainyard.mapreduce.engine.RunOutcome;

/**
 * The worker: carries out a training on a thread of its own, and turns all it hears into events.
 */
final class TrainingThread {
  private final Consumer<AmEvent> events;
  private final Thread thread;

  TrainingThread(Training training, Consumer<AmEvent> events) {
    this.events = events;
    this.thread = new Thread(() -> run(training), "training");
    // The process ends when the loop ends, whatever the worker still waits for.
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks the worker to let go of what it does. */
  void interrupt() {
    thread.interrupt();
  }

  private void run(Training training) {
    try {
      RunOutcome outcome = training.run(new Listener());
      events.accept(new AmEvent.TrainingEnded(outcome));
    } catch (Throwable e) {
      // Whatever it is, an OutOfMemoryError too: the loop decides what it means.
      events.accept(new AmEvent.TrainingFailed(e));
    }
  }

  private final class Listener implements RunListener {
    private volatile boolean iterates;

    @Override
    public void phase(String sentence) {
      events.accept(new AmEvent.PhaseBegan(sentence));
    }

    @Override
    public void iterationBegins(int k, long mostIterations) {
      iterates = true;
      RunListener.super.iterationBegins(k, mostIterations);
    }

    @Override
    public void progress(double fraction) {
      // Packing has a fraction, too; progress is that of iterations.
      if (iterates) {
        events.accept(new AmEvent.FractionDone(fraction));
      }
    }

    @Override
    public void iteration(IterationDocument finished) {
      events.accept(new AmEvent.IterationFinished(finished));
    }
  }
}
