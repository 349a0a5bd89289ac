// The products of network.cuh on tensor cores, factors rounded to bf16 (8 bits of significand): bits of the device type's own, the same
// for every tiling. The rest of a step, and first layers of sparse rows, are network.cu's.
#include "network.cuh"
#include "tensor.cuh"

using namespace trainyard;

typedef TensorSmall<Bf16> SmallTiles;
typedef TensorLarge<Bf16> LargeTiles;
typedef TensorHuge<Bf16> HugeTiles;

#define ENTRY(name) name##_bf16
#include "network_entries.cuh"
