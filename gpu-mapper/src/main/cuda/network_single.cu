// The products of network.cuh with fused multiplication and addition: bits of their own, the same for every tiling. A
// module apart, because a driver takes seconds to assemble it.
#include "network.cuh"

using namespace trainyard;

extern "C" __global__ void __launch_bounds__(Small::THREADS)
    network_forward_small_single(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ Tiles<Small> tiles;
  forward<Fused<Small>>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(Small::THREADS)
    network_back_small_single(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ Tiles<Small> tiles;
  back<Fused<Small>>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(Small::THREADS)
    network_update_small_single(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ Tiles<Small> tiles;
  update<Fused<Small>>(tiles, net, lanes, cursor);
}

extern "C" __global__ void __launch_bounds__(Large::THREADS)
    network_forward_large_single(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ Tiles<Large> tiles;
  forward<Fused<Large>>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(Large::THREADS)
    network_back_large_single(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ Tiles<Large> tiles;
  back<Fused<Large>>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(Large::THREADS)
    network_update_large_single(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ Tiles<Large> tiles;
  update<Fused<Large>>(tiles, net, lanes, cursor);
}

extern "C" __global__ void __launch_bounds__(Huge::THREADS)
    network_forward_huge_single(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ Tiles<Huge> tiles;
  forward<Fused<Huge>>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(Huge::THREADS)
    network_back_huge_single(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ Tiles<Huge> tiles;
  back<Fused<Huge>>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(Huge::THREADS)
    network_update_huge_single(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ Tiles<Huge> tiles;
  update<Fused<Huge>>(tiles, net, lanes, cursor);
}
