package org.trainyard.mapreduce.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private int rounds;

  private double settled(double first, double... seconds) throws IOException {
    return Settling.seconds(first, () -> seconds[rounds++]);
  }

  @Test
  void endsWhenTwoRoundsWereNoFaster() throws IOException {
    assertEquals(0.2, settled(1.5, 0.6, 0.3, 0.21, 0.2, 0.21, 0.1));
    assertEquals(5, rounds);
  }

  @Test
  void aDisturbedRoundDoesNotEndIt() throws IOException {
    assertEquals(0.25, settled(1, 0.5, 0.9, 0.25, 0.25, 0.26));
    assertEquals(5, rounds);
  }

  @Test
  void costsNoMoreThanASpellAndARound() throws IOException {
    assertEquals(2.5, settled(9, 3, 2.5, 1));
    assertEquals(2, rounds);
  }

  @Test
  void doesNotGoOnForEver() throws IOException {
    settled(1, DoubleStream.iterate(0.1, t -> 0.9 * t).limit(50).toArray());
    assertEquals(12, rounds);
  }
}
