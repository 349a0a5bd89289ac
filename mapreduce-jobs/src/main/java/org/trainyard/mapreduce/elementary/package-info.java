/**
 * Elementary functions whose bits are specified: additions, multiplications and divisions of
 * doubles in a stated order, so that every machine, engine and compiler gives the same result,
 * whether a number comes alone or in an array.
 *
 * <p>{@link java.lang.StrictMath} promises the same and costs several times as much; the loops here
 * are simple enough to be put on vector lanes by the compiler. Knows nothing of losses or models.
 * Read {@link org.trainyard.mapreduce.elementary.Exponential} and {@link
 * org.trainyard.mapreduce.elementary.Logarithm} first.
 */
package org.trainyard.mapreduce.elementary;
