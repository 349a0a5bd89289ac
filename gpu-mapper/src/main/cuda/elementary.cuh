// The elementary functions of org.trainyard.mapreduce.elementary, operation for operation: the same bits, as long as
// the compiler fuses no multiplication with an addition (-fmad=false; g++: -ffp-contract=off).
// Coefficients and their sources: Exponential.java, Logarithm.java.
#pragma once

#include <string.h>

namespace trainyard {

__device__ inline double bitsToDouble(long long bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

__device__ inline long long doubleToBits(double x) {
  long long bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

/// 2 to the power of n, for n of normal numbers.
__device__ inline double powerOfTwo(int n) { return bitsToDouble((n + 1023LL) << 52); }

/// e to the power of x; Exponential.exp.
__device__ inline double exponential(double x) {
  // NaN passes through both, as it does through Math.min and Math.max.
  double v = x > 710.0 ? 710.0 : x;
  v = v < -746.0 ? -746.0 : v;
  double shifted = v * 0x1.71547652b82fep0 + 0x1.8p52;
  double n = shifted - 0x1.8p52;
  double high = v - n * 0x1.62e42feep-1;
  double low = n * 0x1.a39ef35793c76p-33;
  double r = high - low;
  double z = r * r;
  double c = r - z * (0x1.555555555553ep-3 +
                      z * (-0x1.6c16c16bebd93p-9 +
                           z * (0x1.1566aaf25de2cp-14 + z * (-0x1.bbd41c5d26bf1p-20 + z * 0x1.6376972bea4d0p-25))));
  double y = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
  int whole = (int)doubleToBits(shifted);
  int half = whole >> 1;
  return y * powerOfTwo(half) * powerOfTwo(whole - half);
}

/// The polynomial that both logarithms share; Logarithm.q.
__device__ inline double logarithmSeries(double z) {
  double upper = 0x1.3b18b294bebf9p-3 +
                 z * (0x1.10ac75dc602b1p-3 +
                      z * (0x1.eb905e8575054p-4 + z * (0x1.687a6e7c95176p-4 + z * 0x1.4b0a26c5f2aefp-3)));
  return 0x1.5555555555555p-1 +
         z * (0x1.999999999a3ddp-2 +
              z * (0x1.24924923d44c6p-2 + z * (0x1.c71c727143318p-3 + z * (0x1.745cf0b0e03bdp-3 + z * upper))));
}

/// log(1 + x) for x from 0 to 1; Logarithm.log1p.
__device__ inline double logarithmOfOneAnd(double x) {
  double s = x / (2.0 + x);
  double z = s * s;
  double half = 0.5 * x * x;
  return x - (half - s * (half + z * logarithmSeries(z)));
}

/// log x for a normal x above 0; of anything else NaN, where Logarithm.log knows more.
__device__ inline double logarithm(double x) {
  if (!(x >= 0x1.0p-1022 && x <= 0x1.fffffffffffffp1023)) {
    return bitsToDouble(0x7ff8000000000000LL);
  }
  long long bits = doubleToBits(x);
  long long k = (bits - 0x3FE6A09F00000000LL) >> 52;
  double f = bitsToDouble(bits - (long long)((unsigned long long)k << 52)) - 1.0;
  double s = f / (2.0 + f);
  double z = s * s;
  double half = 0.5 * f * f;
  double whole = (double)k;
  return whole * 0x1.62e42feep-1 -
         ((half - (s * (half + z * logarithmSeries(z)) + whole * 0x1.a39ef35793c76p-33)) - f);
}

/// Sigmoid.logistic.
__device__ inline float logistic(float z) {
  double e = exponential(-(double)(z < 0 ? -z : z));
  return (float)((z >= 0 ? 1.0 : e) / (1.0 + e));
}

/// Sigmoid.tanh.
__device__ inline float hyperbolicTangent(float z) {
  float magnitude = z < 0 ? -z : z;
  if (magnitude < 0x1.0p-12f) {
    return z;
  }
  double e = exponential(-2.0 * magnitude);
  float t = (float)((1.0 - e) / (1.0 + e));
  return z < 0 ? -t : t;
}

/// Hashes.mix.
__device__ inline unsigned long long mix(unsigned long long x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

/// Hashes.extend.
__device__ inline unsigned long long extendHash(unsigned long long hash, unsigned long long position) {
  return mix(hash + 0x9E3779B97F4A7C15ULL + position);
}

}  // namespace trainyard
