// A stand-in for NVIDIA's driver library (libcuda.so.1) that runs our kernels on the CPU, for tests: the entry points that
// the device layer uses, with what is worst about a real one. What is put into a stream happens when somebody waits for
// it, and not before; memory is NaN until written, and ends at a page that nobody may touch.
//
// Environment: STAND_IN_MEMORY_KIB (256 MiB), STAND_IN_DEVICES (1), STAND_IN_CAPABILITY (80), STAND_IN_FAIL_AT_LAUNCH (the
// n-th launch, from 1, fails and with it everything after), STAND_IN_TRACE (a folder where each process that loads this
// library leaves a file named for its number, with its command line).
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "fibers.h"

namespace {
enum Result {
  SUCCESS = 0,
  INVALID_VALUE = 1,
  OUT_OF_MEMORY = 2,
  NO_DEVICE = 100,
  INVALID_IMAGE = 200,
  INVALID_CONTEXT = 201,
  INVALID_PTX = 218,
  NOT_FOUND = 500,
  NOT_READY = 600,
  LAUNCH_FAILED = 719,
};

struct Memory {
  size_t bytes;
  void* mapped;
  size_t mapped_bytes;
};

struct Event {
  // Recorded in a stream; done when the stream has come there.
  bool recorded = false;
  struct Stream* stream = nullptr;
  std::shared_ptr<bool> done;
};

struct Stream {
  std::deque<std::function<int()>> operations;
};

struct Module {
  std::string ptx;
};

struct Function {
  std::string name;
  int dynamic_shared = 48 * 1024;
};

std::mutex mutex;
std::map<uintptr_t, Memory> device_memory, pinned_memory;
std::map<std::string, stand_in::Kernel>* kernels;
std::map<Stream*, std::unique_ptr<Stream>> streams;
size_t allocated = 0;
long launches = 0;
int retained = 0;
int sticky = SUCCESS;
thread_local void* current_context = nullptr;
constexpr int MOST_SHARED = 99 * 1024;

long setting(const char* name, long otherwise) {
  const char* text = getenv(name);
  return text == nullptr ? otherwise : atol(text);
}

int capability() { return int(setting("STAND_IN_CAPABILITY", 80)); }

size_t total_memory() { return size_t(setting("STAND_IN_MEMORY_KIB", 256 << 10)) << 10; }

int complain(int result, const std::string& sentence) {
  fprintf(stderr, "stand-in: %s\n", sentence.c_str());
  return result;
}

int fail_for_ever(const std::string& sentence) {
  sticky = LAUNCH_FAILED;
  return complain(sticky, sentence);
}

uintptr_t allocate(size_t bytes, std::map<uintptr_t, Memory>& registry) {
  size_t page = sysconf(_SC_PAGESIZE);
  size_t rounded = (bytes + page - 1) / page * page;
  void* mapped = mmap(nullptr, rounded + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return 0;
  std::memset(mapped, 0xff, rounded);
  mprotect(static_cast<char*>(mapped) + rounded, page, PROT_NONE);
  // 16 bytes are what a kernel's widest access needs.
  uintptr_t address = reinterpret_cast<uintptr_t>(mapped) + rounded - (bytes + 15) / 16 * 16;
  registry[address] = {bytes, mapped, rounded + page};
  return address;
}

bool release(uintptr_t address, std::map<uintptr_t, Memory>& registry) {
  auto found = registry.find(address);
  if (found == registry.end()) return false;
  munmap(found->second.mapped, found->second.mapped_bytes);
  registry.erase(found);
  return true;
}

bool lies_in(uintptr_t address, size_t bytes, const std::map<uintptr_t, Memory>& registry) {
  auto next = registry.upper_bound(address);
  if (next == registry.begin()) return false;
  const auto& [start, memory] = *std::prev(next);
  return address - start <= memory.bytes && bytes <= memory.bytes - (address - start);
}

int usable() { return current_context == nullptr || retained == 0 ? INVALID_CONTEXT : sticky; }

int run_one(Stream* stream) {
  std::function<int()> operation = std::move(stream->operations.front());
  stream->operations.pop_front();
  return sticky == SUCCESS ? operation() : sticky;
}

int run_until(Stream* stream, const bool* done) {
  while (!stream->operations.empty() && (done == nullptr || !*done)) {
    int result = run_one(stream);
    if (result != SUCCESS) return result;
  }
  return sticky;
}

int put(Stream* stream, std::function<int()> operation) {
  if (stream == nullptr || streams.find(stream) == streams.end()) {
    return complain(INVALID_VALUE, "the stand-in has no default stream, and this stream does not exist");
  }
  stream->operations.push_back(std::move(operation));
  return SUCCESS;
}

int copy(uintptr_t to, uintptr_t from, uintptr_t on_device, uintptr_t on_host, size_t bytes, Stream* stream) {
  if (usable() != SUCCESS) return usable();
  auto fits = [=] { return lies_in(on_device, bytes, device_memory) && lies_in(on_host, bytes, pinned_memory); };
  if (!fits()) return complain(INVALID_VALUE, "a copy beyond memory");
  return put(stream, [=] {
    if (!fits()) return fail_for_ever("a copy to or from memory that was freed before it happened");
    std::memcpy(reinterpret_cast<void*>(to), reinterpret_cast<void*>(from), bytes);
    return int{SUCCESS};
  });
}

/// Tells that this process has loaded a driver, used or not.
struct Trace {
  Trace() {
    const char* folder = getenv("STAND_IN_TRACE");
    if (folder == nullptr) return;
    std::ifstream command("/proc/self/cmdline", std::ios::binary);
    const std::string name = std::to_string(getpid());
    const std::string part = std::string(folder) + "/.part-" + name;
    {
      std::ofstream file(part, std::ios::binary);
      file << command.rdbuf();
    }
    // Whoever looks sees all of it, or nothing.
    rename(part.c_str(), (std::string(folder) + "/" + name).c_str());
  }
} trace;
}  // namespace

void stand_in::add_kernel(Kernel kernel) {
  if (kernels == nullptr) kernels = new std::map<std::string, Kernel>();
  kernels->emplace(kernel.name, kernel);
}

#define LOCKED std::lock_guard<std::mutex> guard(mutex)
#define USABLE                            \
  LOCKED;                                 \
  if (usable() != SUCCESS) return usable()

extern "C" {
int cuInit(unsigned) { return setting("STAND_IN_DEVICES", 1) == 0 ? NO_DEVICE : SUCCESS; }

int cuDriverGetVersion(int* version) {
  *version = 12000;
  return SUCCESS;
}

int cuDeviceGetCount(int* count) {
  *count = setting("STAND_IN_DEVICES", 1);
  return SUCCESS;
}

int cuDeviceGet(int* device, int ordinal) {
  *device = ordinal;
  return ordinal < setting("STAND_IN_DEVICES", 1) ? SUCCESS : INVALID_VALUE;
}

int cuDeviceGetName(char* name, int length, int) {
  snprintf(name, length, "stand-in on the CPU");
  return SUCCESS;
}

int cuDeviceGetPCIBusId(char* id, int length, int device) {
  // Processes do not share a stand-in: each has all of one for itself.
  snprintf(id, length, "stand-in:%d:%d", getpid(), device);
  return SUCCESS;
}

int cuDeviceGetAttribute(int* value, int attribute, int) {
  switch (attribute) {
    case 16: *value = 4; break;             // multiprocessors
    case 75: *value = capability() / 10; break;  // major
    case 76: *value = capability() % 10; break;  // and minor
    case 97: *value = MOST_SHARED; break;   // shared memory of a block that asks for it
    default: return complain(INVALID_VALUE, "unknown attribute " + std::to_string(attribute));
  }
  return SUCCESS;
}

int cuDevicePrimaryCtxSetFlags_v2(int, unsigned) { return SUCCESS; }

int cuDevicePrimaryCtxRetain(void** context, int) {
  LOCKED;
  if (retained++ == 0) sticky = SUCCESS;
  *context = &retained;
  return SUCCESS;
}

int cuDevicePrimaryCtxRelease_v2(int) {
  LOCKED;
  if (--retained == 0) {
    while (!device_memory.empty()) release(device_memory.begin()->first, device_memory);
    while (!pinned_memory.empty()) release(pinned_memory.begin()->first, pinned_memory);
    streams.clear();
    allocated = 0;
  }
  return SUCCESS;
}

int cuCtxSetCurrent(void* context) {
  current_context = context;
  return SUCCESS;
}

int cuMemGetInfo_v2(size_t* free, size_t* total) {
  USABLE;
  *total = total_memory();
  *free = *total - allocated;
  return SUCCESS;
}

int cuMemAlloc_v2(uintptr_t* address, size_t bytes) {
  USABLE;
  if (bytes == 0) return INVALID_VALUE;
  if (bytes > total_memory() - allocated) return OUT_OF_MEMORY;
  *address = allocate(bytes, device_memory);
  allocated += bytes;
  return *address == 0 ? OUT_OF_MEMORY : SUCCESS;
}

int cuMemFree_v2(uintptr_t address) {
  USABLE;
  auto found = device_memory.find(address);
  if (found == device_memory.end()) return complain(INVALID_VALUE, "freed what was not allocated");
  allocated -= found->second.bytes;
  release(address, device_memory);
  return SUCCESS;
}

int cuMemHostAlloc(uintptr_t* address, size_t bytes, unsigned) {
  USABLE;
  if (bytes == 0) return INVALID_VALUE;
  *address = allocate(bytes, pinned_memory);
  return *address == 0 ? OUT_OF_MEMORY : SUCCESS;
}

int cuMemFreeHost(uintptr_t address) {
  USABLE;
  return release(address, pinned_memory) ? SUCCESS : complain(INVALID_VALUE, "freed what was not pinned");
}

int cuMemcpyHtoDAsync_v2(uintptr_t to, uintptr_t from, size_t bytes, Stream* stream) {
  LOCKED;
  return copy(to, from, to, from, bytes, stream);
}

int cuMemcpyDtoHAsync_v2(uintptr_t to, uintptr_t from, size_t bytes, Stream* stream) {
  LOCKED;
  // Until it happens, the numbers there are none.
  if (lies_in(to, bytes, pinned_memory)) std::memset(reinterpret_cast<void*>(to), 0xff, bytes);
  return copy(to, from, from, to, bytes, stream);
}

int cuMemsetD8Async(uintptr_t to, unsigned char value, size_t bytes, Stream* stream) {
  USABLE;
  if (!lies_in(to, bytes, device_memory)) return complain(INVALID_VALUE, "memory is set beyond its end");
  return put(stream, [=] {
    if (!lies_in(to, bytes, device_memory)) return fail_for_ever("memory is set that was freed before it happened");
    std::memset(reinterpret_cast<void*>(to), value, bytes);
    return int{SUCCESS};
  });
}

int cuStreamCreate(Stream** stream, unsigned) {
  USABLE;
  auto made = std::make_unique<Stream>();
  *stream = made.get();
  streams[made.get()] = std::move(made);
  return SUCCESS;
}

int cuStreamDestroy_v2(Stream* stream) {
  USABLE;
  int result = run_until(stream, nullptr);
  streams.erase(stream);
  return result;
}

int cuStreamSynchronize(Stream* stream) {
  USABLE;
  return streams.count(stream) == 0 ? INVALID_VALUE : run_until(stream, nullptr);
}

int cuStreamWaitEvent(Stream* stream, Event* event, unsigned) {
  USABLE;
  Event awaited = *event;
  return put(stream, [awaited] {
    return awaited.recorded && streams.count(awaited.stream) ? run_until(awaited.stream, awaited.done.get()) : SUCCESS;
  });
}

int cuEventCreate(Event** event, unsigned) {
  USABLE;
  *event = new Event();
  return SUCCESS;
}

int cuEventDestroy_v2(Event* event) {
  LOCKED;
  delete event;
  return SUCCESS;
}

int cuEventRecord(Event* event, Stream* stream) {
  USABLE;
  auto done = std::make_shared<bool>(false);
  *event = {true, stream, done};
  return put(stream, [done] {
    *done = true;
    return int{SUCCESS};
  });
}

int cuEventSynchronize(Event* event) {
  USABLE;
  return event->recorded && streams.count(event->stream) ? run_until(event->stream, event->done.get()) : SUCCESS;
}

int cuModuleLoadData(Module** module, const char* image) {
  USABLE;
  std::string ptx(image);
  if (ptx.find(".version") == std::string::npos || ptx.find(".entry") == std::string::npos) {
    return complain(INVALID_IMAGE, "this is not PTX");
  }
  size_t target = ptx.find(".target sm_");
  if (target == std::string::npos || atoi(ptx.c_str() + target + 11) > capability()) {
    return complain(INVALID_PTX, "this PTX is for newer devices");
  }
  *module = new Module{ptx};
  return SUCCESS;
}

int cuModuleGetFunction(Function** function, Module* module, const char* name) {
  USABLE;
  if (module->ptx.find(std::string(".entry ") + name + "(") == std::string::npos) return NOT_FOUND;
  if (kernels == nullptr || kernels->count(name) == 0) {
    return complain(NOT_FOUND, std::string(name) + " is in the PTX and not in the sources");
  }
  *function = new Function{name};
  return SUCCESS;
}

int cuFuncSetAttribute(Function* function, int attribute, int value) {
  USABLE;
  if (attribute != 8 || value > MOST_SHARED) return INVALID_VALUE;
  function->dynamic_shared = value;
  return SUCCESS;
}

int cuLaunchKernel(Function* function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x,
                   unsigned block_y, unsigned block_z, unsigned shared_bytes, Stream* stream, void** arguments, void**) {
  USABLE;
  if (grid_x == 0 || grid_y == 0 || grid_z == 0 || grid_y > 65535 || grid_z > 65535 ||
      size_t(block_x) * block_y * block_z - 1 > 1023 || shared_bytes > unsigned(function->dynamic_shared)) {
    return complain(INVALID_VALUE, function->name + " is started in a shape that no device has");
  }
  std::string name = function->name;
  stand_in::Call call = kernels->at(name).bind(arguments);
  stand_in::Shape shape{{grid_x, grid_y, grid_z}, {block_x, block_y, block_z}, shared_bytes};
  long launch = ++launches;
  return put(stream, [=] {
    if (launch == setting("STAND_IN_FAIL_AT_LAUNCH", 0)) return fail_for_ever("the device is lost, as was asked for");
    std::string error = stand_in::run(call, shape);
    return error.empty() ? int{SUCCESS} : fail_for_ever(name + ": " + error);
  });
}
}
