// The products of network.cuh with fused multiplication and addition: bits of their own, the same for every tiling. A
// module apart, because a driver takes seconds to assemble it.
#include "network.cuh"

using namespace trainyard;

typedef Fused<Small> SmallTiles;
typedef Fused<Large> LargeTiles;
typedef Fused<Huge> HugeTiles;

#define ENTRY(name) name##_single
#include "network_entries.cuh"
