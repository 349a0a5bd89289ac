package org.trainyard.it.bench.peer;

import java.nio.file.Path;

/**
 * What a peer says of its work.
 *
 * @param weights file of the coefficients, one in a line
 * @param iterations as the peer counts them
 * @param secondsPerIteration without the first, which reads the data; NaN where it cannot be known
 */
record Fit(Path weights, int iterations, double secondsPerIteration) {}
