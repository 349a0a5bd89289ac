/**
 * Benchmarks: run by the scripts in {@code scripts/bench}, never by a test, and nothing asserts a
 * time.
 */
package org.trainyard.it.bench;
