// The products of network.cuh on tensor cores, factors rounded to bf16 (8 bits of significand): bits of the device type's own, the same
// for every tiling. The rest of a step, and first layers of sparse rows, are network.cu's.
#include "network.cuh"
#include "tensor.cuh"

using namespace trainyard;

typedef TensorSmall<Bf16> SmallTiles;

extern "C" __global__ void __launch_bounds__(SmallTiles::THREADS)
    network_forward_small_bf16(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ SmallTiles::Shared tiles;
  forward<SmallTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(SmallTiles::THREADS)
    network_back_small_bf16(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ SmallTiles::Shared tiles;
  back<SmallTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(SmallTiles::THREADS)
    network_update_small_bf16(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ SmallTiles::Shared tiles;
  update<SmallTiles>(tiles, net, lanes, cursor);
}

typedef TensorLarge<Bf16> LargeTiles;

extern "C" __global__ void __launch_bounds__(LargeTiles::THREADS)
    network_forward_large_bf16(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ LargeTiles::Shared tiles;
  forward<LargeTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(LargeTiles::THREADS)
    network_back_large_bf16(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ LargeTiles::Shared tiles;
  back<LargeTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(LargeTiles::THREADS)
    network_update_large_bf16(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ LargeTiles::Shared tiles;
  update<LargeTiles>(tiles, net, lanes, cursor);
}

typedef TensorHuge<Bf16> HugeTiles;

extern "C" __global__ void __launch_bounds__(HugeTiles::THREADS)
    network_forward_huge_bf16(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ HugeTiles::Shared tiles;
  forward<HugeTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(HugeTiles::THREADS)
    network_back_huge_bf16(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ HugeTiles::Shared tiles;
  back<HugeTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(HugeTiles::THREADS)
    network_update_huge_bf16(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ HugeTiles::Shared tiles;
  update<HugeTiles>(tiles, net, lanes, cursor);
}
