/**
 * The thin edge to NVIDIA's driver: devices, memory, streams, modules, launches. The only package
 * that knows jcuda; it knows nothing of models.
 *
 * <p>All calls check what the driver would believe (ranges of copies, number and sizes of a
 * kernel's arguments, shapes of launches) and turn its errors into {@link
 * org.trainyard.mapreduce.kernel.KernelFailedException}, after which the device counts as failed.
 *
 * <p>Read {@link org.trainyard.gpu.device.Device} and {@link org.trainyard.gpu.device.Stream}
 * first.
 */
package org.trainyard.gpu.device;
