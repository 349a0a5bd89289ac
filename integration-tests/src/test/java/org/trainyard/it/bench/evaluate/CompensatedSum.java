package org.trainyard.it.bench.evaluate;

/**
 * A sum that carries the rounding errors of its additions along: A. Neumaier,
 * "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54, 1974.
 */
final class CompensatedSum {
  private double sum;
  private double error;

  void add(double value) {
    double next = sum + value;
    error += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
    sum = next;
  }

  double value() {
    return sum + error;
  }
}
