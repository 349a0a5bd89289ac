package org.trainyard.am.exchange;

import org.trainyard.formats.event.DeviceUse;

/**
 * A split is mapped.
 *
 * @param iteration that it was mapped for
 * @param split its number
 * @param rows samples visited
 * @param loss mean loss of its training rows for a unit of weight; NaN if unknown
 * @param readMs milliseconds of reading
 * @param computeMs milliseconds of arithmetic
 * @param cached bytes of the split that stay in memory
 * @param spilled bytes of the split that lie on the local disk
 * @param device what the worker computed where since it was last told; null if no device was asked
 *     for
 */
public record Mapped(
    int iteration,
    int split,
    long rows,
    double loss,
    long readMs,
    long computeMs,
    long cached,
    long spilled,
    DeviceUse device) {}
