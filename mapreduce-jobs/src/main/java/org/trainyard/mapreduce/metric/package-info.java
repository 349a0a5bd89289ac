/**
 * Metrics of scores against labels: exact sums on the map side, numbers with names on the other.
 *
 * <p>Knows neither algorithms nor Hadoop. Read {@link org.trainyard.mapreduce.metric.MetricsLayout}
 * and {@link org.trainyard.mapreduce.metric.MetricsAccumulator} first.
 */
package org.trainyard.mapreduce.metric;
