package org.trainyard.mapreduce.score;

import java.util.ArrayList;
import java.util.List;
import org.trainyard.mapreduce.algorithm.Scorer;

/**
 * What is written of a sample's scores: the prediction, then the scores that it is made from.
 *
 * <table>
 *   <caption>Columns</caption>
 *   <tr><td>a number</td><td>{@code prediction}</td></tr>
 *   <tr><td>two classes by probability</td><td>{@code prediction}, {@code p_CLASS} of class 1</td></tr>
 *   <tr><td>two classes by margin</td><td>{@code prediction}, {@code margin}</td></tr>
 *   <tr><td>several classes</td><td>{@code prediction}, {@code p_CLASS} of each</td></tr>
 *   <tr><td>clusters</td><td>{@code prediction} (number of the cluster), {@code squared_distance}</td></tr>
 * </table>
 */
final class PredictionColumns {
  private static final String PREDICTION = "prediction";

  private final Scorer.Output output;
  private final int outputs;
  private final List<String> classes;

  /** Of a scorer with so many outputs. */
  PredictionColumns(Scorer.Output output, int outputs, List<String> classes) {
    this.output = output;
    this.outputs = outputs;
    this.classes = classes;
  }

  /** Of a model. */
  static PredictionColumns of(ScoringModel model) {
    Scorer scorer = model.scorer();
    return new PredictionColumns(scorer.output(), scorer.outputs(), model.classes());
  }

  /** Their names. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(PREDICTION);
    switch (output) {
      case VALUE -> {}
      case PROBABILITY -> names.add("p_" + className(1));
      case MARGIN -> names.add("margin");
      case CLUSTER -> names.add("squared_distance");
      case CLASS_PROBABILITIES -> {
        for (int c = 0; c < outputs; c++) {
          names.add("p_" + className(c));
        }
      }
    }
    return names;
  }

  /** Their values for the sample whose scores begin at {@code at}. */
  List<String> values(double[] scores, int at) {
    List<String> values = new ArrayList<>();
    double first = scores[at];
    switch (output) {
      case VALUE -> values.add(Double.toString(first));
      case PROBABILITY, MARGIN -> {
        values.add(className(predictedClass(output, scores, at, outputs)));
        values.add(Double.toString(first));
      }
      case CLUSTER -> {
        values.add(Long.toString((long) first));
        values.add(Double.toString(scores[at + 1]));
      }
      case CLASS_PROBABILITIES -> {
        values.add(className(predictedClass(output, scores, at, outputs)));
        for (int c = 0; c < outputs; c++) {
          values.add(Double.toString(scores[at + c]));
        }
      }
    }
    return values;
  }

  /**
   * The class that scores predict: class 1 by a probability above a half or a positive margin; of
   * several the most probable, the first of equal ones; the number of a cluster.
   */
  static int predictedClass(Scorer.Output output, double[] scores, int at, int outputs) {
    return switch (output) {
      case PROBABILITY -> scores[at] > 0.5 ? 1 : 0;
      case MARGIN -> scores[at] > 0 ? 1 : 0;
      case CLUSTER -> (int) scores[at];
      case CLASS_PROBABILITIES -> {
        int best = 0;
        for (int c = 1; c < outputs; c++) {
          if (scores[at + c] > scores[at + best]) {
            best = c;
          }
        }
        yield best;
      }
      case VALUE -> throw new IllegalArgumentException("A number is no class");
    };
  }

  private String className(int number) {
    return number < classes.size() ? classes.get(number) : Integer.toString(number);
  }
}
