// Products of tiles on tensor cores, from compute capability 8.0: factors are rounded to 11 bits (tf32) or 8 (bf16) of
// significand when they come to shared memory, sums are kept in single precision. Each element is summed along one
// chain of matrix instructions, in ascending order of the inner index; what happens within one of them is the device
// type's own. So bits are the same every time, and for every tiling, on one type of device.
//
// For an instruction of 16 * 8 * 16 multiplications (bf16) a warp of the largest tiling loads 1.5 words a thread from
// shared memory; an A100 takes 2 cycles for those of four warps and 8 for the multiplications: the tensor cores are the
// limit there. A tile of 32 inner indices is 32 kB of floats from the second cache for 524,288 multiplications, 512
// cycles of an A100's processor and half as many of an H100's: 64 and 128 bytes a cycle, of which these caches give
// about 45 and 25. So wide layers are bound by the cache and not by the tensor cores: floats are kept as floats, for the
// steps of the optimiser, and rounded each time.
#pragma once

#include "kernel.cuh"

#ifndef __CUDACC__
#include "tensor_on_cpu.h"
#endif

namespace trainyard {

/// A word holds one inner index: 8 bits of exponent, 10 of fraction; to the nearest, ties away from 0.
struct Tf32 {
  static const int PACKED = 1;

  static __device__ inline unsigned word(const float (&x)[1]) {
#ifdef __CUDACC__
    unsigned word;
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(word) : "f"(x[0]));
    return word;
#else
    return stand_in::tf32(x[0]);
#endif
  }

  /// c += a * b: all lanes of a warp together. Fragments are those of mma.m16n8k8 in the PTX ISA.
  static __device__ inline void multiply(const unsigned (&a)[4], const unsigned (&b)[2], float (&c)[4]) {
#ifdef __CUDACC__
    asm volatile(
        "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
        "{%0, %1, %2, %3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#else
    stand_in::multiply_tf32(a, b, c, __FILE__, __LINE__);
#endif
  }
};

/// A word holds two inner indices, the first in its lower half: 8 bits of exponent, 7 of fraction; to the nearest even.
struct Bf16 {
  static const int PACKED = 2;

  static __device__ inline unsigned word(const float (&x)[2]) {
#ifdef __CUDACC__
    unsigned word;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(word) : "f"(x[1]), "f"(x[0]));
    return word;
#else
    return stand_in::bf16(x[0]) | stand_in::bf16(x[1]) << 16;
#endif
  }

  /// c += a * b: all lanes of a warp together. Fragments are those of mma.m16n8k16 in the PTX ISA.
  static __device__ inline void multiply(const unsigned (&a)[4], const unsigned (&b)[2], float (&c)[4]) {
#ifdef __CUDACC__
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
        "{%0, %1, %2, %3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#else
    stand_in::multiply_bf16(a, b, c, __FILE__, __LINE__);
#endif
  }
};

/// How the warps of a block, DOWN * ACROSS of them, share out a tile of M rows and N columns of a result, each taking
/// products of 16 * 8 elements. A thread owns two rows and two columns of each. In words instead of inner indices the
/// fragments of both kinds lie alike: eight words in an instruction, of which a thread has those of its place among four
/// and of four further on.
template <class Kind, int M_, int N_, int DOWN, int ACROSS>
struct TensorTiling {
  static const int M = M_, N = N_;
  static const int THREADS = 32 * DOWN * ACROSS;
  static const int WORDS = 16;  // of a row of a tile
  static const int K = WORDS * Kind::PACKED;
  static const int HIGH = M / DOWN / 16, WIDE = N / ACROSS / 8;  // products of a warp
  static const int RM = 2 * HIGH, RN = 2 * WIDE;
  static const int PLACES_M = M * WORDS / THREADS, PLACES_N = N * WORDS / THREADS;  // words that a thread brings

  static __device__ inline int group() { return (int)threadIdx.x % 32 / 4; }
  static __device__ inline int member() { return (int)threadIdx.x % 4; }
  static __device__ inline int top() { return (int)threadIdx.x / 32 / ACROSS * (M / DOWN); }
  static __device__ inline int left() { return (int)threadIdx.x / 32 % ACROSS * (N / ACROSS); }

  static __device__ inline int row(int i) { return top() + i / 2 * 16 + i % 2 * 8 + group(); }
  static __device__ inline int column(int j) { return left() + j / 2 * 8 + member() * 2 + j % 2; }

  /// Two tiles of either factor in turn.
  struct Shared {
    unsigned a[2][M * (WORDS + 4)];
    unsigned b[2][N * (WORDS + 4)];
  };

  /// Where a word is in a tile. Words lie as their source does, so that they come in as they are read; and the eight
  /// groups of a warp, four words each, are in 32 different banks: rows of 20 words, or columns of a multiple of 32 and 8.
  template <class Source, int OUTER>
  static __device__ inline int place(int m, int word) {
    static_assert(OUTER % 32 == 0 && WORDS * (OUTER + 8) <= OUTER * (WORDS + 4), "both ways lie in a tile");
    return Source::INNER_FIRST ? m * (WORDS + 4) + word : word * (OUTER + 8) + m;
  }

  template <class Source, int OUTER, int PLACES>
  static __device__ inline void fetch(const Source& source, int k0, int inner, float (&into)[PLACES][Kind::PACKED]) {
#pragma unroll
    for (int n = 0; n < PLACES; n++) {
      int at = (int)threadIdx.x + n * THREADS;
      int m = Source::INNER_FIRST ? at / WORDS : at % OUTER;
      int k = k0 + (Source::INNER_FIRST ? at % WORDS : at / OUTER) * Kind::PACKED;
#pragma unroll
      for (int p = 0; p < Kind::PACKED; p++) {
        into[n][p] = k + p < inner ? source.at(m, k + p) : 0.0f;
      }
    }
  }

  template <class Source, int OUTER, int PLACES>
  static __device__ inline void keep(const float (&values)[PLACES][Kind::PACKED], unsigned* tile) {
#pragma unroll
    for (int n = 0; n < PLACES; n++) {
      int at = (int)threadIdx.x + n * THREADS;
      int m = Source::INNER_FIRST ? at / WORDS : at % OUTER;
      int word = Source::INNER_FIRST ? at % WORDS : at / OUTER;
      tile[place<Source, OUTER>(m, word)] = Kind::word(values[n]);
    }
  }

  /// c += a * b for eight words.
  template <class A, class B>
  static __device__ inline void multiply(const unsigned* a, const unsigned* b, int word, float (&c)[RM][RN]) {
    unsigned x[HIGH][4];
    int w = word + member();
#pragma unroll
    for (int i = 0; i < HIGH; i++) {
      x[i][0] = a[place<A, M>(row(2 * i), w)];
      x[i][1] = a[place<A, M>(row(2 * i + 1), w)];
      x[i][2] = a[place<A, M>(row(2 * i), w + 4)];
      x[i][3] = a[place<A, M>(row(2 * i + 1), w + 4)];
    }
#pragma unroll
    for (int j = 0; j < WIDE; j++) {
      int n = left() + j * 8 + group();
      unsigned y[2] = {b[place<B, N>(n, w)], b[place<B, N>(n, w + 4)]};
#pragma unroll
      for (int i = 0; i < HIGH; i++) {
        float sums[4] = {c[2 * i][2 * j], c[2 * i][2 * j + 1], c[2 * i + 1][2 * j], c[2 * i + 1][2 * j + 1]};
        Kind::multiply(x[i], y, sums);
        c[2 * i][2 * j] = sums[0];
        c[2 * i][2 * j + 1] = sums[1];
        c[2 * i + 1][2 * j] = sums[2];
        c[2 * i + 1][2 * j + 1] = sums[3];
      }
    }
  }

  /// c[i][j] += the sum over k from 0 to inner of a(row(i), k) * b(column(j), k). All threads of a block call it. While
  /// a tile is worked on, the next one is on its way to registers; with two tiles in turn one barrier is enough. Beyond
  /// inner both factors are 0.
  template <class A, class B>
  static __device__ inline void add(Shared& tiles, const A& a, const B& b, int inner, float (&c)[RM][RN]) {
    float nextA[PLACES_M][Kind::PACKED];
    float nextB[PLACES_N][Kind::PACKED];
    fetch<A, M>(a, 0, inner, nextA);
    fetch<B, N>(b, 0, inner, nextB);
    for (int k0 = 0, turn = 0; k0 < inner; k0 += K, turn ^= 1) {
      keep<A, M>(nextA, tiles.a[turn]);
      keep<B, N>(nextB, tiles.b[turn]);
      __syncthreads();
      if (k0 + K < inner) {
        fetch<A, M>(a, k0 + K, inner, nextA);
        fetch<B, N>(b, k0 + K, inner, nextB);
      }
#pragma unroll
      for (int word = 0; word < WORDS; word += 8) {
        multiply<A, B>(tiles.a[turn], tiles.b[turn], word, c);
      }
    }
  }
};

/// Few elements: the 64 * 128 of MNIST's first layer are 8 blocks.
template <class Kind>
using TensorSmall = TensorTiling<Kind, 32, 32, 2, 2>;

template <class Kind>
using TensorLarge = TensorTiling<Kind, 64, 64, 2, 2>;

/// 64 sums of a thread; 40 kB of shared memory.
template <class Kind>
using TensorHuge = TensorTiling<Kind, 128, 128, 2, 4>;

}  // namespace trainyard
