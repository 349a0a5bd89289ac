/**
 * Multilayer perceptrons on a GPU: the mini-batch steps of whole segments, without a word from the
 * host between them. Networks that are trained side by side (models, folds, segments) are lanes of
 * the same launches. The arithmetic is in {@code network.cuh}; here are memory, tables and the
 * order of launches.
 *
 * <p>Read {@link org.trainyard.gpu.network.NetworkDevice} and {@link
 * org.trainyard.gpu.network.NetworkRun} first.
 */
package org.trainyard.gpu.network;
