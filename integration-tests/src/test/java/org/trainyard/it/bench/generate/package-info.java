/**
 * Data sets for benchmarks, the same bytes for the same options on every machine: generated ones
 * with a seed, and the repository's own brought to a form and a size that all programs read. Knows
 * nothing of Trainyard and needs no library, so that it may serve any program. Read first: {@link
 * org.trainyard.it.bench.generate.GenerateMain}, {@link
 * org.trainyard.it.bench.generate.SparseRows}.
 */
package org.trainyard.it.bench.generate;
