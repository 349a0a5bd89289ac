/**
 * What {@code scripts/gpu-check} packs and runs on a machine with a GPU: are the sums right, the
 * same bytes as the CPU's, the same each time; and how fast are they.
 *
 * <p>Knows the kernels through {@link org.trainyard.mapreduce.kernel.Kernels} and the algorithms
 * alone, so that it asks what an engine asks. No Hadoop. Read {@link
 * org.trainyard.gpu.check.CheckMain} and {@link org.trainyard.gpu.check.SumsCheck} first.
 */
package org.trainyard.gpu.check;
