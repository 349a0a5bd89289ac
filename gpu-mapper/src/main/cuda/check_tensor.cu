// What tensor cores can do at best with the instruction that the networks' kernels use: yardsticks of gpu-check.
#include "tensor.cuh"

using namespace trainyard;

/// rounds times eight products of 16 * 8 elements by each warp, in eight chains that do not wait for each other.
template <class Kind>
__device__ inline void chains(float* to, int rounds, float factor) {
  float x[Kind::PACKED];
  for (int p = 0; p < Kind::PACKED; p++) {
    x[p] = factor;
  }
  unsigned word = Kind::word(x);
  unsigned a[4] = {word, word, word, word};
  unsigned b[2] = {word, word};
  float c[8][4];
#pragma unroll
  for (int n = 0; n < 8; n++) {
    for (int i = 0; i < 4; i++) {
      c[n][i] = (float)(threadIdx.x + n);
    }
  }
  for (int round = 0; round < rounds; round++) {
#pragma unroll
    for (int n = 0; n < 8; n++) {
      Kind::multiply(a, b, c[n]);
    }
  }
  float sum = 0.0f;
#pragma unroll
  for (int n = 0; n < 8; n++) {
    for (int i = 0; i < 4; i++) {
      sum = sum + c[n][i];
    }
  }
  to[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

extern "C" __global__ void tensor_chains_tf32(float* to, int rounds, float factor) { chains<Tf32>(to, rounds, factor); }

extern "C" __global__ void tensor_chains_bf16(float* to, int rounds, float factor) { chains<Bf16>(to, rounds, factor); }
