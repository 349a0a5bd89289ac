/**
 * How much memory the processes of a run need for a model of some size: pure functions of numbers
 * that are known before anything is begun.
 *
 * <p>Knows neither engines nor algorithms, and no Hadoop type. Read {@link
 * org.trainyard.mapreduce.capacity.ModelSize} first.
 */
package org.trainyard.mapreduce.capacity;
