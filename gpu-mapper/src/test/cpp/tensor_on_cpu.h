// The matrix instructions that our kernels use, for g++: what the PTX ISA says of cvt.rna.tf32.f32, cvt.rn.bf16x2.f32,
// mma.m16n8k8 (tf32) and mma.m16n8k16 (bf16), written from its text and tables and not from the kernels.
#pragma once

#include "device_on_cpu.h"

namespace stand_in {
// To the nearest of 11 bits of significand, ties away from 0; the lower 13 bits are 0.
uint32_t tf32(float x);

// To the nearest of 8 bits of significand, ties to even; 16 bits.
uint32_t bf16(float x);

// c += a * b of a warp, one inner index after the other in single precision. A device adds in an order and with roundings
// of its own.
void multiply_tf32(const unsigned (&a)[4], const unsigned (&b)[2], float (&c)[4], const char* file, int line);
void multiply_bf16(const unsigned (&a)[4], const unsigned (&b)[2], float (&c)[4], const char* file, int line);
}  // namespace stand_in
