// One scan of linear models over sample blocks: org.trainyard.mapreduce.linear.LinearAccumulator on a device, with its
// bits (compile with -fmad=false). Sums have the order that DenseKernel, SparseKernel, LaneSum and MetricsAccumulator
// specify; threads share them out by column, feature and scalar, never within a sum.
//
// What a row leaves behind is a record of doubles: its margins (V columns), its weighted residuals (C gradient
// columns), and what it adds to each scalar sum of the partial (S). Then one thread goes over the rows of one feature
// and up to four gradient columns, or of one scalar. Records are row-major at an odd stride: threads on rows, and
// threads on scalars, both meet different banks of shared memory.
//
// Dense (linearDense): a tile of rows is read from device memory once, into shared memory, and serves all models in both
// products. Margins and losses of all tiles of all blocks go on at once; the sums of a sample block run through its tiles in order,
// each taking them over from the one before. Tiles are dealt by tickets, the first of all blocks, then the second of all: whoever
// waits, waits for a ticket that was taken earlier, so that there is always one that goes on. With some dozen sample blocks hardly
// anybody waits: the chain of one addition a row, 8 cycles or so, takes 0.3 ms for 65,536 rows, in which an H200 reads 1.4 GB.
// The work: 4 bytes for 2 (V + C) operations in double precision. At V = C = 1 an H200 (4.8 TB/s; 17 · 10^12 such operations
// a second without fusing) is bound by memory; from about V + C = 14 on by arithmetic, which is the price of the CPU's bits. In
// single precision loads from shared memory and the first cache are the bound: package-info.java of org.trainyard.gpu.linear counts.
//
// Sparse: rows and features are two kernels (linearSparseRows, linearSparseSums), since without atomics on floating-point numbers a
// feature's sum needs its own column: 8 bytes a non-zero in each.

#pragma once

#include "kernel.cuh"
#include "losses.cuh"

namespace trainyard {

const int THREADS = 256;
/// Doubles of shared memory of a thread block: a little less than the 48 KB that all devices give, so that an H200 keeps as many
/// thread blocks on a multiprocessor as registers allow.
const int POOL = 6080;
/// Products of a feature that are added in floats before the sum goes on in doubles: the same for every size of tile.
const int RUN = 32;
/// Terms that are loaded together before they are added in order.
const int BATCH = 16;
const int TABLE_BITS = 18;
/// Keys of a page of a score table.
const int PAGE = 256;
/// The mark of a row that all divided models hold out; others are the fold of the row.
const int HELD_OUT_FROM_ALL = -1;

enum MetricTask { BINARY, CLASSES, VALUE };
enum RequestKind { POINTS, LINE, HESSIAN };

/// Words of a table of 64 bits each that describes a scan; LinearTables writes it.
enum ScanWord {
  FEATURES,
  OUTPUTS,
  COLUMNS,
  GRADIENTS,
  SCALARS,
  TASKS,
  LOSS,
  METRICS,
  HAS_LOSS,
  CENTER,
  STRIDE,
  WEIGHTS,
  BIASES,
  SLOTS,
  TASK_LIST,
  NUMBERS,
  LANES,
  TABLES,
  SCAN_WORDS
};

/// Ints that describe a model's slot.
enum SlotInt {
  FIRST_COLUMN,
  FIRST_GRADIENT,
  FIRST_SCALAR,
  VALUES,
  KIND,
  FOLD,
  DIVIDED,
  FACTORS_AT,
  FACTORS,
  STEPS_AT,
  DELTA_AT,
  TABLE,
  SLOT_INTS
};

/// Words that describe a sample block.
enum BlockWord {
  ROWS,
  TRAINS,
  LABELS,
  SAMPLE_WEIGHTS,
  MARKS,
  X,
  SUMS,
  ROW_START,
  ROW_COLUMNS,
  ENTRIES,
  ENTRY_START,
  ENTRY_ROWS,
  ENTRY_X,
  RECORDS,
  DICTIONARY,
  /// What scalar sums hand on from rows to rows: eight doubles for each sum of residuals, then for each scalar.
  KEPT,
  /// Whether no rows of the block were added before these, and whether none come after: a block that alone finds no room passes
  /// through the device in windows of rows. Windows are multiples of 32 rows: of the eight lanes of scalars and of RUN.
  BEGINS,
  ENDS,
  BLOCK_WORDS
};

template <typename T>
__device__ inline T* pointerOf(long long word) {
  return reinterpret_cast<T*>(word);
}

struct Scan {
  const long long* words;

  __device__ inline int number(ScanWord word) const { return (int)words[word]; }
  template <typename Number>
  __device__ inline const Number* weights() const {
    return pointerOf<const Number>(words[WEIGHTS]);
  }
  __device__ inline const double* biases() const { return pointerOf<const double>(words[BIASES]); }
  __device__ inline const double* numbers() const { return pointerOf<const double>(words[NUMBERS]); }
  __device__ inline const int* lanes() const { return pointerOf<const int>(words[LANES]); }
  __device__ inline const int* task(int t) const { return pointerOf<const int>(words[TASK_LIST]) + 2 * t; }
  __device__ inline const int* slot(int s) const { return pointerOf<const int>(words[SLOTS]) + s * SLOT_INTS; }
};

struct Block {
  const long long* words;

  __device__ inline int number(BlockWord word) const { return (int)words[word]; }
  __device__ inline const float* x() const { return pointerOf<const float>(words[X]); }
};

/// How products of samples are computed and added.
template <bool SINGLE>
struct Arithmetic;

/// As the CPU does: each operation rounded to a double.
template <>
struct Arithmetic<false> {
  typedef double Number;

  static __device__ inline double add(double sum, double a, double b) { return sum + a * b; }
};

/// In floats, product and sum rounded together; runs of them are added up in doubles.
template <>
struct Arithmetic<true> {
  typedef float Number;

  static __device__ inline float add(float sum, float a, float b) { return fmaf(a, b, sum); }
};

/// A double as Java's (int) has it.
__device__ inline int javaInt(double x) {
  if (x != x) {
    return 0;
  }
  return x >= 2147483647.0 ? 2147483647 : x <= -2147483648.0 ? -2147483647 - 1 : (int)x;
}

/// Math.round of what is not negative: half up.
__device__ inline long long rounded(double x) {
  if (!(x < 9223372036854775807.0)) {
    return x != x ? 0 : 0x7fffffffffffffffLL;
  }
  long long whole = (long long)x;
  return x - (double)whole >= 0.5 ? whole + 1 : whole;
}

/// LaneSum.product: with a weight that is not negative; 0 without weight, even if x is not finite.
__device__ inline double counted(double weight, double x) {
  long long mask = (long long)(0ULL - (unsigned long long)doubleToBits(weight)) >> 63;
  return bitsToDouble(doubleToBits(weight * x) & mask);
}

/// MetricsAccumulator.bin.
__device__ inline unsigned int scoreBin(double margin) {
  float score = (float)margin + 0.0f;
  int bits;
  memcpy(&bits, &score, sizeof bits);
  bits = score == score ? bits : 0x7fc00000;
  return (unsigned int)(bits ^ (bits >> 31 | (int)0x80000000)) >> 15;
}

/// What a row counts for a model: its weight in training or where it is held out, the other is 0.
struct Use {
  double training;
  double heldOut;
  /// The weight in training times the factor of the row's class.
  double factored;
};

__device__ inline Use useOf(const Scan& scan, const Block& block, const int* slot, int row, double y) {
  const float* weights = pointerOf<const float>(block.words[SAMPLE_WEIGHTS]);
  const int* marks = pointerOf<const int>(block.words[MARKS]);
  double weight = weights == nullptr ? 1.0 : (double)weights[row];
  bool held = block.words[TRAINS] == 0;
  if (!held && slot[DIVIDED] != 0 && marks != nullptr) {
    int mark = marks[row];
    held = mark == HELD_OUT_FROM_ALL || (slot[FOLD] >= 0 && mark == slot[FOLD]);
  }
  double use = held ? -weight : weight;
  Use result = {larger(use, 0.0), larger(-use, 0.0), 0.0};
  result.factored = result.training;
  if (slot[FACTORS] > 0) {
    bool known = y >= 0 && y < slot[FACTORS];
    double factor = known ? scan.numbers()[slot[FACTORS_AT] + (int)y] : 1.0;
    result.factored = result.training > 0 ? result.training * factor : 0.0;
  }
  return result;
}

__device__ inline void binaryTerms(
    const Scan& scan, const int* slot, int heldOut, double margin, double y, double weight, double loss, double* terms) {
  terms[0] = 0.0;
  terms[1] = scan.number(HAS_LOSS) ? counted(weight, loss) : 0.0;
  terms[2] = 0.0;
  if (weight > 0) {
    int one = y > 0.5 ? 1 : 0;
    int positive = margin > 0 ? 1 : 0;
    terms[0] = weight;
    terms[2] = weight * (double)(1 ^ positive ^ one);
    unsigned long long units = (unsigned long long)rounded(weight * 0x1.0p20);
    unsigned long long* tables = pointerOf<unsigned long long>(scan.words[TABLES]);
    unsigned long long key = scoreBin(margin) << 1 | (unsigned int)one;
    unsigned long long table = (unsigned long long)(slot[TABLE] + heldOut) << TABLE_BITS;
    atomicAdd(tables + (table | key), units);
  }
}

__device__ inline void classTerms(
    const Scan& scan, const double* margins, double y, double weight, double loss, double* terms) {
  terms[0] = 0.0;
  terms[1] = scan.number(HAS_LOSS) ? counted(weight, loss) : 0.0;
  terms[2] = 0.0;
  if (weight > 0) {
    int best = 0;
    for (int c = 1; c < scan.number(OUTPUTS); c++) {
      best = margins[c] > margins[best] ? c : best;
    }
    terms[0] = weight;
    terms[2] = best == javaInt(y) ? weight : 0.0;
  }
}

__device__ inline void valueTerms(
    const Scan& scan, double margin, double y, double weight, double loss, double* terms) {
  double error = lossPrediction(scan.number(LOSS), margin) - y;
  double offset = y - bitsToDouble(scan.words[CENTER]);
  bool counts = weight > 0;
  terms[0] = counts ? weight : 0.0;
  terms[1] = counts && scan.number(HAS_LOSS) ? weight * loss : 0.0;
  terms[2] = counts ? weight * (error * error) : 0.0;
  terms[3] = counts ? weight * magnitude(error) : 0.0;
  terms[4] = counts ? weight * offset : 0.0;
  terms[5] = counts ? weight * (offset * offset) : 0.0;
}

__device__ inline void metricTerms(
    const Scan& scan,
    const int* slot,
    int heldOut,
    const double* margins,
    double y,
    double weight,
    double loss,
    double* terms) {
  switch (scan.number(METRICS)) {
    case BINARY:
      binaryTerms(scan, slot, heldOut, margins[0], y, weight, loss, terms);
      break;
    case CLASSES:
      classTerms(scan, margins, y, weight, loss, terms);
      break;
    default:
      valueTerms(scan, margins[0], y, weight, loss, terms);
      break;
  }
}

/// Where a record has its residuals as floats, after all else.
__device__ inline float* roundedResiduals(const Scan& scan, double* record) {
  return reinterpret_cast<float*>(record + scan.number(COLUMNS) + scan.number(GRADIENTS) + scan.number(SCALARS));
}

/// SlotScan for one row and one point of a model's request: from its margins to residuals and terms of scalars. The first
/// point has the residuals and the metrics too.
template <bool SINGLE>
__device__ __noinline__ void scanRow(const Scan& scan, const Block& block, int t, int row, double* record) {
  const int* task = scan.task(t);
  const int* slot = scan.slot(task[0]);
  int point = task[1];
  int outputs = scan.number(OUTPUTS);
  int loss = scan.number(LOSS);
  double delta = scan.numbers()[slot[DELTA_AT]];
  double y = pointerOf<const double>(block.words[LABELS])[row];
  Use use = useOf(scan, block, slot, row, y);
  double* margins = record + slot[FIRST_COLUMN];
  double* residuals = record + scan.number(COLUMNS) + slot[FIRST_GRADIENT];
  double* terms = record + scan.number(COLUMNS) + scan.number(GRADIENTS) + slot[FIRST_SCALAR];
  float* rounded = roundedResiduals(scan, record) + slot[FIRST_GRADIENT];
  if (point > 0) {
    bool line = slot[KIND] == LINE;
    Margins at = {line ? margins : margins + point * outputs,
                  line ? margins + outputs : nullptr,
                  line ? scan.numbers()[slot[STEPS_AT] + point - 1] : 0.0};
    terms[1 + point] = counted(use.factored, lossValue(loss, delta, outputs, at, y));
    return;
  }
  bool residual = slot[FIRST_GRADIENT] >= 0 && block.words[TRAINS] != 0;
  terms[0] = counted(use.factored, 1.0);
  if (slot[KIND] == HESSIAN) {
    if (residual) {
      lossHessianVector(loss, delta, outputs, margins, margins + outputs, y, residuals);
    }
  } else {
    Margins at = {margins, nullptr, 0.0};
    double value = residual ? lossDerivative(loss, delta, outputs, margins, y, residuals)
                            : lossValue(loss, delta, outputs, at, y);
    int scalars = scan.number(METRICS) == VALUE ? 6 : 3;
    double* metrics = terms + 1 + slot[VALUES];
    terms[1] = counted(use.factored, value);
#pragma unroll 1
    for (int held = 0; held < 2; held++) {
      metricTerms(scan, slot, held, margins, y, held ? use.heldOut : use.training, value, metrics + held * scalars);
    }
  }
  for (int o = 0; residual && o < outputs; o++) {
    residuals[o] = counted(use.factored, residuals[o]);
    if (SINGLE) {
      rounded[o] = (float)residuals[o];
    }
  }
}

/// Adds the terms of some rows to a scalar's lanes: eight by the row, or one after the other in the first. The rows
/// before were a multiple of eight. Loads do not wait for additions.
__device__ inline void addTerms(const double* terms, int stride, int rows, bool byLane, double* lanes) {
  double batch[BATCH];
  int whole = rows - rows % BATCH;
  for (int first = 0; first < whole; first += BATCH) {
#pragma unroll
    for (int i = 0; i < BATCH; i++) {
      batch[i] = terms[(long long)(first + i) * stride];
    }
#pragma unroll
    for (int i = 0; i < BATCH; i++) {
      if (byLane) {
        lanes[i % 8] += batch[i];
      } else {
        lanes[0] += batch[i];
      }
    }
  }
#pragma unroll
  for (int i = 0; i < BATCH; i++) {
    if (whole + i < rows) {
      double term = terms[(long long)(whole + i) * stride];
      if (byLane) {
        lanes[i % 8] += term;
      } else {
        lanes[0] += term;
      }
    }
  }
}

/// The sum of a scalar's lanes: LaneSum.take.
__device__ inline double sumOf(const double* l, bool byLane) {
  return byLane ? ((l[0] + l[1]) + (l[2] + l[3])) + ((l[4] + l[5]) + (l[6] + l[7])) : l[0];
}

/// Numbers that come with one load: 16 bytes, or 8 where no more is aligned.
template <typename Number, int N>
struct alignas(N * sizeof(Number)) Pack {
  Number v[N];
};

/// Four numbers, from a place whose alignment is a pack's.
template <int N, typename Number>
__device__ inline void loadFour(const Number* from, Number (&into)[4]) {
  REQUIRE_ALIGNED(from, sizeof(Pack<Number, N>));
#pragma unroll
  for (int p = 0; p < 4; p += N) {
    Pack<Number, N> pack = *reinterpret_cast<const Pack<Number, N>*>(from + p);
#pragma unroll
    for (int n = 0; n < N; n++) {
      into[p + n] = pack.v[n];
    }
  }
}

/// Adds fours of features to the four lanes of G margin columns. Loads, and not operations, are what there is too little of; one
/// of x serves G columns. ALIGNED: the weights of a feature, and of four if there is but one column, are fours.
template <int G, bool SINGLE, bool ALIGNED>
__device__ inline void addFours(
    const float* x, int whole, const typename Arithmetic<SINGLE>::Number* w, int columns,
    typename Arithmetic<SINGLE>::Number* lanes) {
  typedef typename Arithmetic<SINGLE>::Number Number;
  const int N = 16 / sizeof(Number);
#pragma unroll 1
  for (int j = 0; j < whole; j += 4) {
    Number four[4];
    if (ALIGNED && G == 1) {
      loadFour<N>(w + j, four);
    }
#pragma unroll
    for (int l = 0; l < 4; l++) {
      Number value = x[j + l];
      const Number* of = w + (long long)(j + l) * columns;
      if (ALIGNED && G == 4) {
        loadFour<N>(of, four);
      }
#pragma unroll
      for (int g = 0; g < G; g++) {
        Number weight = !ALIGNED ? of[g] : four[G == 1 ? l : g];
        lanes[l * G + g] = Arithmetic<SINGLE>::add(lanes[l * G + g], value, weight);
      }
    }
  }
}

/// Adds a run of features to the four lanes of G margin columns: feature j to lane j mod 4, from a multiple of four on.
/// One conversion and one load of x serve G columns.
template <int G, bool SINGLE>
__device__ inline void addProducts(
    const float* x, int count, const typename Arithmetic<SINGLE>::Number* w, int columns,
    typename Arithmetic<SINGLE>::Number* lanes) {
  typedef typename Arithmetic<SINGLE>::Number Number;
  int whole = count & ~3;
  if ((G == 4 && columns % 4 == 0) || (G == 1 && columns == 1)) {
    addFours<G, SINGLE, true>(x, whole, w, columns, lanes);
  } else {
    addFours<G, SINGLE, false>(x, whole, w, columns, lanes);
  }
#pragma unroll
  for (int l = 0; l < 3; l++) {
    if (whole + l < count) {
      Number value = x[whole + l];
#pragma unroll
      for (int g = 0; g < G; g++) {
        lanes[l * G + g] = Arithmetic<SINGLE>::add(lanes[l * G + g], value, w[(long long)(whole + l) * columns + g]);
      }
    }
  }
}

/// Margins of one row in G columns, or their lanes where more strips of features follow.
template <int G, bool SINGLE>
__device__ inline void margins(
    const float* x, int count, const typename Arithmetic<SINGLE>::Number* w, int columns, const double* biases, bool first,
    bool last, double* kept, double* margin) {
  typedef typename Arithmetic<SINGLE>::Number Number;
  Number l[4 * G];
#pragma unroll
  for (int i = 0; i < 4 * G; i++) {
    l[i] = first ? (Number)0 : (Number)kept[i];
  }
  addProducts<G, SINGLE>(x, count, w, columns, l);
#pragma unroll
  for (int g = 0; g < G; g++) {
    if (last) {
      margin[g] = biases[g] + (((double)l[g] + (double)l[G + g]) + ((double)l[2 * G + g] + (double)l[3 * G + g]));
    }
  }
#pragma unroll
  for (int i = 0; i < 4 * G; i++) {
    if (!last) {
      kept[i] = l[i];
    }
  }
}

/// Adds rows of a tile to one feature of G gradient columns.
template <int G>
__device__ inline void addRows(const float* x, int xStride, const double* residuals, int stride, int rows, double* sum) {
  for (int r = 0; r < rows; r++) {
    double value = x[r * xStride];
#pragma unroll
    for (int g = 0; g < G; g++) {
      sum[g] += value * residuals[(long long)r * stride + g];
    }
  }
}

/// As addRows, from residuals in floats, a run at a time.
template <int G>
__device__ inline void addRuns(const float* x, int xStride, const float* residuals, int stride, int rows, double* sum) {
  for (int from = 0; from < rows; from += RUN) {
    float run[G];
#pragma unroll
    for (int g = 0; g < G; g++) {
      run[g] = 0.0f;
    }
    int to = rows - from < RUN ? rows : from + RUN;
    for (int r = from; r < to; r++) {
      float value = x[r * xStride];
      const float* of = residuals + 2LL * r * stride;
      float four[4];
      if (G == 4) {
        // Records are doubles.
        loadFour<2>(of, four);
      }
#pragma unroll
      for (int g = 0; g < G; g++) {
        run[g] = fmaf(value, G == 4 ? four[g] : of[g], run[g]);
      }
    }
#pragma unroll
    for (int g = 0; g < G; g++) {
      sum[g] += run[g];
    }
  }
}

/// Adds a tile to one feature of G gradient columns. Other multiprocessors wrote and read these sums: volatile, so that no cache
/// of this one comes between.
template <int G, bool SINGLE>
__device__ inline void addGradient(
    const float* x, int xStride, const double* residuals, const float* rounded, int stride, int rows, bool begins,
    volatile double* gradient, long long width) {
  double sum[G];
#pragma unroll
  for (int g = 0; g < G; g++) {
    sum[g] = begins ? 0.0 : gradient[g * width];
  }
  if (SINGLE) {
    addRuns<G>(x, xStride, rounded, stride, rows, sum);
  } else {
    addRows<G>(x, xStride, residuals, stride, rows, sum);
  }
#pragma unroll
  for (int g = 0; g < G; g++) {
    gradient[g * width] = sum[g];
  }
}

/// Where a thread block keeps what it works on.
struct Room {
  float* x;
  int xStride;
  double* records;
  double* kept;  // four for each margin of the tile, for features in strips
};

/// Some rows of a sample block.
struct Tile {
  int index;
  int firstRow;
  int rows;
  bool first;
  bool last;
};

/// Copies count features of all rows. Threads step on without a division, and load what is side by side.
__device__ inline void loadTile(const Block& block, const Room& room, int features, const Tile& tile, int from, int count) {
  if (count == 0) {
    return;
  }
  const float* x = block.x() + (long long)tile.firstRow * features + from;
  int rowStep = THREADS / count;
  int step = THREADS - rowStep * count;
  int r = threadIdx.x / count;
  int j = threadIdx.x - r * count;
#pragma unroll 4
  for (int i = threadIdx.x; i < tile.rows * count; i += THREADS) {
    room.x[r * room.xStride + j] = x[(long long)r * features + j];
    r += rowStep;
    j += step;
    if (j >= count) {
      j -= count;
      r++;
    }
  }
}

template <bool SINGLE>
__device__ inline void marginsOfTile(const Scan& scan, const Room& room, int rows, int from, int count) {
  typedef typename Arithmetic<SINGLE>::Number Number;
  int columns = scan.number(COLUMNS);
  int stride = scan.number(STRIDE);
  bool first = from == 0;
  bool last = from + count >= scan.number(FEATURES);
  int groups = (columns + 3) / 4;
  for (int i = threadIdx.x; i < rows * groups; i += THREADS) {
    int group = i / rows;
    int r = i - group * rows;
    int v = 4 * group;
    const float* x = room.x + r * room.xStride;
    const Number* w = scan.weights<Number>() + (long long)from * columns + v;
    const double* biases = scan.biases() + v;
    double* kept = room.kept + 16LL * i;
    double* margin = room.records + (long long)r * stride + v;
    switch (columns - v) {
      case 1:
        margins<1, SINGLE>(x, count, w, columns, biases, first, last, kept, margin);
        break;
      case 2:
        margins<2, SINGLE>(x, count, w, columns, biases, first, last, kept, margin);
        break;
      case 3:
        margins<3, SINGLE>(x, count, w, columns, biases, first, last, kept, margin);
        break;
      default:
        margins<4, SINGLE>(x, count, w, columns, biases, first, last, kept, margin);
        break;
    }
  }
}

template <bool SINGLE>
__device__ inline void gradientOfTile(
    const Scan& scan, const Room& room, const Tile& tile, int from, int count, volatile double* gradient) {
  int rows = tile.rows;
  bool begins = tile.first;
  int features = scan.number(FEATURES);
  int gradients = scan.number(GRADIENTS);
  int stride = scan.number(STRIDE);
  int groups = (gradients + 3) / 4;
  for (int i = threadIdx.x; i < count * groups; i += THREADS) {
    int group = i / count;
    int j = i - group * count;
    int c = 4 * group;
    const float* x = room.x + j;
    const double* residuals = room.records + scan.number(COLUMNS) + c;
    const float* rounded = roundedResiduals(scan, room.records) + c;
    volatile double* sums = gradient + (long long)c * features + from + j;
    switch (gradients - c) {
      case 1:
        addGradient<1, SINGLE>(x, room.xStride, residuals, rounded, stride, rows, begins, sums, features);
        break;
      case 2:
        addGradient<2, SINGLE>(x, room.xStride, residuals, rounded, stride, rows, begins, sums, features);
        break;
      case 3:
        addGradient<3, SINGLE>(x, room.xStride, residuals, rounded, stride, rows, begins, sums, features);
        break;
      default:
        addGradient<4, SINGLE>(x, room.xStride, residuals, rounded, stride, rows, begins, sums, features);
        break;
    }
  }
}

/// Adds the rows of a tile to the sum of one scalar or of the residuals of one column, that other tiles have begun.
__device__ inline void addTile(
    const double* terms, int stride, const Tile& tile, bool byLane, volatile double* kept, volatile double* sum) {
  double lanes[8];
  int count = byLane ? 8 : 1;
#pragma unroll
  for (int l = 0; l < 8; l++) {
    lanes[l] = tile.first || l >= count ? 0.0 : kept[l];
  }
  addTerms(terms, stride, tile.rows, byLane, lanes);
#pragma unroll
  for (int l = 0; l < 8; l++) {
    if (!tile.last && l < count) {
      kept[l] = lanes[l];
    }
  }
  if (tile.last) {
    *sum = sumOf(lanes, byLane);
  }
}

/// Sums of residuals and scalars; from the last thread on, since the first have features to do.
__device__ inline void scalarsOfTile(
    const Scan& scan, const Block& block, const Room& room, const Tile& tile, bool gradient, double* residualSums) {
  int gradients = scan.number(GRADIENTS);
  int scalars = scan.number(SCALARS);
  double* kept = pointerOf<double>(block.words[KEPT]);
  for (int i = THREADS - 1 - threadIdx.x; i < gradients + scalars; i += THREADS) {
    if (i >= gradients || gradient) {
      bool byLane = i >= gradients && scan.lanes()[i - gradients] != 0;
      const double* terms = room.records + scan.number(COLUMNS) + i;
      addTile(terms, scan.number(STRIDE), tile, byLane, kept + 8LL * i, residualSums + i);
    }
  }
}

/// Margins and records of a tile, which depend on no other.
template <bool SINGLE>
__device__ inline void recordsOfTile(
    const Scan& scan, const Block& block, const Room& room, const Tile& tile, int strip) {
  int features = scan.number(FEATURES);
  int tasks = scan.number(TASKS);
  int stride = scan.number(STRIDE);
  int from = 0;
  do {
    int count = features - from < strip ? features - from : strip;
    __syncthreads();
    loadTile(block, room, features, tile, from, count);
    __syncthreads();
    marginsOfTile<SINGLE>(scan, room, tile.rows, from, count);
    from += strip;
  } while (from < features);
  __syncthreads();
  for (int i = threadIdx.x; i < tile.rows * tasks; i += THREADS) {
    int t = i / tile.rows;
    int r = i - t * tile.rows;
    scanRow<SINGLE>(scan, block, t, tile.firstRow + r, room.records + (long long)r * stride);
  }
  __syncthreads();
}

/// Adds a tile to the sums of its block.
template <bool SINGLE>
__device__ inline void sumsOfTile(
    const Scan& scan, const Block& block, const Room& room, const Tile& tile, int strip) {
  int features = scan.number(FEATURES);
  int gradients = scan.number(GRADIENTS);
  double* sums = pointerOf<double>(block.words[SUMS]);
  long long vectors = (long long)gradients * features;
  bool gradient = block.words[TRAINS] != 0 && gradients > 0;
  scalarsOfTile(scan, block, room, tile, gradient, sums + vectors);
  for (int from = 0; gradient && from < features; from += strip) {
    int count = features - from < strip ? features - from : strip;
    if (strip < features) {
      // The strips went through shared memory one after the other; this time they come from the cache.
      __syncthreads();
      loadTile(block, room, features, tile, from, count);
      __syncthreads();
    }
    gradientOfTile<SINGLE>(scan, room, tile, from, count, sums);
  }
  for (long long i = threadIdx.x; !gradient && tile.last && i < vectors + gradients; i += THREADS) {
    sums[i] = 0.0;
  }
}

/// All tiles of dense sample blocks, one a ticket.
///
/// scan, blocks: tables; turns: all 0 before: the next ticket, then for each block how many of its tiles are in its sums;
/// tickets: blocks times the tiles of the largest; rooms: where thread block b works, at b * roomDoubles; tileRows: rows of
/// a tile, a multiple of eight; strip: features that are in shared memory together, a multiple of four or all; near:
/// whether the records fit shared memory too.
template <bool SINGLE>
__device__ inline void dense(
    double* pool, int* ticket, const long long* scanWords, const long long* blocks, int blockCount, unsigned int* turns,
    int tickets, double* rooms, long long roomDoubles, int tileRows, int strip, int near) {
  Scan scan = {scanWords};
  double* own = rooms + blockIdx.x * roomDoubles;
  Room room;
  room.x = reinterpret_cast<float*>(pool);
  room.xStride = strip | 1;
  room.records = near ? pool + (tileRows * room.xStride + 1) / 2 : own;
  room.kept = own + (near ? 0 : (long long)tileRows * scan.number(STRIDE));
  while (true) {
    if (threadIdx.x == 0) {
      *ticket = (int)atomicAdd(turns, 1u);
    }
    __syncthreads();
    int mine = *ticket;
    __syncthreads();
    if (mine >= tickets) {
      return;
    }
    int b = mine % blockCount;
    Block block = {blocks + (long long)b * BLOCK_WORDS};
    int rows = block.number(ROWS);
    int tiles = rows == 0 ? 1 : (rows + tileRows - 1) / tileRows;
    Tile tile;
    tile.index = mine / blockCount;
    if (tile.index >= tiles) {
      continue;
    }
    tile.firstRow = tile.index * tileRows;
    tile.rows = rows - tile.firstRow < tileRows ? rows - tile.firstRow : tileRows;
    tile.first = tile.index == 0 && block.words[BEGINS] != 0;
    tile.last = tile.index == tiles - 1 && block.words[ENDS] != 0;
    recordsOfTile<SINGLE>(scan, block, room, tile, strip);
    volatile unsigned int* done = turns + 1 + b;
    if (threadIdx.x == 0) {
      while (*done != (unsigned int)tile.index) {
      }
      __threadfence();
    }
    __syncthreads();
    sumsOfTile<SINGLE>(scan, block, room, tile, strip);
    // One fence after the barrier covers what all threads have written: the order of cooperative groups' barrier of a grid.
    __syncthreads();
    if (threadIdx.x == 0) {
      __threadfence();
      *done = (unsigned int)tile.index + 1;
    }
  }
}

/// Margins of one sparse row in G columns: its intercept, then its non-zeros in order; in floats the intercept last.
template <int G, bool SINGLE>
__device__ inline void sparseMargins(const Scan& scan, const Block& block, int row, int v, double* margin) {
  typedef typename Arithmetic<SINGLE>::Number Number;
  const int* position = pointerOf<const int>(block.words[ROW_COLUMNS]);
  const int* dictionary = pointerOf<const int>(block.words[DICTIONARY]);
  const int* start = pointerOf<const int>(block.words[ROW_START]);
  const float* x = block.x();
  long long columns = scan.number(COLUMNS);
  Number sum[G];
#pragma unroll
  for (int g = 0; g < G; g++) {
    sum[g] = SINGLE ? (Number)0 : (Number)scan.biases()[v + g];
  }
  for (int k = start[row]; k < start[row + 1]; k++) {
    Number value = x[k];
    const Number* w = scan.weights<Number>() + dictionary[position[k]] * columns + v;
#pragma unroll
    for (int g = 0; g < G; g++) {
      sum[g] = Arithmetic<SINGLE>::add(sum[g], value, w[g]);
    }
  }
#pragma unroll
  for (int g = 0; g < G; g++) {
    margin[g] = SINGLE ? scan.biases()[v + g] + sum[g] : sum[g];
  }
}

/// One entry of the dictionary in G gradient columns: its non-zeros in the order of the rows. In floats a run at a time.
template <int G, bool SINGLE>
__device__ inline void sparseGradient(
    const Scan& scan, const Block& block, int entry, int c, bool begins, double* gradient, long long width) {
  const int* start = pointerOf<const int>(block.words[ENTRY_START]);
  const int* rows = pointerOf<const int>(block.words[ENTRY_ROWS]);
  const float* x = pointerOf<const float>(block.words[ENTRY_X]);
  double* records = pointerOf<double>(block.words[RECORDS]);
  const double* residuals = records + scan.number(COLUMNS) + c;
  const float* rounded = roundedResiduals(scan, records) + c;
  long long stride = scan.number(STRIDE);
  double sum[G];
#pragma unroll
  for (int g = 0; g < G; g++) {
    sum[g] = begins ? 0.0 : gradient[g * width];
  }
  int end = start[entry + 1];
  for (int from = start[entry]; from < end; from += RUN) {
    float run[G];
#pragma unroll
    for (int g = 0; g < G; g++) {
      run[g] = 0.0f;
    }
    int to = end - from < RUN ? end : from + RUN;
    for (int k = from; k < to; k++) {
#pragma unroll
      for (int g = 0; g < G; g++) {
        if (SINGLE) {
          run[g] = fmaf(x[k], rounded[2 * stride * rows[k] + g], run[g]);
        } else {
          sum[g] += (double)x[k] * residuals[stride * rows[k] + g];
        }
      }
    }
#pragma unroll
    for (int g = 0; SINGLE && g < G; g++) {
      sum[g] += run[g];
    }
  }
#pragma unroll
  for (int g = 0; g < G; g++) {
    gradient[g * width] = sum[g];
  }
}

/// Records of sparse rows: a thread block takes tileRows rows of sample block blockIdx.y.
template <bool SINGLE>
__device__ inline void sparseRows(const long long* scanWords, const long long* blocks, int tileRows) {
  Scan scan = {scanWords};
  Block block = {blocks + (long long)blockIdx.y * BLOCK_WORDS};
  int columns = scan.number(COLUMNS);
  int stride = scan.number(STRIDE);
  int firstRow = blockIdx.x * tileRows;
  int rows = block.number(ROWS) - firstRow < tileRows ? block.number(ROWS) - firstRow : tileRows;
  double* records = pointerOf<double>(block.words[RECORDS]) + (long long)firstRow * stride;
  int groups = (columns + 3) / 4;
  for (int i = threadIdx.x; i < rows * groups; i += THREADS) {
    int group = i / rows;
    int r = i - group * rows;
    int v = 4 * group;
    double* margin = records + (long long)r * stride + v;
    switch (columns - v) {
      case 1:
        sparseMargins<1, SINGLE>(scan, block, firstRow + r, v, margin);
        break;
      case 2:
        sparseMargins<2, SINGLE>(scan, block, firstRow + r, v, margin);
        break;
      case 3:
        sparseMargins<3, SINGLE>(scan, block, firstRow + r, v, margin);
        break;
      default:
        sparseMargins<4, SINGLE>(scan, block, firstRow + r, v, margin);
        break;
    }
  }
  __syncthreads();
  for (int i = threadIdx.x; i < rows * scan.number(TASKS); i += THREADS) {
    int t = i / rows;
    int r = i - t * rows;
    scanRow<SINGLE>(scan, block, t, firstRow + r, records + (long long)r * stride);
  }
}

/// Sums over the records of sparse sample block blockIdx.y: a thread for each scalar, each sum of residuals, and each
/// entry of the dictionary in up to four gradient columns.
template <bool SINGLE>
__device__ inline void sparseSums(const long long* scanWords, const long long* blocks) {
  Scan scan = {scanWords};
  Block block = {blocks + (long long)blockIdx.y * BLOCK_WORDS};
  int gradients = scan.number(GRADIENTS);
  int scalars = scan.number(SCALARS);
  int stride = scan.number(STRIDE);
  int rows = block.number(ROWS);
  int entries = block.number(ENTRIES);
  bool trains = block.words[TRAINS] != 0;
  const double* records = pointerOf<const double>(block.words[RECORDS]) + scan.number(COLUMNS);
  double* kept = pointerOf<double>(block.words[KEPT]);
  bool begins = block.words[BEGINS] != 0;
  bool ends = block.words[ENDS] != 0;
  double* sums = pointerOf<double>(block.words[SUMS]);
  long long i = (long long)blockIdx.x * THREADS + threadIdx.x;
  long long vectors = (long long)gradients * (entries + 1);
  if (i < scalars) {
    bool byLane = scan.lanes()[i] != 0;
    Tile all = {0, 0, rows, begins, ends};
    addTile(records + gradients + i, stride, all, byLane, kept + 8 * (gradients + i), sums + vectors + i);
    return;
  }
  i -= scalars;
  if (i < gradients) {
    double* whole = sums + (long long)gradients * entries + i;
    double sum = begins ? 0.0 : *whole;
    if (trains) {
      addTerms(records + i, stride, rows, false, &sum);
    }
    *whole = sum;
    return;
  }
  i -= gradients;
  int c = entries == 0 ? gradients : 4 * (int)(i / entries);
  if (c >= gradients) {
    return;
  }
  int entry = (int)(i % entries);
  double* gradient = sums + (long long)c * entries + entry;
  if (!trains) {
    for (int g = c; g < gradients && g < c + 4; g++) {
      gradient[(long long)(g - c) * entries] = 0.0;
    }
    return;
  }
  switch (gradients - c) {
    case 1:
      sparseGradient<1, SINGLE>(scan, block, entry, c, begins, gradient, entries);
      break;
    case 2:
      sparseGradient<2, SINGLE>(scan, block, entry, c, begins, gradient, entries);
      break;
    case 3:
      sparseGradient<3, SINGLE>(scan, block, entry, c, begins, gradient, entries);
      break;
    default:
      sparseGradient<4, SINGLE>(scan, block, entry, c, begins, gradient, entries);
      break;
  }
}

}  // namespace trainyard
