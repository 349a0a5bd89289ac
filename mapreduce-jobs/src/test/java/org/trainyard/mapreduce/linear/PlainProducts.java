package org.trainyard.mapreduce.linear;

import org.trainyard.mapreduce.algorithm.Samples;

/** The products of {@link LinearKernel}, written to be obviously right. */
final class PlainProducts {
  private PlainProducts() {}

  /** For each column the margin of each row. */
  static double[][] margins(Samples samples, double[][] weights, boolean intercept) {
    int features = samples.features();
    double[][] margins = new double[weights.length][samples.x().length];
    for (int v = 0; v < weights.length; v++) {
      for (int r = 0; r < samples.x().length; r++) {
        for (int j = 0; j < features; j++) {
          margins[v][r] += weights[v][j] * samples.x()[r][j];
        }
        margins[v][r] += intercept ? weights[v][features] : 0;
      }
    }
    return margins;
  }

  /** Column after column, the intercept's derivative after the features'. */
  static double[] gradients(Samples samples, double[][] residuals, boolean intercept) {
    int features = samples.features();
    int width = features + (intercept ? 1 : 0);
    double[] gradients = new double[residuals.length * width];
    for (int c = 0; c < residuals.length; c++) {
      for (int r = 0; r < samples.x().length; r++) {
        for (int j = 0; j < features; j++) {
          gradients[c * width + j] += residuals[c][r] * samples.x()[r][j];
        }
        if (intercept) {
          gradients[c * width + features] += residuals[c][r];
        }
      }
    }
    return gradients;
  }
}
