// What every kernel includes first. The sources are compiled by nvcc for GPUs, and by g++ for the stand-in that runs them
// in tests on the CPU: they keep to what both know, and to integer atomics (a floating-point one has no fixed order).
// In g++'s world there are threadIdx, blockIdx, blockDim, gridDim, __syncthreads, __syncwarp, __shfl_*sync, __ballot_sync,
// __shared__ (in a __global__ function only), atomicAdd/Max/Min on integers, float2/4 and double2, and <cmath>.
#pragma once

#ifdef __CUDACC__

// Dynamic shared memory of the block as an array of a type, aligned to 16 bytes.
#define DYNAMIC_SHARED(type, name)                                   \
  extern __shared__ __align__(16) unsigned char dynamic_shared[];    \
  type* const name = reinterpret_cast<type*>(dynamic_shared)

// What a load of several numbers takes for granted; where the tests run them it is looked at.
#define REQUIRE_ALIGNED(address, bytes)

#else
#include "device_on_cpu.h"
#endif

constexpr unsigned ALL_LANES = 0xffffffffu;
