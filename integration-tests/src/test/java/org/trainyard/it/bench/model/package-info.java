/**
 * What a run of Trainyard leaves, in plain text for programs that know nothing of it: the
 * coefficients and a line for each iteration.
 */
package org.trainyard.it.bench.model;
