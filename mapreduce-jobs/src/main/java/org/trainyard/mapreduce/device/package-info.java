/**
 * The device that a process of an engine computes on: what was asked for, who holds it, what came
 * of it.
 *
 * <p>A provider of kernels is looked for when a process is about to map its first split, and once:
 * in map tasks, in workers and in the local engine. Clients and ApplicationMasters that only drive
 * others never get here. Knows nothing of a device library. Read {@link
 * org.trainyard.mapreduce.device.DeviceHolder} and {@link
 * org.trainyard.mapreduce.device.HeldDevice} first.
 */
package org.trainyard.mapreduce.device;
