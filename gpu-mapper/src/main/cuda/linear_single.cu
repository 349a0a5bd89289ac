// The scan of linear.cuh in single precision: bits of its own, the same for every tiling and however many models there are.
#include "linear.cuh"

using namespace trainyard;

extern "C" __global__ void __launch_bounds__(256, 3) linearDenseSingle(
    const long long* scan, const long long* blocks, int blockCount, unsigned int* turns, int tickets, double* rooms,
    long long roomDoubles, int tileRows, int strip, int near) {
  __shared__ double pool[POOL];
  __shared__ int ticket;
  dense<true>(pool, &ticket, scan, blocks, blockCount, turns, tickets, rooms, roomDoubles, tileRows, strip, near);
}

extern "C" __global__ void __launch_bounds__(256)
    linearSparseRowsSingle(const long long* scan, const long long* blocks, int tileRows) {
  sparseRows<true>(scan, blocks, tileRows);
}

extern "C" __global__ void __launch_bounds__(256) linearSparseSumsSingle(const long long* scan, const long long* blocks) {
  sparseSums<true>(scan, blocks);
}
