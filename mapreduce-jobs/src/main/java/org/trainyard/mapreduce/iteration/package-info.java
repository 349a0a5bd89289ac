/**
 * One iteration as a MapReduce job: map adds segments to a partial, combine and reduce add
 * partials, the step makes the next state.
 *
 * <pre>
 * input    segments of the packed datasets        NullWritable, Segment
 * map      one partial for each task              IntWritable (shard), PartialWritable
 * combine  exact addition                         the same
 * reduce   exact addition; the only reducer of a job also takes the step and writes iterations/k/state
 *          several reducers write iterations/k/sums, one shard each
 * </pre>
 *
 * <p>Knows nothing of what is trained. Read {@link
 * org.trainyard.mapreduce.iteration.IterationMapper} and {@link
 * org.trainyard.mapreduce.iteration.IterationJob} first.
 */
package org.trainyard.mapreduce.iteration;
