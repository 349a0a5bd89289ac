// The mini-batch steps of multilayer perceptrons: org.trainyard.mapreduce.network.LocalTraining on a device, with the
// same bits. Every element of a product is summed by one thread in ascending order of the inner index, as MatrixKernel
// does; blocks share the elements out, never a sum.
//
// Networks that are trained side by side (models, folds, segments) are lanes: blockIdx.z in every kernel, so that many
// small networks fill a device as one large one does. A step is layers + 1 + (layers - 1) + 1 launches: forward for
// each layer, loss, back for each layer but the first, update. None of their arguments changes from step to step: where
// the step stands is read from the cursor, which update moves on; the host waits for nothing.
//
// For MNIST (784-128-10, batch 64) a step is 64 * 784 * 128 * 2 = 12.8 million operations forward, as many for the
// gradient, 0.3 million in all else; it reads 64 * 784 * 4 = 200 kB of inputs and reads and writes 101,770 * 3 * 4 =
// 1.2 MB of weights and moments, which stay in the second cache. So a lone lane is bound by latency: the longest chain
// is 784 additions of 4 cycles, under 2 us, and each launch about 2 us; eight segments side by side cost hardly more.
#pragma once

#include <math.h>

#include "kernel.cuh"
#include "elementary.cuh"

namespace trainyard {

// The layouts below are written by NetworkTables.java; pointers are 8 bytes.

/// Places are counted in floats from the beginning of a lane's array.
struct Layer {
  long long inputs;
  long long outputs;
  long long weights;  // (inputs + 1) * outputs, biases last
  long long held;     // rows * outputs, in held and in deltas
};

struct Network {
  int layers;
  int activation;  // 0 ReLU, 1 tanh, 2 logistic
  int squared;     // 1: one output, half the squared error; 0: softmax
  int adam;        // 1: Adam, 0: momentum
  int sparse;      // 1: rows are sparse, scaled and not centred
  int unused;
  double targetMean;
  double targetDeviation;
  const double* mean;   // of each feature
  const double* scale;  // of each feature
  const float* center;  // of each feature: mean * scale
  Layer layer[1];       // as many as there are
};

/// Rows of a segment, in an order.
struct Feed {
  const float* const* rows;  // where each row's values are
  const int* const* columns;       // where each sparse row's positions in the dictionary are
  const int* const* dictionaries;  // of the block of each sparse row
  const int* counts;               // of each sparse row's values
  const double* labels;
  const double* weights;
  const long long* ids;
  const int* order;  // of this pass
  float* inputs;     // gathered rows of a window: window * features
  double meanWeight;
  long long count;
};

struct Lane {
  const Feed* feed;
  float* weights;
  float* first;      // moments; null where nothing is trained
  float* second;     // null for momentum
  float* held;       // what each layer's units hold
  float* deltas;     // null where nothing is trained
  float* outputs;    // of each row, where they are recorded
  double* losses;    // of each row, where they are recorded
  float* center;       // what the centre gives to the first layer's units, where rows are sparse
  const float* sizes;  // factor and epsilon of each step
  long long stepsInPass;
  long long leftOut;  // a unit whose 53 random bits are below is left out; 0 for no dropout
  float kept;         // factor on the other units
  float momentum;
  float l2;
  int unused;
};

struct Cursor {
  long long from;      // first row of the step
  long long updating;  // the same for update, which moves from on
  long long batch;     // rows of a step
  long long window;    // rows that are gathered at a time, a multiple of batch
  long long pass;      // over the segment, from 0
  long long dropout;   // hash of seed and pass
  long long recording; // whether outputs and losses are wanted
};

__device__ inline int rowsFrom(const Feed& feed, long long from, long long batch) {
  long long rows = feed.count - from;
  return (int)(rows < 0 ? 0 : rows < batch ? rows : batch);
}

__device__ inline const float* inputsOf(const Network* net, const Lane& lane, int l, long long from, long long window) {
  return l > 0 ? lane.held + net->layer[l - 1].held : lane.feed->inputs + (from % window) * net->layer[0].inputs;
}

// ---------------------------------------------------------------------------------------------------------------------
// Products
// ---------------------------------------------------------------------------------------------------------------------

/// How a block of threads works on tiles of M rows and N columns of a result, taking K inner indices at a time: each
/// thread owns RM * RN elements. With fours of rows and columns, what a thread needs for an inner index comes with
/// 16-byte loads out of shared memory.
template <int M_, int N_, int RM_, int RN_, int K_>
struct Tiling {
  static const int M = M_, N = N_, RM = RM_, RN = RN_, K = K_;
  static const int THREADS = (M / RM) * (N / RN);
  // One more than a multiple of 32 keeps stores of consecutive inner indices apart; fours must stay aligned.
  static const int PITCH_M = M + (RM % 4 == 0 ? 4 : 1);
  static const int PITCH_N = N + (RN % 4 == 0 ? 4 : 1);
  static const int LOADS_M = M * K / THREADS;
  static const int LOADS_N = N * K / THREADS;

  static __device__ inline int row(int i) {
    int y = (int)threadIdx.x / (N / RN);
    return RM % 4 == 0 ? (i / 4) * (4 * (M / RM)) + y * 4 + i % 4 : y * RM + i;
  }

  static __device__ inline int column(int j) {
    int x = (int)threadIdx.x % (N / RN);
    return RN % 4 == 0 ? (j / 4) * (4 * (N / RN)) + x * 4 + j % 4 : x * RN + j;
  }
};

/// Few elements: the 64 * 128 of MNIST's first layer are 32 blocks of four warps. Each thread has two chains; an inner
/// index costs a warp two loads and four operations.
typedef Tiling<16, 16, 1, 2, 32> Small;
/// For an inner index a warp issues 2 loads of 16 bytes, 3 cycles of shared memory, and 32 operations, which take its
/// scheduler 32 cycles: the arithmetic is the limit. A tile of 16 inner indices is 8 kB from the second cache for 131,072
/// operations of a processor that does 128 a cycle: 8 bytes a cycle.
typedef Tiling<64, 64, 4, 4, 16> Large;
/// Fused, operations are half as many: a tile twice as wide and high needs half the bytes for each.
typedef Tiling<128, 128, 8, 8, 16> Huge;

struct alignas(16) Four {
  float v[4];
};

/// What the threads of a block share: two tiles of either factor in turn.
template <class T>
struct Tiles {
  Four a[2][(T::K * T::PITCH_M + 3) / 4];
  Four b[2][(T::K * T::PITCH_N + 3) / 4];
};

/// Inner index next to each other in memory: element (m, k) at m * pitch + k.
struct InnerFirst {
  static const bool INNER_FIRST = true;
  const float* from;
  long long pitch;
  int count;
  __device__ inline float at(int m, int k) const { return m < count ? from[m * pitch + k] : 0.0f; }
};

/// Outer index next to each other in memory: element (m, k) at k * pitch + m; from count on `beyond`, then zeros.
struct OuterFirst {
  static const bool INNER_FIRST = false;
  const float* from;
  long long pitch;
  int count;
  float beyond;
  __device__ inline float at(int m, int k) const {
    return m < count ? from[k * pitch + m] : m == count ? beyond : 0.0f;
  }
};

template <int LOADS, int OUTER, int INNER, int THREADS, class Source>
__device__ inline void fetch(const Source& source, int k0, int inner, float (&into)[LOADS]) {
#pragma unroll
  for (int n = 0; n < LOADS; n++) {
    int at = (int)threadIdx.x + n * THREADS;
    int k = Source::INNER_FIRST ? at % INNER : at / OUTER;
    int m = Source::INNER_FIRST ? at / INNER : at % OUTER;
    into[n] = k0 + k < inner ? source.at(m, k0 + k) : 0.0f;
  }
}

template <int LOADS, int OUTER, int INNER, int THREADS, int PITCH, class Source>
__device__ inline void keep(const float (&values)[LOADS], float* tile) {
#pragma unroll
  for (int n = 0; n < LOADS; n++) {
    int at = (int)threadIdx.x + n * THREADS;
    int k = Source::INNER_FIRST ? at % INNER : at / OUTER;
    int m = Source::INNER_FIRST ? at / INNER : at % OUTER;
    tile[k * PITCH + m] = values[n];
  }
}

/// The R values of a thread for one inner index; `stride` apart where they come in fours.
template <int R, int STRIDE>
__device__ inline void take(const float* tile, float (&into)[R]) {
  if (R % 4 == 0) {
#pragma unroll
    for (int i = 0; i < R / 4; i++) {
      Four four = *reinterpret_cast<const Four*>(tile + i * STRIDE);
#pragma unroll
      for (int n = 0; n < 4; n++) {
        into[(4 * i + n) % R] = four.v[n];
      }
    }
  } else {
#pragma unroll
    for (int i = 0; i < R; i++) {
      into[i] = tile[i];
    }
  }
}

/// c[i][j] += a * b for one inner index; FUSED rounds once, which gives bits of its own.
template <class T, bool FUSED>
__device__ inline void multiply(const float* a, const float* b, float (&c)[T::RM][T::RN]) {
  float x[T::RM];
  float y[T::RN];
  take<T::RM, 4 * (T::M / T::RM)>(a, x);
  take<T::RN, 4 * (T::N / T::RN)>(b, y);
#pragma unroll
  for (int i = 0; i < T::RM; i++) {
#pragma unroll
    for (int j = 0; j < T::RN; j++) {
      c[i][j] = FUSED ? fmaf(x[i], y[j], c[i][j]) : c[i][j] + x[i] * y[j];
    }
  }
}

/// c[i][j] += the sum over k from 0 to inner of a(row(i), k) * b(column(j), k), one k after the other. All threads of a
/// block call it. While a tile is worked on, the next one is on its way to registers; with two tiles in turn one
/// barrier is enough. No zero is added beyond inner: it would turn a sum of -0 into 0.
template <class T, bool FUSED, class A, class B>
__device__ inline void addProduct(Tiles<T>& tiles, const A& a, const B& b, int inner, float (&c)[T::RM][T::RN]) {
  float nextA[T::LOADS_M];
  float nextB[T::LOADS_N];
  fetch<T::LOADS_M, T::M, T::K, T::THREADS>(a, 0, inner, nextA);
  fetch<T::LOADS_N, T::N, T::K, T::THREADS>(b, 0, inner, nextB);
  for (int k0 = 0, turn = 0; k0 < inner; k0 += T::K, turn ^= 1) {
    float* tileA = tiles.a[turn][0].v;
    float* tileB = tiles.b[turn][0].v;
    keep<T::LOADS_M, T::M, T::K, T::THREADS, T::PITCH_M, A>(nextA, tileA);
    keep<T::LOADS_N, T::N, T::K, T::THREADS, T::PITCH_N, B>(nextB, tileB);
    __syncthreads();
    if (k0 + T::K < inner) {
      fetch<T::LOADS_M, T::M, T::K, T::THREADS>(a, k0 + T::K, inner, nextA);
      fetch<T::LOADS_N, T::N, T::K, T::THREADS>(b, k0 + T::K, inner, nextB);
    }
    const float* mine = tileA + T::row(0);
    const float* yours = tileB + T::column(0);
    if (inner - k0 >= T::K) {
#pragma unroll 4
      for (int k = 0; k < T::K; k++) {
        multiply<T, FUSED>(mine + k * T::PITCH_M, yours + k * T::PITCH_N, c);
      }
    } else {
#pragma unroll 1
      for (int k = 0; k < inner - k0; k++) {
        multiply<T, FUSED>(mine + k * T::PITCH_M, yours + k * T::PITCH_N, c);
      }
    }
  }
}

/// A way to multiply tiles, as a step wants it: what threads share, what each owns, and `add`. Here one thread sums an
/// element, one inner index after the other; tensor.cuh has another.
template <class S, bool FUSED>
struct Chains : S {
  typedef Tiles<S> Shared;

  template <class A, class B>
  static __device__ inline void add(Shared& tiles, const A& a, const B& b, int inner, float (&c)[S::RM][S::RN]) {
    addProduct<S, FUSED>(tiles, a, b, inner, c);
  }
};

/// With the CPU's bits.
template <class S>
using Exact = Chains<S, false>;

/// With fused multiplication and addition.
template <class S>
using Fused = Chains<S, true>;

// ---------------------------------------------------------------------------------------------------------------------
// A step
// ---------------------------------------------------------------------------------------------------------------------

__device__ inline float activate(int activation, float z) {
  if (activation == 0) {
    // NaN stays, -0 becomes 0: Math.max.
    return z <= 0.0f ? 0.0f : z;
  }
  return activation == 1 ? hyperbolicTangent(z) : logistic(z);
}

/// Dropout's factor on a hidden unit; Dropout.draw.
__device__ inline float mask(const Lane& lane, const Cursor* cursor, long long id, int l, int unit) {
  unsigned long long row = extendHash(extendHash((unsigned long long)cursor->dropout, (unsigned long long)id), l);
  long long random = (long long)(extendHash(row, unit) >> 11);
  return random < lane.leftOut ? 0.0f : lane.kept;
}

/// What a hidden unit holds: the activation, times dropout's factor.
__device__ inline float hold(const Network* net, const Lane& lane, const Feed& feed, const Cursor* cursor, int l,
                             long long place, int unit, float z) {
  float value = activate(net->activation, z);
  return lane.leftOut > 0 ? value * mask(lane, cursor, feed.ids[feed.order[place]], l, unit) : value;
}

/// held[l] = activation(inputs of l * weights + biases), times dropout's factors; Backpropagation.forward.
template <class T>
__device__ inline void forward(typename T::Shared& tiles, const Network* net, const Lane* lanes, const Cursor* cursor, int l) {
  const Lane lane = lanes[blockIdx.z];
  const Feed feed = *lane.feed;
  const Layer layer = net->layer[l];
  long long from = cursor->from;
  int top = (int)blockIdx.y * T::M;
  int left = (int)blockIdx.x * T::N;
  int rows = rowsFrom(feed, from, cursor->batch) - top;
  int columns = (int)layer.outputs - left;
  if (rows <= 0) {
    return;
  }
  const float* weights = lane.weights + layer.weights + left;
  float c[T::RM][T::RN];
#pragma unroll
  for (int j = 0; j < T::RN; j++) {
    float bias = T::column(j) < columns ? weights[layer.inputs * layer.outputs + T::column(j)] : 0.0f;
#pragma unroll
    for (int i = 0; i < T::RM; i++) {
      c[i][j] = bias;
    }
  }
  InnerFirst a = {inputsOf(net, lane, l, from, cursor->window) + top * layer.inputs, layer.inputs, rows};
  OuterFirst b = {weights, layer.outputs, columns, 0.0f};
  T::add(tiles, a, b, (int)layer.inputs, c);
  bool hidden = l < net->layers - 1;
  bool plain = !hidden || (net->activation == 0 && lane.leftOut == 0);
  float* held = lane.held + layer.held + top * layer.outputs + left;
#pragma unroll
  for (int i = 0; i < T::RM; i++) {
#pragma unroll
    for (int j = 0; j < T::RN; j++) {
      if (T::row(i) < rows && T::column(j) < columns) {
        float z = c[i][j];
        held[T::row(i) * layer.outputs + T::column(j)] = hidden && plain ? activate(0, z) : z;
      }
    }
  }
  if (plain) {
    return;
  }
  // What is long is not unrolled: every thread takes back what it has just put down.
#pragma unroll 1
  for (int n = 0; n < T::RM * T::RN; n++) {
    int r = T::row(n / T::RN);
    int o = T::column(n % T::RN);
    if (r < rows && o < columns) {
      float z = held[r * layer.outputs + o];
      held[r * layer.outputs + o] = hold(net, lane, feed, cursor, l, from + top + r, left + o, z);
    }
  }
}

/// Derivative of the activation, told by its value, times delta; Backpropagation.derive.
__device__ inline float derive(int activation, float value, float delta) {
  if (activation == 0) {
    return value > 0.0f ? delta : 0.0f;
  }
  return activation == 1 ? delta * (1.0f - value * value) : delta * (value * (1.0f - value));
}

/// deltas[l - 1] = deltas[l] * transposed weights, times dropout's factors and the activation's derivative;
/// Backpropagation.passBack. What the units hold is not touched: update still needs it.
template <class T>
__device__ inline void back(typename T::Shared& tiles, const Network* net, const Lane* lanes, const Cursor* cursor, int l) {
  const Lane lane = lanes[blockIdx.z];
  const Feed feed = *lane.feed;
  const Layer layer = net->layer[l];
  const Layer below = net->layer[l - 1];
  long long from = cursor->from;
  int top = (int)blockIdx.y * T::M;
  int left = (int)blockIdx.x * T::N;
  int rows = rowsFrom(feed, from, cursor->batch) - top;
  int columns = (int)layer.inputs - left;
  if (rows <= 0) {
    return;
  }
  float c[T::RM][T::RN];
#pragma unroll
  for (int i = 0; i < T::RM; i++) {
#pragma unroll
    for (int j = 0; j < T::RN; j++) {
      c[i][j] = 0.0f;
    }
  }
  InnerFirst a = {lane.deltas + layer.held + top * layer.outputs, layer.outputs, rows};
  InnerFirst b = {lane.weights + layer.weights + left * layer.outputs, layer.outputs, columns};
  T::add(tiles, a, b, (int)layer.outputs, c);
  const float* held = lane.held + below.held + top * below.outputs + left;
  float* deltas = lane.deltas + below.held + top * below.outputs + left;
#pragma unroll
  for (int i = 0; i < T::RM; i++) {
#pragma unroll
    for (int j = 0; j < T::RN; j++) {
      if (T::row(i) < rows && T::column(j) < columns) {
        long long at = T::row(i) * below.outputs + T::column(j);
        deltas[at] = lane.leftOut > 0 ? c[i][j] : derive(net->activation, held[at], c[i][j]);
      }
    }
  }
  if (lane.leftOut == 0) {
    return;
  }
#pragma unroll 1
  for (int n = 0; n < T::RM * T::RN; n++) {
    int r = T::row(n / T::RN);
    int u = T::column(n % T::RN);
    if (r < rows && u < columns) {
      long long at = r * below.outputs + u;
      float factor = mask(lane, cursor, feed.ids[feed.order[from + top + r]], l - 1, left + u);
      float value = factor == 0.0f ? 0.0f : held[at] / factor;
      deltas[at] = derive(net->activation, value, deltas[at] * factor);
    }
  }
}

/// LocalSteps.step for one parameter.
__device__ inline void stepOf(const Network* net, const Lane& lane, long long at, float g, const float* size) {
  if (net->adam) {
    const float b1 = (float)0.9, b2 = (float)0.999, c1 = (float)(1 - 0.9), c2 = (float)(1 - 0.999);
    float m = b1 * lane.first[at] + c1 * g;
    float v = b2 * lane.second[at] + c2 * (g * g);
    lane.first[at] = m;
    lane.second[at] = v;
    lane.weights[at] = lane.weights[at] - size[0] * m / (sqrtf(v) + size[1]);
  } else {
    float v = lane.momentum * lane.first[at] + g;
    lane.first[at] = v;
    lane.weights[at] = lane.weights[at] - size[0] * v;
  }
}

/// The gradient of all layers, a tile in each block, and the step: no gradient goes through device memory. Biases are
/// weights of an input that is always 1.
template <class T>
__device__ inline void update(typename T::Shared& tiles, const Network* net, const Lane* lanes, Cursor* cursor) {
  const Lane lane = lanes[blockIdx.z];
  const Feed feed = *lane.feed;
  long long from = cursor->updating;
  if (blockIdx.x == 0 && blockIdx.z == 0 && threadIdx.x == 0) {
    cursor->from = from + cursor->batch;
  }
  int rows = rowsFrom(feed, from, cursor->batch);
  if (rows <= 0) {
    return;
  }
  int tile = (int)blockIdx.x;
  int l = net->sparse;
  int across = 0;
  for (; l < net->layers; l++) {
    across = (int)((net->layer[l].outputs + T::N - 1) / T::N);
    int tiles = across * (int)((net->layer[l].inputs + T::M) / T::M);
    if (tile < tiles) {
      break;
    }
    tile -= tiles;
  }
  if (l == net->layers) {
    return;
  }
  const Layer layer = net->layer[l];
  int top = tile / across * T::M;
  int left = tile % across * T::N;
  int inputs = (int)layer.inputs - top;
  int columns = (int)layer.outputs - left;
  float c[T::RM][T::RN];
#pragma unroll
  for (int i = 0; i < T::RM; i++) {
#pragma unroll
    for (int j = 0; j < T::RN; j++) {
      c[i][j] = 0.0f;
    }
  }
  OuterFirst a = {inputsOf(net, lane, l, from, cursor->window) + top, layer.inputs, inputs, 1.0f};
  OuterFirst b = {lane.deltas + layer.held + left, layer.outputs, columns, 0.0f};
  T::add(tiles, a, b, rows, c);
  const float* size = lane.sizes + 2 * (cursor->pass * lane.stepsInPass + from / cursor->batch);
#pragma unroll
  for (int i = 0; i < T::RM; i++) {
    int r = T::row(i);
    if (r <= inputs) {
#pragma unroll
      for (int j = 0; j < T::RN; j++) {
        int o = T::column(j);
        if (o < columns) {
          long long at = layer.weights + (top + r) * layer.outputs + left + o;
          float g = c[i][j];
          if (lane.l2 != 0.0f && r < inputs) {
            g = g + lane.l2 * lane.weights[at];
          }
          stepOf(net, lane, at, g, size);
        }
      }
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// The first layer of sparse rows
// ---------------------------------------------------------------------------------------------------------------------

const int SPARSE_COLUMNS = 128;  // of a block: one for each thread
const int SPARSE_FEATURES = 32;  // of a block of updateSparse; 16 kB of gradient

/// A row's values as the network sees them.
struct SparseRow {
  const float* values;
  const int* columns;
  const int* dictionary;
  int count;

  __device__ inline SparseRow(const Feed& feed, long long place) {
    int row = feed.order[place];
    values = feed.rows[row];
    columns = feed.columns[row];
    dictionary = feed.dictionaries[row];
    count = feed.counts[row];
  }

  __device__ inline int feature(int n) const { return dictionary[columns[n]]; }

  __device__ inline float input(const Network* net, int n) const {
    return (float)((double)values[n] * net->scale[feature(n)]);
  }

  /// Position of the first value whose feature is not below: features ascend.
  __device__ inline int find(int from) const {
    int low = 0;
    for (int high = count; low < high;) {
      int middle = (low + high) / 2;
      if (feature(middle) < from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
};

/// The centre times the weights, in ascending order of features; Backpropagation.addSparseInputs. A thread has one unit:
/// a chain as long as there are features, whose loads do not wait for each other.
__device__ inline void centerOf(const Network* net, const Lane* lanes, const Cursor* cursor) {
  const Lane lane = lanes[blockIdx.z];
  const Layer layer = net->layer[0];
  int o = (int)(blockIdx.x * blockDim.x + threadIdx.x);
  if (rowsFrom(*lane.feed, cursor->from, cursor->batch) <= 0 || o >= layer.outputs) {
    return;
  }
  float sum = 0.0f;
#pragma unroll 8
  for (int j = 0; j < layer.inputs; j++) {
    float shift = net->center[j];
    float weight = lane.weights[layer.weights + j * layer.outputs + o];
    sum = shift != 0.0f ? sum + shift * weight : sum;
  }
  lane.center[o] = sum;
}

/// held[0] of one row and 128 units; each non-zero takes a row of weights, next to each other for the threads.
__device__ inline void forwardSparse(const Network* net, const Lane* lanes, const Cursor* cursor) {
  const Lane lane = lanes[blockIdx.z];
  const Feed feed = *lane.feed;
  const Layer layer = net->layer[0];
  long long from = cursor->from;
  int across = (int)((layer.outputs + SPARSE_COLUMNS - 1) / SPARSE_COLUMNS);
  int r = (int)blockIdx.x / across;
  int o = (int)blockIdx.x % across * SPARSE_COLUMNS + (int)threadIdx.x;
  if (r >= rowsFrom(feed, from, cursor->batch) || o >= layer.outputs) {
    return;
  }
  const float* weights = lane.weights + layer.weights + o;
  SparseRow row(feed, from + r);
  float z = weights[layer.inputs * layer.outputs] + -1.0f * lane.center[o];
#pragma unroll 4
  for (int n = 0; n < row.count; n++) {
    z = z + row.input(net, n) * weights[row.feature(n) * layer.outputs];
  }
  if (net->layers > 1) {
    z = hold(net, lane, feed, cursor, 0, from + r, o, z);
  }
  lane.held[layer.held + r * layer.outputs + o] = z;
}

/// The gradient of 32 inputs of the first layer, or of its biases, and 128 units, and the step;
/// Backpropagation.addSparseGradient. Rows come one after the other; where they have values of these inputs is looked up
/// for 128 rows at a time, one by each thread.
__device__ inline void updateSparse(float (&gradient)[SPARSE_FEATURES][SPARSE_COLUMNS],
                                    int (&begins)[SPARSE_COLUMNS], int (&ends)[SPARSE_COLUMNS], const Network* net,
                                    const Lane* lanes, const Cursor* cursor) {
  const Lane lane = lanes[blockIdx.z];
  const Feed feed = *lane.feed;
  const Layer layer = net->layer[0];
  long long from = cursor->updating;
  int rows = rowsFrom(feed, from, cursor->batch);
  if (rows <= 0) {
    return;
  }
  int t = (int)threadIdx.x;
  int across = (int)((layer.outputs + SPARSE_COLUMNS - 1) / SPARSE_COLUMNS);
  int first = (int)blockIdx.x / across * SPARSE_FEATURES;
  int o = (int)blockIdx.x % across * SPARSE_COLUMNS + t;
  bool there = o < layer.outputs;
  for (int f = 0; f < SPARSE_FEATURES; f++) {
    gradient[f][t] = 0.0f;
  }
  float sum = 0.0f;
  for (int top = 0; top < rows; top += SPARSE_COLUMNS) {
    int count = rows - top < SPARSE_COLUMNS ? rows - top : SPARSE_COLUMNS;
    __syncthreads();
    if (t < count) {
      SparseRow row(feed, from + top + t);
      begins[t] = row.find(first);
      ends[t] = row.find(first + SPARSE_FEATURES);
    }
    __syncthreads();
    for (int r = 0; there && r < count; r++) {
      float delta = lane.deltas[layer.held + (top + r) * layer.outputs + o];
      sum = sum + delta;
      if (begins[r] < ends[r]) {
        SparseRow row(feed, from + top + r);
        for (int n = begins[r]; n < ends[r]; n++) {
          float& g = gradient[row.feature(n) - first][t];
          g = g + row.input(net, n) * delta;
        }
      }
    }
  }
  const float* size = lane.sizes + 2 * (cursor->pass * lane.stepsInPass + from / cursor->batch);
  for (int f = 0; there && f < SPARSE_FEATURES && first + f <= layer.inputs; f++) {
    int j = first + f;
    long long at = layer.weights + j * layer.outputs + o;
    float g = sum;
    if (j < layer.inputs) {
      g = gradient[f][t];
      float shift = net->center[j];
      if (shift != 0.0f) {
        g = g + -shift * sum;
      }
      if (lane.l2 != 0.0f) {
        g = g + lane.l2 * lane.weights[at];
      }
    }
    stepOf(net, lane, at, g, size);
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Losses
// ---------------------------------------------------------------------------------------------------------------------

const int LOSS_ROWS = 4;  // of a block: one warp for each

/// SquaredOutput.loss, by the first lane of a warp.
__device__ inline double squaredLoss(const Network* net, const float* output, double label, double share,
                                     float* delta) {
  double error = output[0] - (label - net->targetMean) / net->targetDeviation;
  if (delta != 0) {
    delta[0] = (float)(share * error);
  }
  return 0.5 * error * error * (net->targetDeviation * net->targetDeviation);
}

/// Loss of each row and its derivative by the outputs; SoftmaxOutput.loss. The exponentials of 32 classes are taken at
/// a time, their sum by every thread of the warp, class after class.
__device__ inline void lossOfRows(double (&powers)[LOSS_ROWS][32], const Network* net, const Lane* lanes,
                                  Cursor* cursor) {
  const Lane lane = lanes[blockIdx.z];
  const Feed feed = *lane.feed;
  long long from = cursor->from;
  if (blockIdx.x == 0 && blockIdx.z == 0 && threadIdx.x == 0) {
    cursor->updating = from;
  }
  const Layer last = net->layer[net->layers - 1];
  int width = (int)last.outputs;
  int rows = rowsFrom(feed, from, cursor->batch);
  int inWarp = (int)threadIdx.x % 32;
  int warp = (int)threadIdx.x / 32;
  int r = (int)blockIdx.x * LOSS_ROWS + warp;
  bool there = r < rows;
  long long place = there ? feed.order[from + r] : 0;
  const float* output = lane.held + last.held + (long long)(there ? r : 0) * width;
  float* delta = lane.deltas == 0 ? 0 : lane.deltas + last.held + (long long)r * width;
  double label = there ? feed.labels[place] : 0.0;
  double share = there ? feed.weights[place] / (feed.meanWeight * rows) : 0.0;
  double loss = 0.0;
  if (net->squared) {
    if (there && inWarp == 0) {
      loss = squaredLoss(net, output, label, share, delta);
    }
  } else {
    double most = there ? output[0] : 0.0;
    for (int c = 1; there && c < width; c++) {
      most = output[c] <= most ? most : output[c];
    }
    double sum = 0.0;
    double power = 0.0;
    for (int first = 0; first < width; first += 32) {
      int c = first + inWarp;
      power = there && c < width ? exponential(output[c] - most) : 0.0;
      __syncthreads();
      powers[warp][inWarp] = power;
      __syncthreads();
      int count = width - first < 32 ? width - first : 32;
      for (int n = 0; n < count; n++) {
        sum += powers[warp][n];
      }
    }
    if (there) {
      int truth = (int)label;
      for (int c = inWarp; delta != 0 && c < width; c += 32) {
        double e = width <= 32 ? power : exponential(output[c] - most);
        delta[c] = (float)(share * (e / sum - (c == truth ? 1.0 : 0.0)));
      }
      loss = most + logarithm(sum) - output[truth];
    }
  }
  if (there && cursor->recording) {
    for (int c = inWarp; c < width; c += 32) {
      lane.outputs[(from + r) * width + c] = output[c];
    }
    if (inWarp == 0) {
      lane.losses[from + r] = loss;
    }
  }
}

}  // namespace trainyard
