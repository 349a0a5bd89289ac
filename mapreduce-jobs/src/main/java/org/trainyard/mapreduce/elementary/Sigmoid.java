package org.trainyard.mapreduce.elementary;

/**
 * The logistic function and the hyperbolic tangent of floats: {@link Exponential} in double, then
 * one rounding, so that both are the float next to the exact value or, rarely, its neighbour.
 */
public final class Sigmoid {
  /** Below it tanh z is z to a float's precision: the next term of its series is z³ / 3. */
  static final float LINEAR = 0x1.0p-12f;

  private Sigmoid() {}

  /** 1 / (1 + e<sup>-z</sup>), with a negative exponent on either side; NaN of NaN. */
  public static float logistic(float z) {
    double e = Exponential.exp(-(double) Math.abs(z));
    return (float) ((z >= 0 ? 1.0 : e) / (1.0 + e));
  }

  /** (1 - e<sup>-2|z|</sup>) / (1 + e<sup>-2|z|</sup>) with the sign of z; NaN of NaN. */
  public static float tanh(float z) {
    float magnitude = Math.abs(z);
    if (magnitude < LINEAR) {
      return z;
    }
    double e = Exponential.exp(-2.0 * magnitude);
    float t = (float) ((1.0 - e) / (1.0 + e));
    return z < 0 ? -t : t;
  }
}
