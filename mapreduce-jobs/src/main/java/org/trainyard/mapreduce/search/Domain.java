package org.trainyard.mapreduce.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trainyard.formats.config.Key;

/** The values that one hyper-parameter can take in a search. Immutable. */
sealed interface Domain {
  /** What a domain looks like, for messages. */
  String FORMS =
      "a,b,c or log:LO..HI or linear:LO..HI or int:LO..HI, a range with /POINTS for a grid";

  /**
   * All values in order; empty where there are too many to count and no number of points is given.
   */
  List<Double> points();

  /**
   * The value at a place in the domain.
   *
   * @param u from 0 to below 1; uniform where the value is to be drawn by the domain's distribution
   */
  double draw(double u);

  /** A value as an option would give it. */
  String sample();

  /** How the values of a range are spread. */
  enum Spread {
    /** Evenly by the logarithm. */
    LOG,
    /** Evenly. */
    LINEAR,
    /** Whole numbers, evenly. */
    INT
  }

  /**
   * Some values.
   *
   * @param points in the given order
   */
  record Values(List<Double> points) implements Domain {
    @Override
    public double draw(double u) {
      return points.get((int) (u * points.size()));
    }

    @Override
    public String sample() {
      return String.join(",", points.stream().map(String::valueOf).toList());
    }
  }

  /**
   * A range, both ends included.
   *
   * @param spread how its values are spread
   * @param low the least value
   * @param high the greatest
   * @param count values that it is cut down to; 0 for all of them
   */
  record Range(Spread spread, double low, double high, int count) implements Domain {
    private static final int MOST_POINTS = 10_000;
    private static final MathContext DIGITS = new MathContext(4);

    @Override
    public List<Double> points() {
      List<Double> points = new ArrayList<>();
      boolean all = spread == Spread.INT && count == 0 && high - low < MOST_POINTS;
      int n = all ? (int) (high - low) + 1 : count;
      for (int i = 0; i < n; i++) {
        double value = n == 1 ? low : rounded(at((double) i / (n - 1)));
        if (points.isEmpty() || value != points.get(points.size() - 1)) {
          points.add(value);
        }
      }
      return points;
    }

    @Override
    public double draw(double u) {
      if (count > 0) {
        return points().get((int) (u * points().size()));
      }
      return spread == Spread.INT
          ? Math.min(high, low + Math.floor(u * (high - low + 1)))
          : rounded(at(u));
    }

    @Override
    public String sample() {
      return low + "," + high;
    }

    private double at(double part) {
      if (spread == Spread.LOG) {
        double from = StrictMath.log(low);
        return StrictMath.exp(from + part * (StrictMath.log(high) - from));
      }
      return low + part * (high - low);
    }

    /** To digits that a person can type again. */
    private double rounded(double value) {
      double shorter =
          spread == Spread.INT
              ? Math.rint(value)
              : new BigDecimal(value).round(DIGITS).doubleValue();
      return Math.max(low, Math.min(high, shorter));
    }
  }

  /**
   * Reads a domain.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static Domain parse(String text, Key<List<Double>> key) {
    int colon = text.indexOf(':');
    Domain domain =
        colon < 0
            ? new Values(
                Arrays.stream(text.split(",")).map(value -> number(value.trim(), key)).toList())
            : range(text.substring(0, colon), text.substring(colon + 1), key);
    if (domain instanceof Values values
        && values.points().stream().distinct().count() < values.points().size()) {
      throw new IllegalArgumentException("a value stands there twice");
    }
    return domain;
  }

  private static Domain range(String spreadName, String text, Key<List<Double>> key) {
    Spread spread =
        Arrays.stream(Spread.values())
            .filter(one -> Key.spelling(one).equals(spreadName))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("'" + spreadName + "' is no spread of values"));
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw new IllegalArgumentException("a range needs two ends, LO..HI");
    }
    int slash = text.indexOf('/', dots);
    double low = number(text.substring(0, dots), key);
    double high = number(text.substring(dots + 2, slash < 0 ? text.length() : slash), key);
    if (!(low < high) || Double.isInfinite(high)) {
      throw new IllegalArgumentException("the first end is not below the second");
    }
    if (spread == Spread.LOG && low <= 0) {
      throw new IllegalArgumentException("a logarithmic range begins above 0");
    }
    if (spread == Spread.INT && (low != Math.rint(low) || high != Math.rint(high))) {
      throw new IllegalArgumentException("the ends of an int range are whole numbers");
    }
    return new Range(spread, low, high, slash < 0 ? 0 : count(text.substring(slash + 1)));
  }

  private static int count(String text) {
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 2) {
      throw new IllegalArgumentException("'" + text + "' is no number of points, 2 to 9999");
    }
    return Integer.parseInt(text);
  }

  private static double number(String text, Key<List<Double>> key) {
    return key.get(name -> text).get(0);
  }
}
