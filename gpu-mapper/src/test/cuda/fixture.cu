// Small kernels on which the tests of the device layer, and of the stand-in itself, stand.
#include "kernel.cuh"

// to[i] = factor * from[i]
extern "C" __global__ void scale(const double* from, double* to, int count, double factor) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < count) to[i] = factor * from[i];
}

// Each block's sum of its threads' numbers, in a tree over shared memory; some barriers may be left out.
extern "C" __global__ void tree_sum(const int* from, int* to, int barriers) {
  DYNAMIC_SHARED(int, sums);
  int t = threadIdx.x;
  sums[t] = from[blockIdx.x * blockDim.x + t];
  if (barriers) __syncthreads();
  for (int half = blockDim.x / 2; half > 0; half /= 2) {
    if (t < half) sums[t] += sums[t + half];
    if (barriers) __syncthreads();
  }
  if (t == 0) to[blockIdx.x] = sums[0];
}

// Each warp's sum by shuffles, and the number of its odd numbers.
extern "C" __global__ void warp_sum(const int* from, int* sums, int* odd) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  int sum = from[i];
  unsigned votes = __ballot_sync(ALL_LANES, from[i] & 1);
  for (int delta = 16; delta > 0; delta /= 2) sum += __shfl_down_sync(ALL_LANES, sum, delta);
  if (threadIdx.x % 32 == 0) {
    sums[i / 32] = sum;
    odd[i / 32] = __popc(votes);
  }
}

// What shared memory holds that nobody has written, and a barrier to which one half does not come.
extern "C" __global__ void faults(double* to, int divergent) {
  __shared__ double nothing[2];
  if (threadIdx.x == 0) to[blockIdx.x] = nothing[blockIdx.x % 2];
  if (!divergent || threadIdx.x < blockDim.x / 2) __syncthreads();
}
