/**
 * The sums of the algorithms on an NVIDIA GPU: found by the service loader where this module is on
 * the class path, and of no consequence where there is no driver.
 *
 * <p><b>Bits.</b> The kernels do the same IEEE operations as the CPU's code, in the same order, and
 * in parallel only over what is independent there (rows, features, columns, lanes, blocks of
 * samples); compiled without contraction to fused multiply-adds. So a block gives the same bytes on
 * a GPU and on a CPU. Modules of another precision ({@code _single}, {@code _tf32}, {@code _bf16})
 * have bits of their own.
 *
 * <p><b>A kernel comes into being</b> in {@code src/main/cuda/NAME.cu}: {@code extern "C"
 * __global__ void f(...)}, in the part of C++ that {@code g++} compiles too, with {@code #include
 * "kernel.cuh"}, which says what there is. {@code scripts/ptx} compiles all of them with nvcc to
 * {@code NAME.ptx} beside this class and records the sums of the sources in {@code
 * NAME.ptx.sources}; both are committed, and a test says when they were forgotten. What includes
 * {@code tensor.cuh} is for compute capability 8.0 on, all else for 6.0 on. {@code ./mvnw -Pptx}
 * compiles again and compares byte for byte.
 *
 * <p><b>It is launched</b> through {@link org.trainyard.gpu.device}:
 *
 * <pre>{@code
 * KernelFunction f = new KernelModule(device, "NAME").function("f");
 * stream.upload(pinned, 0, memory, 0, bytes);
 * stream.launch(f, LaunchShape.of(blocks, 128).withShared(4096), memory, rows, 2.0);
 * stream.download(memory, 0, pinned, 0, bytes);
 * stream.synchronise();
 * }</pre>
 *
 * Blocks of samples come from {@link org.trainyard.gpu.device.DeviceBlocks}, which keeps them on
 * the device over the iterations: {@code blocks.lease(block, staging)} gives the addresses of a
 * block's arrays, valid in the stream of {@code staging} until the lease is closed (after the
 * stream was waited for); {@code lease.attach("labels", () -> block.header().labels())} adds what
 * else is the same each iteration. A kernel is a class in a package of its own ({@code linear},
 * {@code network}, {@code cluster}) that implements an interface of {@link
 * org.trainyard.mapreduce.kernel}; {@code CudaKernels} gives it out.
 *
 * <p><b>It is tested</b> without a GPU on the stand-in, a {@code libcuda.so.1} that runs our
 * sources on the CPU ({@code src/test/cpp}); Maven builds it before the tests and lets their
 * process find it, so that a test just opens {@link org.trainyard.gpu.CudaProvider}. The stand-in
 * runs each thread of a block as a fiber, in an order that changes at every barrier; what is not
 * initialised is NaN; a copy happens no earlier than it is waited for; memory ends at a page that
 * nobody may touch (so that a kernel that reads beyond it kills the process, with {@code hs_err}
 * naming the kernel).
 *
 * <p>The test of a kernel compares bytes with the CPU's code over awkward sizes, as a program of
 * its own; {@code StandIn.mutant} builds a stand-in of sources with a mistake, with which that
 * program must fail. No anonymous namespaces in the sources: nvcc names them by chance, and the PTX
 * is to be the same each time.
 */
package org.trainyard.gpu;
