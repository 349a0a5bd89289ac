package org.trainyard.mapreduce.linear;

import java.util.Random;
import org.trainyard.mapreduce.algorithm.Samples;
import org.trainyard.mapreduce.algorithm.TrainedModel;

/** Samples drawn from models. */
final class MadeSamples {
  private MadeSamples() {}

  /** A noisy linear label over features of unlike size and place. */
  static Samples regression(int rows, int features, long seed) {
    Random random = new Random(seed);
    float[][] x = features(rows, features, random);
    double[] labels = new double[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = 10 + signal(x[r]) + 0.5 * random.nextGaussian();
    }
    return new Samples(x, labels);
  }

  /** Two classes that overlap. */
  static Samples twoClasses(int rows, int features, long seed) {
    Random random = new Random(seed);
    float[][] x = features(rows, features, random);
    double[] labels = new double[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = signal(x[r]) + 2 * random.nextGaussian() > 1.5 ? 1 : 0;
    }
    return new Samples(x, labels);
  }

  private static float[][] features(int rows, int features, Random random) {
    float[][] x = new float[rows][features];
    for (float[] row : x) {
      for (int j = 0; j < features; j++) {
        row[j] = (float) (j % 3 + (1 + j % 4) * random.nextGaussian());
      }
    }
    return x;
  }

  private static double signal(float[] x) {
    double sum = 0;
    for (int j = 0; j < Math.min(4, x.length); j++) {
      sum += (j % 2 == 0 ? 1.0 : -0.5) * x[j];
    }
    return sum;
  }

  /** Gradient of the mean logistic loss, the intercept's last. */
  static double[] logisticGradient(Samples samples, TrainedModel model) {
    double[] w = model.tensors().get("coefficients");
    double[] g = new double[w.length + 1];
    int n = samples.x().length;
    for (int r = 0; r < n; r++) {
      double m = model.tensors().get("intercepts")[0];
      for (int j = 0; j < w.length; j++) {
        m += w[j] * samples.x()[r][j];
      }
      double residual = 1 / (1 + Math.exp(-m)) - samples.labels()[r];
      for (int j = 0; j < w.length; j++) {
        g[j] += residual * samples.x()[r][j] / n;
      }
      g[w.length] += residual / n;
    }
    return g;
  }
}
