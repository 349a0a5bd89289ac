package org.trainyard.am.exchange;

/**
 * A sign of life.
 *
 * @param iteration that the worker is at; 0 if it has had no order
 * @param fraction of the splits ordered that are mapped, in [0, 1]
 * @param heapUsed bytes
 * @param heapMax bytes
 * @param cached bytes of decoded data in memory
 * @param spilled bytes of data on the local disk
 */
public record Pulse(
    int iteration, double fraction, long heapUsed, long heapMax, long cached, long spilled) {}
