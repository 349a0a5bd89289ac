/**
 * Packing: raw input becomes a dataset, in this process or as a MapReduce job. Both do the same
 * work, {@link org.trainyard.mapreduce.pack.PackTask}, on runs of chunks, and end in the same
 * blocks and the same {@code dataset.json}, whatever the number of tasks.
 *
 * <p>Knows nothing of models. Read {@link org.trainyard.mapreduce.pack.Packer} and {@link
 * org.trainyard.mapreduce.pack.PackTask} first.
 */
package org.trainyard.mapreduce.pack;
