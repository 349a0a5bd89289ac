package org.trainyard.am.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BrailleCurveTest {
  @Test
  void aStraightLineGoesFromCornerToCorner() {
    assertEquals(
        List.of("⠑⢄⠀⠀", "⠀⠀⠑⢄"),
        BrailleCurve.braille(new double[] {1, 8}, new double[] {7, 0}, 4, 2));
  }

  @Test
  void whatIsFlatOrOnePointIsAtTheBottom() {
    assertEquals(
        List.of("⠀⠀", "⣀⣀"),
        BrailleCurve.braille(new double[] {1, 2, 3}, new double[] {5, 5, 5}, 2, 2));
    assertEquals(List.of("⡀⠀"), BrailleCurve.braille(new double[] {1}, new double[] {5}, 2, 1));
  }

  @Test
  void valuesThatAreNotFiniteAreLeftOut() {
    double[] x = {1, 2, 3};
    assertEquals("#=-_", BrailleCurve.ascii(x, new double[] {3, Double.NaN, 1}, 4));
    assertEquals(
        "    ", BrailleCurve.ascii(x, new double[] {Double.NaN, Double.NaN, Double.NaN}, 4));
    assertEquals("    ", BrailleCurve.ascii(new double[0], new double[0], 4));
  }

  @Test
  void asciiFallsFromHashToUnderscore() {
    assertEquals("#*=-._", BrailleCurve.ascii(new double[] {1, 6}, new double[] {1, 0}, 6));
  }
}
