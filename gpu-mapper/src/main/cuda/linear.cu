// The scan of linear.cuh with the CPU's bits (compile with -fmad=false), and what all scans count.
#include "linear.cuh"

using namespace trainyard;

extern "C" __global__ void __launch_bounds__(256, 3) linearDense(
    const long long* scan, const long long* blocks, int blockCount, unsigned int* turns, int tickets, double* rooms,
    long long roomDoubles, int tileRows, int strip, int near) {
  __shared__ double pool[POOL];
  __shared__ int ticket;
  dense<false>(pool, &ticket, scan, blocks, blockCount, turns, tickets, rooms, roomDoubles, tileRows, strip, near);
}

extern "C" __global__ void __launch_bounds__(256)
    linearSparseRows(const long long* scan, const long long* blocks, int tileRows) {
  sparseRows<false>(scan, blocks, tileRows);
}

extern "C" __global__ void __launch_bounds__(256) linearSparseSums(const long long* scan, const long long* blocks) {
  sparseSums<false>(scan, blocks);
}

/// Lists pages of the score tables (256 keys each) that are not empty, and clears them. Their order is anyone's guess;
/// they are added as whole numbers.
///
/// tables: all of them; count: how many pages were found, 0 before; numbers, pages: room for so many; those found beyond
/// it stay as they are
extern "C" __global__ void __launch_bounds__(256) linearCounts(
    unsigned long long* tables, unsigned int* count, unsigned int* numbers, unsigned long long* pages, int room) {
  // A warp takes a page, eight keys a lane.
  int lane = threadIdx.x % 32;
  unsigned int number = blockIdx.x * (THREADS / 32) + threadIdx.x / 32;
  unsigned long long* page = tables + (unsigned long long)number * PAGE;
  unsigned long long units[PAGE / 32];
  bool used = false;
#pragma unroll
  for (int i = 0; i < PAGE / 32; i++) {
    units[i] = page[lane + 32 * i];
    used = used || units[i] != 0;
  }
  if (!__any_sync(ALL_LANES, used)) {
    return;
  }
  unsigned int place = lane == 0 ? atomicAdd(count, 1u) : 0;
  place = __shfl_sync(ALL_LANES, place, 0);
  if (place >= (unsigned int)room) {
    return;
  }
  numbers[place] = number;
#pragma unroll
  for (int i = 0; i < PAGE / 32; i++) {
    pages[(unsigned long long)place * PAGE + lane + 32 * i] = units[i];
    page[lane + 32 * i] = 0;
  }
}
