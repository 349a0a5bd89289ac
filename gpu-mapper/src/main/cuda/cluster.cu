// A round of Lloyd's algorithm for all models of a run, over a batch of sample blocks: the bits of LloydAccumulator.
//
// What is a chain of additions there is one here, done by one thread: a distance over the features, a coordinate of a
// cluster's sum over the rows of a block. Parallel is what is independent: rows, clusters, models; columns, models,
// blocks. One launch takes a batch of blocks, since one block alone (some thousand rows) fills no device and computes for
// less time than a launch takes.
//
// Traffic for each value of X (4 bytes): read once from device memory by the assignment for all models (a tile of 128
// rows is read again for every 8 clusters, from the second-level cache: 25 KB at 50 features), and once for each model by
// the sums. Arithmetic: 3 double operations for each value and cluster; from about 8 clusters on that, and not memory, is
// the limit of a device with full double speed.
#include "kernel.cuh"

namespace cluster {
constexpr int TILE = 128;   // rows, and threads, of a block of the assignment
constexpr int STRIP = 32;   // features that it holds at a time: 16 KB of shared memory
constexpr int GROUP = 8;    // clusters that a thread works on at a time, in registers
constexpr int COLUMNS = 32; // columns of a block of the sums: a warp
constexpr int WARPS = 8;    // of a block of the sums, each of which sums every eighth cluster
constexpr int SEEKERS = 128;
constexpr int HELD_FROM_ALL = -1;

// A sample block of the batch. Addresses that its layout does not have are not read.
struct Block {
  const float* values;
  const float* weights;  // null: all 1
  const int* marks;      // fold of each row, or HELD_FROM_ALL; null: no row is held out
  const int* dictionary;
  const int* row_start;
  const int* columns;
  // The same non-zeros by column, rows ascending.
  const int* column_start;
  const int* column_rows;
  const float* column_values;
  long long first_row;  // of the batch
  long long sums;       // where its sums begin
  int rows;
  int width;   // columns: features, or the length of the dictionary
  int trains;  // whether rows may be trained on
  int unused;
};

struct Model {
  int first;  // number of its first cluster among those of all models
  int clusters;
  int fold;     // whose rows are held out
  int divided;  // whether rows are held out at all
};

// As Holdout.use.
__device__ __forceinline__ bool is_trained(const Block& block, const Model& model, int row) {
  if (!block.trains || !model.divided || block.marks == nullptr) return block.trains;
  int mark = block.marks[row];
  return mark != HELD_FROM_ALL && mark != model.fold;
}

__device__ __forceinline__ double weight_of(const Block& block, int row) {
  return block.weights == nullptr ? 1.0 : (double)block.weights[row];
}

// Takes the distances of a row to GROUP clusters and keeps, model by model, the nearest one: of equally near ones the
// first, and the first of all while distances are NaN.
struct Choice {
  int model = 0;
  int best = 0;
  double least = 0;

  __device__ __forceinline__ void see(const double* distances, int first, const Model* models, int pairs, bool floor,
                                      long long row, long long rows, bool is_row, int* nearest, double* distance) {
    for (int p = 0; p < GROUP && first + p < pairs; p++) {
      int cluster = first + p - models[model].first;
      if (cluster == 0 || distances[p] < least) {
        least = distances[p];
        best = cluster;
      }
      if (cluster == models[model].clusters - 1) {
        if (is_row) {
          nearest[model * rows + row] = best;
          // Math.max(0.0, x), for which NaN is NaN.
          distance[model * rows + row] = floor && least <= 0.0 ? 0.0 : least;
        }
        model++;
      }
    }
  }
};
}  // namespace cluster

using namespace cluster;

// Squared distances as the sum over j of (s_j x_j - c_j)^2, j ascending.
// Grid: tiles of rows, blocks. centroids: for each group of 8 clusters, for each feature, 8 numbers.
extern "C" __global__ void __launch_bounds__(TILE)
    cluster_assign_dense(const Block* blocks, const Model* models, int pairs, const double* centroids, const double* scale,
                         int features, long long rows, int* nearest, double* distance) {
  __shared__ float x[STRIP][TILE + 1];
  const Block& block = blocks[blockIdx.y];
  int first_row = blockIdx.x * TILE;
  if (first_row >= block.rows) return;
  int row = first_row + threadIdx.x;
  int tile_rows = min(TILE, block.rows - first_row);
  const float* values = block.values + (long long)first_row * features;
  Choice choice;
  for (int first = 0; first < pairs; first += GROUP) {
    double sums[GROUP];
#pragma unroll
    for (int p = 0; p < GROUP; p++) sums[p] = 0.0;
    const double* c = centroids + (long long)first * features;
    for (int strip = 0; strip < features; strip += STRIP) {
      int width = min(STRIP, features - strip);
      if (first == 0 || features > STRIP) {
        __syncthreads();  // Nobody reads the strip before any more.
        for (int i = threadIdx.x; i < TILE * STRIP; i += TILE) {
          int r = i / STRIP;
          int j = i % STRIP;
          if (r < tile_rows && j < width) x[j][r] = values[(long long)r * features + strip + j];
        }
        __syncthreads();
      }
      for (int j = 0; j < width; j++) {
        double value = x[j][threadIdx.x];
        if (scale != nullptr) value = value * scale[strip + j];
#pragma unroll
        for (int p = 0; p < GROUP; p++) {
          double d = value - c[(strip + j) * GROUP + p];
          sums[p] = sums[p] + d * d;
        }
      }
    }
    choice.see(sums, first, models, pairs, false, block.first_row + row, rows, row < block.rows, nearest, distance);
  }
}

// Squared distances as |c|^2 + the sum over the non-zeros of s x (s x - 2 c), ascending. twice: 2 c, laid out as above.
extern "C" __global__ void __launch_bounds__(TILE)
    cluster_assign_sparse(const Block* blocks, const Model* models, int pairs, const double* twice, const double* squares,
                          const double* scale, int features, long long rows, int* nearest, double* distance) {
  const Block& block = blocks[blockIdx.y];
  int row = blockIdx.x * TILE + threadIdx.x;
  if (row >= block.rows) return;
  int begin = block.row_start[row];
  int end = block.row_start[row + 1];
  Choice choice;
  for (int first = 0; first < pairs; first += GROUP) {
    double sums[GROUP];
#pragma unroll
    for (int p = 0; p < GROUP; p++) sums[p] = squares[first + p];
    const double* c = twice + (long long)first * features;
    for (int i = begin; i < end; i++) {
      int feature = block.dictionary[block.columns[i]];
      double value = block.values[i];
      if (scale != nullptr) value = value * scale[feature];
#pragma unroll
      for (int p = 0; p < GROUP; p++) sums[p] = sums[p] + value * (value - c[(long long)feature * GROUP + p]);
    }
    choice.see(sums, first, models, pairs, true, block.first_row + row, rows, true, nearest, distance);
  }
}

// For each cluster the sum of its rows' columns times their weights, rows ascending, and, as one column more, of their
// weights. A thread owns a column of every eighth cluster: in shared memory if all fit there (in_shared), else in place. Its
// chain waits for memory most of the time; so eight warps look at all rows, each of which only one of them reads.
// Grid: groups of 32 columns, models, blocks. sums of a block and model: clusters * width, then clusters.
extern "C" __global__ void __launch_bounds__(COLUMNS * WARPS)
    cluster_sums(const Block* blocks, const Model* models, long long rows, const int* nearest, double* sums, int sparse,
                 int in_shared) {
  DYNAMIC_SHARED(double, shared);
  const Block& block = blocks[blockIdx.z];
  const Model& model = models[blockIdx.y];
  int column = blockIdx.x * COLUMNS + threadIdx.x;
  if (column > block.width) return;
  bool is_weight = column == block.width;
  double* to = sums + block.sums + (long long)model.first * (block.width + 1);
  to += is_weight ? (long long)model.clusters * block.width : column;
  int to_stride = is_weight ? 1 : block.width;
  double* sum = in_shared ? shared + threadIdx.x : to;
  int stride = in_shared ? COLUMNS : to_stride;
  for (int c = threadIdx.y; c < model.clusters; c += WARPS) sum[(long long)c * stride] = 0.0;
  const int* of = nearest + blockIdx.y * rows + block.first_row;
  if (sparse && !is_weight) {
    for (int e = block.column_start[column]; e < block.column_start[column + 1]; e++) {
      int row = block.column_rows[e];
      int c = of[row];
      if (c % WARPS != (int)threadIdx.y) continue;
      double weight = is_trained(block, model, row) ? weight_of(block, row) : 0.0;
      if (weight != 0.0) sum[(long long)c * stride] += weight * (double)block.column_values[e];
    }
  } else {
    const float* value = block.values + column;
#pragma unroll 4
    for (int row = 0; row < block.rows; row++) {
      int c = of[row];
      if (c % WARPS != (int)threadIdx.y) continue;
      double weight = is_trained(block, model, row) ? weight_of(block, row) : 0.0;
      double x = is_weight ? 1.0 : (double)value[(long long)row * block.width];
      if (weight != 0.0) sum[(long long)c * stride] += weight * x;
    }
  }
  if (in_shared) {
    for (int c = threadIdx.y; c < model.clusters; c += WARPS) to[(long long)c * to_stride] = sum[(long long)c * stride];
  }
}

// Weighted distances and weights of the rows that are trained on, and of those held out, rows ascending: 4 numbers for
// each block and model. A warp reads 32 rows at once, and every lane adds them one after the other.
// Grid: models, blocks.
extern "C" __global__ void __launch_bounds__(32)
    cluster_measure(const Block* blocks, const Model* models, long long rows, const double* distance, double* scalars) {
  const Block& block = blocks[blockIdx.y];
  const Model& model = models[blockIdx.x];
  const double* of = distance + blockIdx.x * rows + block.first_row;
  double train_inertia = 0, train_weight = 0, held_inertia = 0, held_weight = 0;
  for (int first = 0; first < block.rows; first += 32) {
    int row = min(first + (int)threadIdx.x, block.rows - 1);
    double weight = weight_of(block, row);
    double product = weight * of[row];
    unsigned trained = __ballot_sync(ALL_LANES, is_trained(block, model, row));
    int count = min(32, block.rows - first);
    for (int i = 0; i < count; i++) {
      double p = __shfl_sync(ALL_LANES, product, i);
      double w = __shfl_sync(ALL_LANES, weight, i);
      if (trained >> i & 1) {
        train_inertia = train_inertia + p;
        train_weight = train_weight + w;
      } else {
        held_inertia = held_inertia + p;
        held_weight = held_weight + w;
      }
    }
  }
  if (threadIdx.x == 0) {
    double* to = scalars + 4 * ((long long)blockIdx.y * gridDim.x + blockIdx.x);
    to[0] = train_inertia;
    to[1] = train_weight;
    to[2] = held_inertia;
    to[3] = held_weight;
  }
}

// The rows that are farthest from their centroids, at most so many for each block and model: of those that are trained on
// with a weight, at a distance that is above 0 and finite. Farthest first, of equally far ones the first row; the list
// ends with the row -1 if it is not full.
// Grid: models, blocks.
extern "C" __global__ void __launch_bounds__(SEEKERS)
    cluster_farthest(const Block* blocks, const Model* models, long long rows, const double* distance, int most,
                     double* far_distance, int* far_row) {
  __shared__ long long far_bits[SEEKERS];
  __shared__ int far[SEEKERS];
  const Block& block = blocks[blockIdx.y];
  const Model& model = models[blockIdx.x];
  const double* of = distance + blockIdx.x * rows + block.first_row;
  long long at = ((long long)blockIdx.y * gridDim.x + blockIdx.x) * most;
  // Bits of positive numbers are ordered as the numbers are.
  constexpr long long INFINITE = 0x7ff0000000000000LL;
  long long before = INFINITE;
  int row_before = -1;
  for (int n = 0; n < most; n++) {
    long long best = 0;
    int best_row = -1;
    for (int row = threadIdx.x; row < block.rows; row += SEEKERS) {
      long long bits = __double_as_longlong(of[row]);
      bool later = bits < before || (bits == before && row > row_before);
      if (later && bits > best && bits < INFINITE && is_trained(block, model, row) && weight_of(block, row) > 0.0) {
        best = bits;
        best_row = row;
      }
    }
    far_bits[threadIdx.x] = best;
    far[threadIdx.x] = best_row;
    __syncthreads();
    for (int half = SEEKERS / 2; half > 0; half /= 2) {
      if ((int)threadIdx.x < half) {
        long long other = far_bits[threadIdx.x + half];
        int other_row = far[threadIdx.x + half];
        long long mine = far_bits[threadIdx.x];
        if (other > mine || (other == mine && other_row >= 0 && other_row < far[threadIdx.x])) {
          far_bits[threadIdx.x] = other;
          far[threadIdx.x] = other_row;
        }
      }
      __syncthreads();
    }
    before = far_bits[0];
    row_before = far[0];
    if (threadIdx.x == 0) {
      far_distance[at + n] = __longlong_as_double(before);
      far_row[at + n] = row_before;
    }
    if (row_before < 0) return;
    __syncthreads();  // All have read the first before it is written again.
  }
}
