package org.trainyard.it.bench.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogisticObjectiveTest {
  @TempDir private Path folder;

  @Test
  void isTheMeanLossAndThePenalty() throws IOException {
    Path data = data("1 1:2 3:-0.5\n0 2:1.25\n1\n-1 1:+3 9:7\n");
    double[] w = {0.5, -2, 4};
    double loss =
        Math.log1p(Math.exp(-(0.5 * 2 - 4 * 0.5)))
            + Math.log1p(Math.exp(-2 * 1.25))
            + Math.log(2)
            + Math.log1p(Math.exp(0.5 * 3));
    double penalty = 0.25 / 2 * (0.25 + 4 + 16);
    assertEquals(loss / 4 + penalty, new LogisticObjective(data, 0.25).of(w), 1e-15);
  }

  @Test
  void countsEachRowOnceWhateverTheSizeOfAPiece() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 200; row++) {
      text.append(row % 3 == 0 ? "1" : "0").append(" 1:").append(row / 7.0f).append(" 2:1\n");
    }
    for (String end : new String[] {"", "1 2:1"}) {
      Path data = data(text + end);
      double[] w = {0.01, 0.2};
      double whole = new LogisticObjective(data, 0).of(w);
      for (int piece = 1; piece < 60; piece++) {
        assertEquals(whole, new LogisticObjective(data, 0, piece).of(w), 1e-15, "piece " + piece);
      }
    }
  }

  @Test
  void doesNotOverflow() throws IOException {
    Path data = data("1 1:1000\n0 1:1000\n");
    assertEquals(500, new LogisticObjective(data, 0).of(new double[] {1}));
  }

  @Test
  void refusesWhatItCannotReadExactly() throws IOException {
    Path data = data("1 1:1e5\n");
    LogisticObjective objective = new LogisticObjective(data, 0);
    assertThrows(IllegalArgumentException.class, () -> objective.of(new double[] {1}));
  }

  private Path data(String text) throws IOException {
    return Files.writeString(folder.resolve("data.libsvm"), text);
  }
}
