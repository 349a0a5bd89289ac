// The part of CUDA's C++ that our kernels use, for g++: one fiber for each thread of a block (fibers.cpp).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <tuple>
#include <utility>

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(...)
#define __align__(n) __attribute__((aligned(n)))
#define __constant__ static
// All of it lies in one place, which is filled with NaN before each block.
#define __shared__ static __attribute__((section("shared_memory")))
#define DYNAMIC_SHARED(type, name) type* const name = reinterpret_cast<type*>(stand_in::dynamic_shared())
// A GPU fails where a load of several numbers is not aligned; a CPU does not mind.
#define REQUIRE_ALIGNED(address, bytes)                                       \
  if (reinterpret_cast<uintptr_t>(address) % (bytes) != 0) {                  \
    fprintf(stderr, "stand-in: %s:%d loads %zu bytes that are not aligned\n", \
            __FILE__, __LINE__, size_t(bytes));                               \
    abort();                                                                  \
  }

struct uint3 {
  unsigned x, y, z;
};
struct dim3 {
  unsigned x, y, z;
};
struct alignas(8) float2 {
  float x, y;
};
struct alignas(16) float4 {
  float x, y, z, w;
};
struct alignas(16) double2 {
  double x, y;
};
struct alignas(8) int2 {
  int x, y;
};
struct alignas(16) int4 {
  int x, y, z, w;
};
inline float2 make_float2(float x, float y) { return {x, y}; }
inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }
inline double2 make_double2(double x, double y) { return {x, y}; }
inline int2 make_int2(int x, int y) { return {x, y}; }
inline int4 make_int4(int x, int y, int z, int w) { return {x, y, z, w}; }

namespace stand_in {
extern uint3 thread_index, block_index;
extern dim3 block_size, grid_size;

void* dynamic_shared();

// A thread stands still until all threads of its block have come to the same line.
void block_barrier(const char* file, int line);

// A thread stands still until the lanes of the mask have come to the same line.
void warp_barrier(unsigned mask, const char* file, int line);

// Gives the 64 bits that a lane of the same warp brought to the same line.
uint64_t exchange(unsigned mask, uint64_t mine, unsigned lane, const char* file, int line);

// The lanes of the mask that brought a value other than 0.
unsigned ballot(unsigned mask, bool mine, const char* file, int line);

// Shows up to 8 words of each lane of the warp to all of them, a lane after the other; until they meet again.
const uint32_t* show(const uint32_t* mine, unsigned count, const char* file, int line);

unsigned lane();

template <class T>
T shuffle(unsigned mask, T value, unsigned from, const char* file, int line) {
  static_assert(sizeof(T) <= 8, "a shuffle moves up to 64 bits");
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(T));
  bits = exchange(mask, bits, from, file, line);
  std::memcpy(&value, &bits, sizeof(T));
  return value;
}

template <class T>
T shuffle_down(unsigned mask, T value, unsigned delta, unsigned width, const char* file, int line) {
  unsigned from = lane() + delta;
  return shuffle(mask, value, from / width == lane() / width ? from : lane(), file, line);
}

template <class T>
T shuffle_up(unsigned mask, T value, unsigned delta, unsigned width, const char* file, int line) {
  return shuffle(mask, value, lane() % width >= delta ? lane() - delta : lane(), file, line);
}

template <class T>
T shuffle_in(unsigned mask, T value, unsigned from, unsigned width, const char* file, int line) {
  return shuffle(mask, value, lane() / width * width + from % width, file, line);
}

using Call = std::function<void()>;

// Arguments are copied when a kernel is launched, as the driver does.
template <class... A, size_t... I>
Call bind(void (*kernel)(A...), void** arguments, std::index_sequence<I...>) {
  std::tuple<std::decay_t<A>...> copies(*static_cast<std::decay_t<A>*>(arguments[I])...);
  return [kernel, copies] { std::apply(kernel, copies); };
}

struct Kernel {
  const char* name;
  std::function<Call(void**)> bind;
};

void add_kernel(Kernel kernel);

struct Registration {
  template <class... A>
  Registration(const char* name, void (*kernel)(A...)) {
    add_kernel({name, [kernel](void** arguments) {
                  return stand_in::bind(kernel, arguments, std::index_sequence_for<A...>{});
                }});
  }
};
}  // namespace stand_in

#define STAND_IN_KERNEL(name) static stand_in::Registration registration_of_##name(#name, name);

#define threadIdx stand_in::thread_index
#define blockIdx stand_in::block_index
#define blockDim stand_in::block_size
#define gridDim stand_in::grid_size
#define warpSize 32

#define __syncthreads() stand_in::block_barrier(__FILE__, __LINE__)
#define __syncwarp(...) stand_in::warp_barrier(0xffffffffu STAND_IN_MASK(__VA_ARGS__), __FILE__, __LINE__)
#define STAND_IN_MASK(...) __VA_OPT__(&(__VA_ARGS__))
#define STAND_IN_WIDTH(...) 32 __VA_OPT__(-32 + (__VA_ARGS__))
#define __shfl_sync(mask, value, from, ...) \
  stand_in::shuffle_in(mask, value, from, STAND_IN_WIDTH(__VA_ARGS__), __FILE__, __LINE__)
#define __shfl_xor_sync(mask, value, bits, ...) \
  stand_in::shuffle(mask, value, stand_in::lane() ^ (bits), __FILE__, __LINE__)
#define __shfl_down_sync(mask, value, delta, ...) \
  stand_in::shuffle_down(mask, value, delta, STAND_IN_WIDTH(__VA_ARGS__), __FILE__, __LINE__)
#define __shfl_up_sync(mask, value, delta, ...) \
  stand_in::shuffle_up(mask, value, delta, STAND_IN_WIDTH(__VA_ARGS__), __FILE__, __LINE__)
#define __ballot_sync(mask, value) stand_in::ballot(mask, (value) != 0, __FILE__, __LINE__)
#define __any_sync(mask, value) (stand_in::ballot(mask, (value) != 0, __FILE__, __LINE__) != 0)
#define __all_sync(mask, value) (stand_in::ballot(mask, (value) == 0, __FILE__, __LINE__) == 0)
#define __threadfence()

// One fiber runs at a time: nothing else is needed to be atomic. None for floating point, on purpose.
template <class T>
T atomic_replace(T* at, T value) {
  static_assert(std::is_integral<T>::value, "floating-point atomics have no fixed order");
  T old = *at;
  *at = value;
  return old;
}
inline int atomicAdd(int* at, int x) { return atomic_replace(at, *at + x); }
inline unsigned atomicAdd(unsigned* at, unsigned x) { return atomic_replace(at, *at + x); }
inline unsigned long long atomicAdd(unsigned long long* at, unsigned long long x) { return atomic_replace(at, *at + x); }
inline int atomicMax(int* at, int x) { return atomic_replace(at, std::max(*at, x)); }
inline unsigned atomicMax(unsigned* at, unsigned x) { return atomic_replace(at, std::max(*at, x)); }
inline unsigned long long atomicMax(unsigned long long* at, unsigned long long x) { return atomic_replace(at, std::max(*at, x)); }
inline int atomicMin(int* at, int x) { return atomic_replace(at, std::min(*at, x)); }
inline unsigned atomicMin(unsigned* at, unsigned x) { return atomic_replace(at, std::min(*at, x)); }
inline unsigned long long atomicMin(unsigned long long* at, unsigned long long x) { return atomic_replace(at, std::min(*at, x)); }
inline unsigned atomicOr(unsigned* at, unsigned x) { return atomic_replace(at, *at | x); }

template <class T>
T __ldg(const T* at) { return *at; }
inline int __popc(unsigned x) { return __builtin_popcount(x); }
inline int __clz(int x) { return x == 0 ? 32 : __builtin_clz(x); }
inline int __clzll(long long x) { return x == 0 ? 64 : __builtin_clzll(x); }
inline int __ffs(int x) { return __builtin_ffs(x); }
inline long long __double_as_longlong(double x) { long long bits; std::memcpy(&bits, &x, 8); return bits; }
inline double __longlong_as_double(long long x) { double value; std::memcpy(&value, &x, 8); return value; }
inline int __float_as_int(float x) { int bits; std::memcpy(&bits, &x, 4); return bits; }
inline float __int_as_float(int x) { float value; std::memcpy(&value, &x, 4); return value; }
inline double __dadd_rn(double x, double y) { return x + y; }
inline double __dmul_rn(double x, double y) { return x * y; }
inline float __fadd_rn(float x, float y) { return x + y; }
inline float __fmul_rn(float x, float y) { return x * y; }
inline int min(int x, int y) { return x < y ? x : y; }
inline int max(int x, int y) { return x > y ? x : y; }
inline long long min(long long x, long long y) { return x < y ? x : y; }
inline long long max(long long x, long long y) { return x > y ? x : y; }
