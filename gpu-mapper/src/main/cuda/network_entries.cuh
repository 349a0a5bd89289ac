// The entry points of a module of products in a precision of its own: forward, back and update for small, large and huge tiles.
// Whoever includes this, once and outside of any namespace, has said before what SmallTiles, LargeTiles and HugeTiles are, and
// with ENTRY(name) how its entry points are called: all modules together are one library where the tests run them.

extern "C" __global__ void __launch_bounds__(SmallTiles::THREADS)
    ENTRY(network_forward_small)(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ SmallTiles::Shared tiles;
  forward<SmallTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(SmallTiles::THREADS)
    ENTRY(network_back_small)(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ SmallTiles::Shared tiles;
  back<SmallTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(SmallTiles::THREADS)
    ENTRY(network_update_small)(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ SmallTiles::Shared tiles;
  update<SmallTiles>(tiles, net, lanes, cursor);
}

extern "C" __global__ void __launch_bounds__(LargeTiles::THREADS)
    ENTRY(network_forward_large)(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ LargeTiles::Shared tiles;
  forward<LargeTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(LargeTiles::THREADS)
    ENTRY(network_back_large)(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ LargeTiles::Shared tiles;
  back<LargeTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(LargeTiles::THREADS)
    ENTRY(network_update_large)(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ LargeTiles::Shared tiles;
  update<LargeTiles>(tiles, net, lanes, cursor);
}

extern "C" __global__ void __launch_bounds__(HugeTiles::THREADS)
    ENTRY(network_forward_huge)(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ HugeTiles::Shared tiles;
  forward<HugeTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(HugeTiles::THREADS)
    ENTRY(network_back_huge)(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ HugeTiles::Shared tiles;
  back<HugeTiles>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(HugeTiles::THREADS)
    ENTRY(network_update_huge)(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ HugeTiles::Shared tiles;
  update<HugeTiles>(tiles, net, lanes, cursor);
}
