/**
 * Multilayer perceptrons on a GPU: the mini-batch steps of whole segments, without a word from the
 * host between them. Networks that are trained side by side (models, folds, segments) are lanes of
 * the same launches. The arithmetic is in {@code network.cuh}, the products on tensor cores in
 * {@code tensor.cuh}; here are memory, tables and the order of launches.
 *
 * <p>Blocks stay on the device over the iterations, and with them labels, weights, identities and
 * places of rows: what moves is parameters, orders of passes, and results. Where a segment is
 * larger than the device, its rows pass through it in the order of the pass, a window being copied
 * while another is computed on: {@link org.trainyard.gpu.network.Windows}.
 *
 * <p>Read {@link org.trainyard.gpu.network.NetworkDevice} and {@link
 * org.trainyard.gpu.network.NetworkRun} first.
 */
package org.trainyard.gpu.network;
