// Multilayer perceptrons on a device, with the CPU's bits: see network.cuh.
#include "network.cuh"

using namespace trainyard;

/// Tells where the next step stands. One thread.
extern "C" __global__ void network_begin(Cursor* cursor, long long from, long long batch, long long window,
                                         long long pass, long long dropout, long long recording) {
  cursor->from = from;
  cursor->updating = from;
  cursor->batch = batch;
  cursor->window = window;
  cursor->pass = pass;
  cursor->dropout = dropout;
  cursor->recording = recording;
}

/// The inputs of a window's rows, scaled and in their order; InputScaling.input. blockIdx.x: 8 rows; blockIdx.z: feed.
extern "C" __global__ void network_gather(const Network* net, const Feed* feeds, long long from, long long window) {
  const Feed feed = feeds[blockIdx.z];
  int features = (int)net->layer[0].inputs;
  int first = (int)blockIdx.x * 8;
  int rows = rowsFrom(feed, from, window) - first;
  rows = rows < 8 ? rows : 8;
  for (int r = 0; r < rows; r++) {
    const float* row = feed.rows[feed.order[from + first + r]];
    float* into = feed.inputs + (long long)(first + r) * features;
    for (int j = (int)threadIdx.x; j < features; j += (int)blockDim.x) {
      into[j] = (float)(((double)row[j] - net->mean[j]) * net->scale[j]);
    }
  }
}

/// blockIdx.x: 128 units; blockIdx.z: lane, as in all that follow.
extern "C" __global__ void network_center(const Network* net, const Lane* lanes, const Cursor* cursor) {
  centerOf(net, lanes, cursor);
}

/// blockIdx.x: row, and 128 units.
extern "C" __global__ void network_forward_sparse(const Network* net, const Lane* lanes, const Cursor* cursor) {
  forwardSparse(net, lanes, cursor);
}

/// blockIdx.x: 32 inputs (the biases are one more), and 128 units.
extern "C" __global__ void network_update_sparse(const Network* net, const Lane* lanes, const Cursor* cursor) {
  __shared__ float gradient[SPARSE_FEATURES][SPARSE_COLUMNS];
  __shared__ int begins[SPARSE_COLUMNS];
  __shared__ int ends[SPARSE_COLUMNS];
  updateSparse(gradient, begins, ends, net, lanes, cursor);
}

extern "C" __global__ void network_loss(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ double powers[LOSS_ROWS][32];
  lossOfRows(powers, net, lanes, cursor);
}

extern "C" __global__ void __launch_bounds__(Small::THREADS)
    network_forward_small(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ Tiles<Small> tiles;
  forward<Exact<Small>>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(Small::THREADS)
    network_back_small(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ Tiles<Small> tiles;
  back<Exact<Small>>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(Small::THREADS)
    network_update_small(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ Tiles<Small> tiles;
  update<Exact<Small>>(tiles, net, lanes, cursor);
}

extern "C" __global__ void __launch_bounds__(Large::THREADS)
    network_forward_large(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ Tiles<Large> tiles;
  forward<Exact<Large>>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(Large::THREADS)
    network_back_large(const Network* net, const Lane* lanes, const Cursor* cursor, int layer) {
  __shared__ Tiles<Large> tiles;
  back<Exact<Large>>(tiles, net, lanes, cursor, layer);
}

extern "C" __global__ void __launch_bounds__(Large::THREADS)
    network_update_large(const Network* net, const Lane* lanes, Cursor* cursor) {
  __shared__ Tiles<Large> tiles;
  update<Exact<Large>>(tiles, net, lanes, cursor);
}
