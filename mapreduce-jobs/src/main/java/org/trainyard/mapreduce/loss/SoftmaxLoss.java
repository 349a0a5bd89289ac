package org.trainyard.mapreduce.loss;

import java.util.Arrays;
import org.trainyard.mapreduce.algorithm.TrainingKeys.LossName;
import org.trainyard.mapreduce.elementary.Exponential;
import org.trainyard.mapreduce.elementary.Logarithm;

/**
 * log Σ<sub>c</sub> e<sup>m_c</sup> - m<sub>y</sub> for a class y from 0 up; the largest margin is
 * taken out of the sum. Not a number for a label that is no class.
 */
record SoftmaxLoss(int outputs) implements Loss {
  @Override
  public LossName name() {
    return LossName.SOFTMAX;
  }

  @Override
  public boolean hasHessian() {
    return true;
  }

  @Override
  public double value(double[] m, int at, int stride, double y) {
    if (!isClass(y)) {
      return Double.NaN;
    }
    double largest = largest(m, at, stride);
    double sum = 0;
    for (int c = 0; c < outputs; c++) {
      sum += Exponential.exp(m[at + c * stride] - largest);
    }
    return Logarithm.log(sum) + largest - m[at + (int) y * stride];
  }

  @Override
  public double derivative(double[] m, int at, int stride, double y, double[] r, int rAt) {
    double largest = largest(m, at, stride);
    double sum = 0;
    for (int c = 0; c < outputs; c++) {
      double e = Exponential.exp(m[at + c * stride] - largest);
      r[rAt + c * stride] = e;
      sum += e;
    }
    for (int c = 0; c < outputs; c++) {
      r[rAt + c * stride] /= sum;
    }
    if (!isClass(y)) {
      return Double.NaN;
    }
    r[rAt + (int) y * stride] -= 1.0;
    return Logarithm.log(sum) + largest - m[at + (int) y * stride];
  }

  /** With probabilities p: p_c (v_c - Σ p v). */
  @Override
  public void hessianVector(
      double[] m, int at, double[] v, int vAt, int stride, double y, double[] r, int rAt) {
    double largest = largest(m, at, stride);
    double sum = 0;
    double along = 0;
    for (int c = 0; c < outputs; c++) {
      double e = Exponential.exp(m[at + c * stride] - largest);
      r[rAt + c * stride] = e;
      sum += e;
      along += e * v[vAt + c * stride];
    }
    along /= sum;
    for (int c = 0; c < outputs; c++) {
      r[rAt + c * stride] *= (v[vAt + c * stride] - along) / sum;
    }
  }

  @Override
  public double curvatureAtStart(double mean) {
    return 1.0 / outputs;
  }

  @Override
  public void predict(double[] m, int at, int stride) {
    double largest = largest(m, at, stride);
    double sum = 0;
    for (int c = 0; c < outputs; c++) {
      double e = Exponential.exp(m[at + c * stride] - largest);
      m[at + c * stride] = e;
      sum += e;
    }
    for (int c = 0; c < outputs; c++) {
      m[at + c * stride] /= sum;
    }
  }

  @Override
  public void values(
      double[][] m, int first, double[] y, int rows, double[] values, LossWork work) {
    double[] largest = largest(m, first, rows, work);
    double[] e = work.b;
    Arrays.fill(values, 0, rows, 0.0);
    for (int c = 0; c < outputs; c++) {
      exponentials(m[first + c], largest, rows, e, work);
      for (int i = 0; i < rows; i++) {
        values[i] += e[i];
      }
    }
    losses(m, first, largest, y, rows, values);
  }

  @Override
  public void derivatives(
      double[][] m,
      int first,
      double[] y,
      int rows,
      double[] values,
      double[][] r,
      int rFirst,
      LossWork work) {
    double[] largest = largest(m, first, rows, work);
    Arrays.fill(values, 0, rows, 0.0);
    for (int c = 0; c < outputs; c++) {
      double[] e = r[rFirst + c];
      exponentials(m[first + c], largest, rows, e, work);
      for (int i = 0; i < rows; i++) {
        values[i] += e[i];
      }
    }
    for (int c = 0; c < outputs; c++) {
      double[] p = r[rFirst + c];
      for (int i = 0; i < rows; i++) {
        p[i] /= values[i];
      }
    }
    for (int i = 0; i < rows; i++) {
      if (isClass(y[i])) {
        r[rFirst + (int) y[i]][i] -= 1.0;
      }
    }
    losses(m, first, largest, y, rows, values);
  }

  @Override
  public void hessianVectors(
      double[][] m,
      int first,
      int vFirst,
      double[] y,
      int rows,
      double[][] r,
      int rFirst,
      LossWork work) {
    double[] largest = largest(m, first, rows, work);
    for (int c = 0; c < outputs; c++) {
      exponentials(m[first + c], largest, rows, r[rFirst + c], work);
    }
    double[] sum = work.a;
    double[] along = work.b;
    Arrays.fill(sum, 0, rows, 0.0);
    Arrays.fill(along, 0, rows, 0.0);
    for (int c = 0; c < outputs; c++) {
      double[] e = r[rFirst + c];
      double[] v = m[vFirst + c];
      for (int i = 0; i < rows; i++) {
        sum[i] += e[i];
        along[i] += e[i] * v[i];
      }
    }
    for (int c = 0; c < outputs; c++) {
      double[] e = r[rFirst + c];
      double[] v = m[vFirst + c];
      for (int i = 0; i < rows; i++) {
        e[i] *= (v[i] - along[i] / sum[i]) / sum[i];
      }
    }
  }

  private double[] largest(double[][] m, int first, int rows, LossWork work) {
    double[] largest = work.c;
    System.arraycopy(m[first], 0, largest, 0, rows);
    for (int c = 1; c < outputs; c++) {
      double[] margins = m[first + c];
      for (int i = 0; i < rows; i++) {
        largest[i] = Math.max(largest[i], margins[i]);
      }
    }
    return largest;
  }

  /** e[i] becomes the exponential of m[i] - largest[i]. */
  private static void exponentials(
      double[] m, double[] largest, int rows, double[] e, LossWork work) {
    double[] x = work.a;
    for (int i = 0; i < rows; i++) {
      x[i] = m[i] - largest[i];
    }
    Exponential.exp(x, e, rows);
  }

  /** values[i], the sum of a row's exponentials, becomes its loss. */
  private void losses(
      double[][] m, int first, double[] largest, double[] y, int rows, double[] values) {
    for (int i = 0; i < rows; i++) {
      values[i] =
          isClass(y[i])
              ? Logarithm.log(values[i]) + largest[i] - m[first + (int) y[i]][i]
              : Double.NaN;
    }
  }

  private double largest(double[] m, int at, int stride) {
    double largest = m[at];
    for (int c = 1; c < outputs; c++) {
      largest = Math.max(largest, m[at + c * stride]);
    }
    return largest;
  }

  private boolean isClass(double y) {
    return y >= 0 && y < outputs;
  }
}
