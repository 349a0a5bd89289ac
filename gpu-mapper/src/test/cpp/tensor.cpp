// Matrix instructions of a warp: every lane shows its fragments to the others, and takes its part of the result.
#include "tensor_on_cpu.h"

namespace {
constexpr int ROWS = 16;
constexpr int COLUMNS = 8;
constexpr int LANES = 32;

struct Place {
  int row, column;
};

// The tables of the PTX ISA, "Matrix fragments for mma.m16n8k8" (.tf32) and "... mma.m16n8k16" (.bf16): where the element i
// of a lane's fragment lies in its matrix.
int group_of(int lane) { return lane >> 2; }
int in_group(int lane) { return lane % 4; }

Place result(int lane, int i) {
  return {i == 0 || i == 1 ? group_of(lane) : group_of(lane) + 8, in_group(lane) * 2 + (i & 0x1)};
}

struct Tf32 {
  static constexpr int INNER = 8;
  static constexpr int ELEMENTS_A = 4;
  static constexpr int ELEMENTS_B = 2;

  static Place a(int lane, int i) {
    return {i == 0 || i == 2 ? group_of(lane) : group_of(lane) + 8, i == 0 || i == 1 ? in_group(lane) : in_group(lane) + 4};
  }

  static Place b(int lane, int i) { return {i == 0 ? in_group(lane) : in_group(lane) + 4, group_of(lane)}; }

  // The ISA leaves open what becomes of the bits that a conversion would have cleared: nothing good.
  static uint32_t bits(const uint32_t* registers, int i) {
    return registers[i] & 0x1fff ? 0x7fffffff : registers[i];
  }
};

struct Bf16 {
  static constexpr int INNER = 16;
  static constexpr int ELEMENTS_A = 8;
  static constexpr int ELEMENTS_B = 4;

  static Place a(int lane, int i) {
    bool upper = (0 <= i && i < 2) || (4 <= i && i < 6);
    int column = in_group(lane) * 2 + (i & 0x1);
    return {upper ? group_of(lane) : group_of(lane) + 8, i < 4 ? column : column + 8};
  }

  static Place b(int lane, int i) {
    int row = in_group(lane) * 2 + (i & 0x1);
    return {i < 2 ? row : row + 8, group_of(lane)};
  }

  // Two elements in a register, the first in the lower half.
  static uint32_t bits(const uint32_t* registers, int i) {
    return (i % 2 == 0 ? registers[i / 2] & 0xffff : registers[i / 2] >> 16) << 16;
  }
};

float number(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, 4);
  return value;
}

uint32_t bits_of(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, 4);
  return bits;
}

// What one lane shows: its registers of a, then those of b.
constexpr unsigned SHOWN = 6;

struct Element {
  int lane, i;
};

// Which lane has an element of a matrix, and as which: the tables read backwards.
template <class Kind>
struct Holders {
  Element a[ROWS][Kind::INNER];
  Element b[Kind::INNER][COLUMNS];

  Holders() {
    for (int lane = 0; lane < LANES; lane++) {
      for (int i = 0; i < Kind::ELEMENTS_A; i++) {
        a[Kind::a(lane, i).row][Kind::a(lane, i).column] = {lane, i};
      }
      for (int i = 0; i < Kind::ELEMENTS_B; i++) {
        b[Kind::b(lane, i).row][Kind::b(lane, i).column] = {lane, i};
      }
    }
  }
};

template <class Kind>
void multiply(const unsigned (&a)[4], const unsigned (&b)[2], float (&c)[4], const char* file, int line) {
  static const Holders<Kind> holders;
  const uint32_t mine[SHOWN] = {a[0], a[1], a[2], a[3], b[0], b[1]};
  const uint32_t* shown = stand_in::show(mine, SHOWN, file, line);
  for (int i = 0; i < 4; i++) {
    Place at = result(stand_in::lane(), i);
    for (int k = 0; k < Kind::INNER; k++) {
      Element x = holders.a[at.row][k];
      Element y = holders.b[k][at.column];
      // The product is exact: it has 22 bits at most.
      c[i] = c[i] + number(Kind::bits(shown + x.lane * SHOWN, x.i)) * number(Kind::bits(shown + y.lane * SHOWN + 4, y.i));
    }
  }
  stand_in::warp_barrier(0xffffffffu, file, -line);
}
}  // namespace

namespace stand_in {
uint32_t tf32(float x) {
  uint32_t bits = bits_of(x);
  return x != x ? 0x7fffe000 : (bits & 0x7f800000) == 0x7f800000 ? bits : (bits + 0x1000) & ~0x1fffu;
}

uint32_t bf16(float x) {
  uint32_t bits = bits_of(x);
  return x != x ? 0x7fff : (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}

void multiply_tf32(const unsigned (&a)[4], const unsigned (&b)[2], float (&c)[4], const char* file, int line) {
  multiply<Tf32>(a, b, c, file, line);
}

void multiply_bf16(const unsigned (&a)[4], const unsigned (&b)[2], float (&c)[4], const char* file, int line) {
  multiply<Bf16>(a, b, c, file, line);
}
}  // namespace stand_in
