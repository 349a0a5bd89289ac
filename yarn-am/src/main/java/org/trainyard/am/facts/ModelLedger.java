package org.trainyard.am.facts;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The curves of one model. One thread. */
final class ModelLedger {
  private final int index;
  private final CurveLedger objective = new CurveLedger();
  private final CurveLedger gradientNorm = new CurveLedger();
  private final SortedMap<String, CurveLedger> train = new TreeMap<>();
  private final SortedMap<String, CurveLedger> validation = new TreeMap<>();
  private String label = "";
  private String stop;

  ModelLedger(int index) {
    this.index = index;
  }

  void label(String words) {
    label = words;
  }

  void stop(String reason) {
    stop = reason;
  }

  void add(int iteration, double itsObjective, double itsGradientNorm) {
    objective.add(iteration, itsObjective);
    gradientNorm.add(iteration, itsGradientNorm);
  }

  void train(int iteration, String metric, double value) {
    train.computeIfAbsent(metric, name -> new CurveLedger()).add(iteration, value);
  }

  void validation(int iteration, String metric, double value) {
    validation.computeIfAbsent(metric, name -> new CurveLedger()).add(iteration, value);
  }

  RunFacts.Model facts() {
    return new RunFacts.Model(
        index,
        label,
        stop,
        objective.curve(),
        gradientNorm.curve(),
        curves(train),
        curves(validation));
  }

  private static SortedMap<String, Curve> curves(Map<String, CurveLedger> ledgers) {
    SortedMap<String, Curve> curves = new TreeMap<>();
    ledgers.forEach((name, ledger) -> curves.put(name, ledger.curve()));
    return curves;
  }
}
