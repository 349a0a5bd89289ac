// The products of network.cuh on tensor cores, factors rounded to tf32 (11 bits of significand): bits of the device type's own, the same
// for every tiling. The rest of a step, and first layers of sparse rows, are network.cu's.
#include "network.cuh"
#include "tensor.cuh"

using namespace trainyard;

typedef TensorSmall<Tf32> SmallTiles;
typedef TensorLarge<Tf32> LargeTiles;
typedef TensorHuge<Tf32> HugeTiles;

#define ENTRY(name) name##_tf32
#include "network_entries.cuh"
