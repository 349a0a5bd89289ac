/**
 * Packing: raw input becomes a dataset, in this process or as a MapReduce job.
 *
 * <p>Read {@link org.trainyard.mapreduce.pack.Packer} first.
 */
package org.trainyard.mapreduce.pack;
