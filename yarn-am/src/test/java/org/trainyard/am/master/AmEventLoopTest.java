package org.trainyard.am.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AmEventLoopTest {
  private static final Instant NOW = Instant.ofEpochSecond(5);

  private final AmEventLoop loop =
      new AmEventLoop(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMillis(1));

  @Test
  void eventsAreHandledInOrderUntilOneIsTheLast() throws InterruptedException {
    List<AmEvent> handled = new ArrayList<>();
    loop.post(new AmEvent.PhaseBegan("a"));
    loop.post(new AmEvent.ShutdownRequested());
    loop.post(new AmEvent.PhaseBegan("never"));
    loop.run(
        event -> {
          handled.add(event);
          return !(event instanceof AmEvent.ShutdownRequested);
        });
    assertEquals(List.of(new AmEvent.PhaseBegan("a"), new AmEvent.ShutdownRequested()), handled);
  }

  @Test
  void silenceTicksWithTheClocksTime() throws InterruptedException {
    List<AmEvent> handled = new ArrayList<>();
    loop.run(
        event -> {
          handled.add(event);
          return false;
        });
    assertEquals(List.of(new AmEvent.Tick(NOW)), handled);
  }

  @Test
  void anEscapingExceptionIsAnEventNotADeadThread() throws InterruptedException {
    RuntimeException defect = new IllegalStateException("defect");
    List<AmEvent> handled = new ArrayList<>();
    loop.post(new AmEvent.PhaseBegan("a"));
    loop.run(
        event -> {
          if (event instanceof AmEvent.PhaseBegan) {
            throw defect;
          }
          handled.add(event);
          return !(event instanceof AmEvent.TrainingFailed);
        });
    AmEvent last = handled.get(handled.size() - 1);
    assertSame(defect, ((AmEvent.TrainingFailed) last).cause());
  }

  @Test
  void aSecondEscapingExceptionEndsTheLoop() {
    loop.post(new AmEvent.PhaseBegan("a"));
    assertThrows(
        IllegalStateException.class,
        () ->
            loop.run(
                event -> {
                  throw new IllegalStateException("again");
                }));
  }
}
