// The losses of org.trainyard.mapreduce.loss, operation for operation, for one row: the same bits.
#pragma once

#include "elementary.cuh"

namespace trainyard {

/// Codes of the losses; LinearScanTables has the same.
enum LossCode { SQUARED, LOGISTIC, SOFTMAX, POISSON, HINGE, SQUARED_HINGE, HUBER };

__device__ inline double notANumber() { return bitsToDouble(0x7ff8000000000000LL); }

/// Math.abs.
__device__ inline double magnitude(double x) { return bitsToDouble(doubleToBits(x) & 0x7fffffffffffffffLL); }

/// Math.max but for the sign of a zero, which shows in no sum: not a number if one of both is none.
__device__ inline double larger(double a, double b) { return a != a || a > b ? a : b; }

/// The margins of a row: at a point, or beside it along a line.
struct Margins {
  const double* point;
  const double* along;  // null for the point itself
  double step;

  __device__ inline double operator[](int output) const {
    return along == nullptr ? point[output] : point[output] + step * along[output];
  }
};

__device__ inline bool isClass(double y, int outputs) { return y >= 0 && y < outputs; }

__device__ inline double largestMargin(const Margins& m, int outputs) {
  double largest = m[0];
  for (int o = 1; o < outputs; o++) {
    largest = larger(largest, m[o]);
  }
  return largest;
}

__device__ inline double softmaxValue(const Margins& m, int outputs, double y) {
  double largest = largestMargin(m, outputs);
  double sum = 0.0;
  for (int o = 0; o < outputs; o++) {
    sum += exponential(m[o] - largest);
  }
  return isClass(y, outputs) ? logarithm(sum) + largest - m[(int)y] : notANumber();
}

/// Loss.values of one row. Not inlined: drivers take long to assemble what is long.
static __device__ __noinline__ double lossValue(int loss, double delta, int outputs, const Margins& margins, double y) {
  if (loss == SOFTMAX) {
    return softmaxValue(margins, outputs, y);
  }
  double m = margins[0];
  switch (loss) {
    case SQUARED: {
      double e = m - y;
      return 0.5 * (e * e);
    }
    case LOGISTIC:
      return larger(m, 0.0) - y * m + logarithmOfOneAnd(exponential(-magnitude(m)));
    case POISSON:
      return y < 0 ? notANumber() : exponential(m) - y * m;
    case HINGE:
      return larger(0.0, 1.0 - (2.0 * y - 1.0) * m);
    case SQUARED_HINGE: {
      double gap = larger(0.0, 1.0 - (2.0 * y - 1.0) * m);
      return gap * gap;
    }
    default: {
      double e = magnitude(m - y);
      return e <= delta ? 0.5 * (e * e) : delta * (e - 0.5 * delta);
    }
  }
}

__device__ inline double softmaxDerivative(const double* m, int outputs, double y, double* r) {
  Margins margins = {m, nullptr, 0.0};
  double largest = largestMargin(margins, outputs);
  double sum = 0.0;
  for (int o = 0; o < outputs; o++) {
    double e = exponential(m[o] - largest);
    r[o] = e;
    sum += e;
  }
  for (int o = 0; o < outputs; o++) {
    r[o] /= sum;
  }
  if (!isClass(y, outputs)) {
    return notANumber();
  }
  r[(int)y] -= 1.0;
  return logarithm(sum) + largest - m[(int)y];
}

/// Loss.derivatives of one row: r becomes the gradient by the margins; gives the loss.
__device__ inline double lossDerivative(
    int loss, double delta, int outputs, const double* margins, double y, double* r) {
  if (loss == SOFTMAX) {
    return softmaxDerivative(margins, outputs, y, r);
  }
  double m = margins[0];
  switch (loss) {
    case SQUARED: {
      double e = m - y;
      r[0] = e;
      return 0.5 * (e * e);
    }
    case LOGISTIC: {
      double e = exponential(-magnitude(m));
      r[0] = (m >= 0 ? 1.0 : e) / (1.0 + e) - y;
      return larger(m, 0.0) - y * m + logarithmOfOneAnd(e);
    }
    case POISSON: {
      double e = exponential(m);
      r[0] = e - y;
      return y < 0 ? notANumber() : e - y * m;
    }
    case HINGE: {
      double s = 2.0 * y - 1.0;
      r[0] = s * m < 1.0 ? -s : 0.0;
      return larger(0.0, 1.0 - s * m);
    }
    case SQUARED_HINGE: {
      double s = 2.0 * y - 1.0;
      double gap = larger(0.0, 1.0 - s * m);
      r[0] = -2.0 * s * gap;
      return gap * gap;
    }
    default: {
      double e = m - y;
      double size = magnitude(e);
      long long sign = doubleToBits(e) & (long long)0x8000000000000000ULL;
      r[0] = size <= delta ? e : bitsToDouble(doubleToBits(delta) | sign);
      return size <= delta ? 0.5 * (size * size) : delta * (size - 0.5 * delta);
    }
  }
}

/// Loss.hessianVectors of one row: r becomes the second derivative by the margins, times v.
__device__ inline void lossHessianVector(
    int loss, double delta, int outputs, const double* margins, const double* v, double y, double* r) {
  if (loss == SOFTMAX) {
    Margins all = {margins, nullptr, 0.0};
    double largest = largestMargin(all, outputs);
    double sum = 0.0;
    double along = 0.0;
    for (int o = 0; o < outputs; o++) {
      double e = exponential(margins[o] - largest);
      r[o] = e;
      sum += e;
      along += e * v[o];
    }
    for (int o = 0; o < outputs; o++) {
      r[o] *= (v[o] - along / sum) / sum;
    }
    return;
  }
  double m = margins[0];
  double curvature = 1.0;
  switch (loss) {
    case LOGISTIC: {
      double e = exponential(-magnitude(m));
      curvature = e / ((1.0 + e) * (1.0 + e));
      break;
    }
    case POISSON:
      curvature = exponential(m);
      break;
    case SQUARED_HINGE:
      curvature = (2.0 * y - 1.0) * m < 1.0 ? 2.0 : 0.0;
      break;
    case HUBER:
      curvature = magnitude(m - y) <= delta ? 1.0 : 0.0;
      break;
    default:
      break;
  }
  r[0] = curvature * v[0];
}

/// Loss.predict of a loss with one margin.
__device__ inline double lossPrediction(int loss, double m) {
  if (loss == LOGISTIC) {
    double e = exponential(-magnitude(m));
    return (m >= 0 ? 1.0 : e) / (1.0 + e);
  }
  return loss == POISSON ? exponential(m) : m;
}

}  // namespace trainyard
