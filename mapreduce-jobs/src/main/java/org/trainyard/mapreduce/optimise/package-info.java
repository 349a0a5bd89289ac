/**
 * Optimisers as pure steps: a complete state and an evaluation in, the next state with its next
 * request out.
 *
 * <p>They minimise f(x) + Σ l1_j |x_j| for a function f that somebody else evaluates, in the
 * coordinates that they are given; they know nothing of samples, features or losses. Read {@link
 * org.trainyard.mapreduce.optimise.Optimiser} and {@link org.trainyard.mapreduce.optimise.Request}
 * first.
 */
package org.trainyard.mapreduce.optimise;
