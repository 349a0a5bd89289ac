/**
 * The map side of linear models under JMH: the scan of an iteration against the memory's stream,
 * one model against many. {@code scripts/bench/kernels} prints the table.
 */
package org.trainyard.it.bench.kernel;
