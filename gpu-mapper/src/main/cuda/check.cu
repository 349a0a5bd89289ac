// What a device can do at best, measured: the yardsticks of gpu-check.
#include "kernel.cuh"

// Reads and writes count times 16 bytes: the bandwidth of the device's memory. Consecutive threads touch consecutive
// bytes, and each has several loads under way by the loop that the compiler unrolls.
extern "C" __global__ void copy_stream(const float4* from, float4* to, long long count) {
  long long stride = (long long)gridDim.x * blockDim.x;
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += stride) to[i] = from[i];
}

// rounds times eight fused multiply-adds of each thread, in eight chains that do not wait for each other: single precision
// at its peak (an instruction has a latency of four cycles, and eight chains of four warps hide it).
extern "C" __global__ void fma_chains(float* to, int rounds, float factor) {
  float a = threadIdx.x, b = a + 1, c = a + 2, d = a + 3, e = a + 4, f = a + 5, g = a + 6, h = a + 7;
  for (int i = 0; i < rounds; i++) {
    a = fmaf(a, factor, 1.0f);
    b = fmaf(b, factor, 1.0f);
    c = fmaf(c, factor, 1.0f);
    d = fmaf(d, factor, 1.0f);
    e = fmaf(e, factor, 1.0f);
    f = fmaf(f, factor, 1.0f);
    g = fmaf(g, factor, 1.0f);
    h = fmaf(h, factor, 1.0f);
  }
  to[blockIdx.x * blockDim.x + threadIdx.x] = a + b + c + d + e + f + g + h;
}
