// Runs the threads of a block as fibers of the calling thread.
#pragma once

#include <string>

#include "device_on_cpu.h"

namespace stand_in {
struct Shape {
  dim3 grid, block;
  unsigned shared_bytes;
};

// Runs a kernel. Returns what went wrong, or nothing.
std::string run(const Call& kernel, const Shape& shape);
}  // namespace stand_in
