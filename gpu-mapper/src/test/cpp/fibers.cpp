// Blocks run one after the other; the threads of a block are fibers that run until they wait. Their order changes at
// every barrier, from one end or the other, so that a missing barrier shows whoever should have waited for whom.
#include "fibers.h"

#include <sys/mman.h>
#include <unistd.h>

#include <vector>

namespace {
constexpr size_t STACK = 256 * 1024;
constexpr unsigned WARP = 32;

enum class Wait { NO, BLOCK, WARP_LANES, FINISHED };

struct Fiber {
  void* stack_pointer;
  Wait wait;
  unsigned mask;
  const char* file;
  int line;
};

char* stacks = nullptr;
std::vector<Fiber> fibers;
std::vector<uint64_t> slots;
uint32_t shown[1024 * 8];
void* scheduler_stack_pointer;
unsigned current;
const stand_in::Call* body;
char* dynamic_memory;
unsigned random_state = 1;

extern "C" void stand_in_switch(void** save, void* to);
// Saves what a function must keep, changes stacks, restores.
asm(R"(
.text
.globl stand_in_switch
.hidden stand_in_switch
.type stand_in_switch, @function
stand_in_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size stand_in_switch, . - stand_in_switch
)");

void stop_here() { stand_in_switch(&fibers[current].stack_pointer, scheduler_stack_pointer); }

void start() {
  (*body)();
  fibers[current].wait = Wait::FINISHED;
  stop_here();
  __builtin_trap();
}

void resume(unsigned thread) {
  using namespace stand_in;
  current = thread;
  thread_index = {thread % block_size.x, thread / block_size.x % block_size.y,
                  thread / (block_size.x * block_size.y)};
  stand_in_switch(&scheduler_stack_pointer, fibers[thread].stack_pointer);
}

void prepare(unsigned threads) {
  if (stacks == nullptr) {
    stacks = static_cast<char*>(mmap(nullptr, 1024 * STACK, PROT_READ | PROT_WRITE,
                                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
  }
  fibers.resize(threads);
  slots.assign((threads + WARP - 1) / WARP * WARP, ~uint64_t{0});
  for (unsigned t = 0; t < threads; t++) {
    // Six registers, the address to go to, and an alignment as after a call.
    void** top = reinterpret_cast<void**>(stacks + (t + 1) * STACK) - 1;
    *--top = reinterpret_cast<void*>(start);
    fibers[t] = {top - 6, Wait::NO, 0, nullptr, 0};
  }
}

// Runs every fiber that does not wait. Returns whether there was one.
bool run_ready() {
  unsigned n = fibers.size();
  random_state = random_state * 1664525u + 1013904223u;
  bool backwards = random_state >> 31;
  unsigned first = (random_state >> 8) % n;
  bool any = false;
  for (unsigned i = 0; i < n; i++) {
    unsigned t = (first + i) % n;
    t = backwards ? n - 1 - t : t;
    if (fibers[t].wait == Wait::NO) {
      resume(t);
      any = true;
    }
  }
  return any;
}

bool same_place(const Fiber& a, const Fiber& b) {
  return a.wait == b.wait && a.mask == b.mask && a.file == b.file && a.line == b.line;
}

// Lets the lanes go that all wait for each other. Returns whether there were some.
bool release_warps() {
  bool any = false;
  for (unsigned w = 0; w < fibers.size(); w += WARP) {
    unsigned end = std::min<size_t>(w + WARP, fibers.size());
    for (unsigned t = w; t < end; t++) {
      if (fibers[t].wait != Wait::WARP_LANES) continue;
      Fiber asked = fibers[t];
      bool all = asked.mask >> (t - w) & 1;
      for (unsigned u = w; u < end; u++) {
        all &= !(asked.mask >> (u - w) & 1) || same_place(fibers[u], asked);
      }
      for (unsigned u = w; all && u < end; u++) {
        if (asked.mask >> (u - w) & 1) fibers[u].wait = Wait::NO;
      }
      any |= all;
    }
  }
  return any;
}

bool release_block() {
  for (const Fiber& fiber : fibers) {
    if (fiber.wait != Wait::BLOCK || !same_place(fiber, fibers[0])) return false;
  }
  for (Fiber& fiber : fibers) fiber.wait = Wait::NO;
  return true;
}

std::string place(unsigned thread) {
  const Fiber& fiber = fibers[thread];
  std::string text = "thread " + std::to_string(thread);
  if (fiber.wait == Wait::FINISHED) return text + " has ended";
  return text + " waits at " + fiber.file + ":" + std::to_string(fiber.line);
}

std::string run_block() {
  while (true) {
    while (run_ready() || release_warps()) {
    }
    if (release_block()) continue;
    unsigned ended = 0;
    for (const Fiber& fiber : fibers) ended += fiber.wait == Wait::FINISHED;
    if (ended == fibers.size()) return "";
    for (unsigned t = 1; t < fibers.size(); t++) {
      if (!same_place(fibers[t], fibers[0])) return "divergent barrier: " + place(0) + ", " + place(t);
    }
    return "lanes wait for lanes that are not in the mask: " + place(0);
  }
}
}  // namespace

extern "C" {
extern char __start_shared_memory[] __attribute__((weak));
extern char __stop_shared_memory[] __attribute__((weak));
}

namespace stand_in {
uint3 thread_index, block_index;
dim3 block_size, grid_size;

void* dynamic_shared() { return dynamic_memory; }

unsigned lane() { return current % WARP; }

static void wait(Wait how, unsigned mask, const char* file, int line) {
  Fiber& fiber = fibers[current];
  fiber.wait = how;
  fiber.mask = mask;
  fiber.file = file;
  fiber.line = line;
  stop_here();
}

void block_barrier(const char* file, int line) { wait(Wait::BLOCK, 0, file, line); }

void warp_barrier(unsigned mask, const char* file, int line) { wait(Wait::WARP_LANES, mask, file, line); }

uint64_t exchange(unsigned mask, uint64_t mine, unsigned from, const char* file, int line) {
  slots[current] = mine;
  warp_barrier(mask, file, line);
  // A lane outside the mask brings nothing.
  uint64_t value = mask >> from % WARP & 1 ? slots[current / WARP * WARP + from % WARP] : ~uint64_t{0};
  warp_barrier(mask, file, -line);
  return value;
}

unsigned ballot(unsigned mask, bool mine, const char* file, int line) {
  slots[current] = mine;
  warp_barrier(mask, file, line);
  unsigned votes = 0;
  unsigned first = current / WARP * WARP;
  for (unsigned u = 0; u < WARP && first + u < fibers.size(); u++) {
    if (mask >> u & 1 && slots[first + u]) votes |= 1u << u;
  }
  warp_barrier(mask, file, -line);
  return votes;
}

const uint32_t* show(const uint32_t* mine, unsigned count, const char* file, int line) {
  uint32_t* of_warp = shown + current / WARP * WARP * 8;
  std::memcpy(of_warp + lane() * count, mine, count * sizeof *mine);
  warp_barrier(~0u, file, line);
  return of_warp;
}

std::string run(const Call& kernel, const Shape& shape) {
  size_t page = sysconf(_SC_PAGESIZE);
  size_t bytes = (shape.shared_bytes + page - 1) / page * page;
  char* memory = static_cast<char*>(
      mmap(nullptr, bytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  mprotect(memory + bytes, page, PROT_NONE);
  dynamic_memory = memory + bytes - (shape.shared_bytes + 15) / 16 * 16;
  body = &kernel;
  block_size = shape.block;
  grid_size = shape.grid;
  std::string error;
  for (unsigned z = 0; z < shape.grid.z && error.empty(); z++) {
    for (unsigned y = 0; y < shape.grid.y && error.empty(); y++) {
      for (unsigned x = 0; x < shape.grid.x && error.empty(); x++) {
        block_index = {x, y, z};
        std::memset(memory, 0xff, bytes);
        if (__start_shared_memory != nullptr) {
          std::memset(__start_shared_memory, 0xff, __stop_shared_memory - __start_shared_memory);
        }
        prepare(shape.block.x * shape.block.y * shape.block.z);
        error = run_block();
      }
    }
  }
  munmap(memory, bytes + page);
  return error;
}
}  // namespace stand_in
