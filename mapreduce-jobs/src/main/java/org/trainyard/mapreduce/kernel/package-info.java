/**
 * The seam between the algorithms and what computes for them on another device than the CPU.
 *
 * <p>A {@link org.trainyard.mapreduce.kernel.KernelProvider} is found by the service loader and
 * opens {@link org.trainyard.mapreduce.kernel.Kernels} for a process; an accumulator asks these for
 * the kernel of its work and falls back to the code of its own, the reference, where there is none.
 * A kernel takes blocks of samples and numbers, and gives the sums of each block: the same bits as
 * the reference, unless a {@link org.trainyard.mapreduce.kernel.Precision} of its own was asked
 * for. So a run may mix devices and fall back at any block.
 *
 * <p>Knows sample blocks and plain arrays; no job, no state, no optimiser, no device library.
 */
package org.trainyard.mapreduce.kernel;
