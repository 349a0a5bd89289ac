package org.trainyard.mapreduce.algorithm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trainyard.mapreduce.algorithm.TrainingProblem.Labels;

/** Factors on the weights of samples by class, from "balanced" or from class=weight pairs. */
public final class ClassWeights {
  private static final String BALANCED = "balanced";

  private ClassWeights() {}

  /** What is wrong with the setting, as far as it can be told without the classes. */
  public static List<String> problems(List<String> setting) {
    List<String> problems = new ArrayList<>();
    if (setting.equals(List.of(BALANCED))) {
      return problems;
    }
    for (String pair : setting) {
      int equals = pair.lastIndexOf('=');
      if (equals <= 0 || !isWeight(pair.substring(equals + 1))) {
        problems.add("'" + pair + "' is not class=weight with a finite weight of at least 0");
      }
    }
    return problems;
  }

  /** The classes that the setting names and the labels do not have. */
  public static List<String> unknown(List<String> setting, Labels labels) {
    if (setting.equals(List.of(BALANCED)) || !problems(setting).isEmpty()) {
      return List.of();
    }
    return setting.stream()
        .map(pair -> pair.substring(0, pair.lastIndexOf('=')))
        .filter(name -> !labels.classes().contains(name))
        .toList();
  }

  /**
   * One factor for each class; null when there are none. Balanced: n/(C n_c), for n rows, C
   * classes, n_c rows of class c. A class without a pair keeps 1.
   */
  public static double[] factors(List<String> setting, Labels labels) {
    if (setting.isEmpty()) {
      return null;
    }
    double[] factors = new double[labels.classes().size()];
    Arrays.fill(factors, 1.0);
    if (setting.equals(List.of(BALANCED))) {
      long rows = Arrays.stream(labels.classRows()).sum();
      for (int c = 0; c < factors.length; c++) {
        long inClass = labels.classRows()[c];
        factors[c] = inClass == 0 ? 1.0 : (double) rows / ((double) factors.length * inClass);
      }
      return factors;
    }
    for (String pair : setting) {
      int equals = pair.lastIndexOf('=');
      factors[labels.classes().indexOf(pair.substring(0, equals))] =
          Double.parseDouble(pair.substring(equals + 1));
    }
    return factors;
  }

  private static boolean isWeight(String text) {
    try {
      double weight = Double.parseDouble(text);
      return weight >= 0 && weight < Double.POSITIVE_INFINITY;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
