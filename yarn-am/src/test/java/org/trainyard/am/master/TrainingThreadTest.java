package org.trainyard.am.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.trainyard.mapreduce.engine.RunListener;

class TrainingThreadTest {
  private final BlockingQueue<AmEvent> events = new LinkedBlockingQueue<>();

  @Test
  void whatIsPackedIsNoPartOfAnIteration() throws Exception {
    IllegalStateException end = new IllegalStateException("the end");
    new TrainingThread(
            listener -> {
              listener.phase("packing the input");
              listener.progress(0.7);
              iterate(listener);
              throw end;
            },
            events::add)
        .start();
    assertEquals(new AmEvent.PhaseBegan("packing the input"), next());
    assertEquals(new AmEvent.PhaseBegan("iteration 1 of at most 9"), next());
    assertEquals(new AmEvent.FractionDone(0.2), next());
    assertEquals(new AmEvent.TrainingFailed(end), next());
    assertEquals(List.of(), List.copyOf(events));
  }

  private static void iterate(RunListener listener) {
    listener.iterationBegins(1, 9);
    listener.progress(0.2);
  }

  private AmEvent next() throws InterruptedException {
    return events.poll(1, TimeUnit.MINUTES);
  }
}
